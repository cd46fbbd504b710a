import express, { type ErrorRequestHandler, type RequestHandler } from 'express'
import { answerProblem } from './problem.ts'

/** Reads a body of JSON of at most 16 kB, and answers 400, 413 or 415 to any other. */
export const readJson: readonly [RequestHandler, RequestHandler, ErrorRequestHandler] = [
  (request, response, next) => {
    const isEmpty = request.headers['content-length'] === '0'
    if (isEmpty || request.is('application/json') !== false) return next()
    answerProblem(response, 415, 'The body must be application/json.')
  },
  express.json({ limit: '16kb', type: 'application/json' }),
  (error, _request, response, next) => {
    const status = error instanceof Object && 'status' in error ? error.status : undefined
    const detail = details[Number(status)]
    if (detail === undefined) return next(error)
    answerProblem(response, Number(status), detail)
  },
]

const details: Readonly<Record<number, string>> = {
  400: 'The body is not JSON.',
  413: 'The body is larger than 16 kB.',
  415: 'The body must be JSON in UTF-8, plain or with gzip, deflate or br.',
}
