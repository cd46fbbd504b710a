import { STATUS_CODES } from 'node:http'
import type { Response } from 'express'

/** Answers with problem details (RFC 9457). `detail` is a fixed sentence: nothing of the request is said back. */
export function answerProblem(response: Response, status: number, detail: string): void {
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, detail }))
}
