import express, { type ErrorRequestHandler, type RequestHandler } from 'express'
import { answerProblem, type ProblemCode } from './problems.ts'

/** Reads a body of JSON of at most so many kB, and answers 400, 413 or 415 to any other. */
export function readJson(
  largestInKb: number,
): readonly [RequestHandler, RequestHandler, ErrorRequestHandler] {
  return [
    (request, response, next) => {
      const isEmpty = request.headers['content-length'] === '0'
      if (isEmpty || request.is('application/json') !== false) return next()
      const detail = 'The body must be application/json.'
      answerProblem(response, 'unsupported-media-type', { detail })
    },
    express.json({ limit: `${largestInKb}kb`, type: 'application/json' }),
    (error, _request, response, next) => {
      const status = error instanceof Object && 'status' in error ? Number(error.status) : 0
      const code = codes[status]
      if (code === undefined) return next(error)
      answerProblem(response, code, details(largestInKb)[code])
    },
  ]
}

const codes: Readonly<Record<number, ProblemCode>> = {
  400: 'not-json',
  413: 'too-large',
  415: 'unsupported-media-type',
}

function details(largestInKb: number): Partial<Record<ProblemCode, { readonly detail: string }>> {
  return {
    'too-large': { detail: `The body is larger than ${largestInKb} kB.` },
    'unsupported-media-type': {
      detail: 'The body must be JSON in UTF-8, plain or with gzip, deflate or br.',
    },
  }
}
