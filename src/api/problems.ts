import type { Response } from 'express'

/** Where the API is mounted. */
export const mountedAt = '/api/v1'

/**
 * Every problem that is answered (RFC 9457): its code, which ends its `type`, and a fixed sentence. Nothing of a
 * request is said back. `docs/api.md` lists them; a test compares.
 */
export const problems = {
  'bad-request': {
    status: 400,
    title: 'Bad Request',
    detail: 'This is not what is understood here; see the document at /api/v1/openapi.json.',
  },
  'not-json': { status: 400, title: 'Bad Request', detail: 'The body is not JSON.' },
  'idempotency-key-missing': {
    status: 400,
    title: 'Idempotency-Key Missing',
    detail:
      'Send a header Idempotency-Key of 1 to 200 visible ASCII characters, a new one for each thing to be done.',
  },
  unauthorized: {
    status: 401,
    title: 'Unauthorized',
    detail:
      'A token is needed that this line knows and that has not expired: Authorization: Bearer al_…',
  },
  forbidden: {
    status: 403,
    title: 'Forbidden',
    detail: 'This token is not for that; make one with the scope it needs.',
  },
  'not-found': { status: 404, title: 'Not Found', detail: 'There is nothing here.' },
  'unknown-product': { status: 404, title: 'Unknown Product', detail: 'There is no such product.' },
  'unknown-key': { status: 404, title: 'Unknown Key', detail: 'There is no such key.' },
  'unknown-case': {
    status: 404,
    title: 'Unknown Case',
    detail: 'Nothing has happened under this number in the last 90 days.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'Method Not Allowed',
    detail: 'Another method is understood here; see the header Allow.',
  },
  'no-serials-left': {
    status: 409,
    title: 'No Serials Left',
    detail: 'The product has not so many serials left; give it a successor.',
  },
  'not-extendable': {
    status: 409,
    title: 'Not Extendable',
    detail: 'Only a MAK can be extended; for another machine mint another key.',
  },
  'no-request-waits': {
    status: 409,
    title: 'No Request Waits',
    detail: 'No request for more machines waits for this key.',
  },
  'too-large': { status: 413, title: 'Payload Too Large', detail: 'The body is too large.' },
  'unsupported-media-type': {
    status: 415,
    title: 'Unsupported Media Type',
    detail: 'The body must be of the type that the document names, in UTF-8.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'Idempotency-Key Reused',
    detail:
      'This Idempotency-Key was sent with another request in the last 24 hours; take a new one.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too Many Requests',
    detail: 'Too many requests; try again after the time that Retry-After says.',
  },
  'internal-error': {
    status: 500,
    title: 'Internal Server Error',
    detail: 'Something failed here.',
  },
  unavailable: {
    status: 503,
    title: 'Service Unavailable',
    detail: 'The books cannot be read or written now; try again later.',
  },
} as const satisfies Readonly<
  Record<string, { readonly status: number; readonly title: string; readonly detail: string }>
>

export type ProblemCode = keyof typeof problems

/** What was wrong at one place of a request: a JSON pointer, made of our own words, and a sentence. */
export type FieldError = { readonly pointer: string; readonly detail: string }

export type ProblemDetails = {
  /** A path on this line, where the problem is described. */
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly errors?: readonly FieldError[]
}

export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(problems, text)
}

export function problemDetails(
  code: ProblemCode,
  more: Partial<Pick<ProblemDetails, 'detail' | 'errors'>> = {},
): ProblemDetails {
  const { status, title, detail } = problems[code]
  return { type: `${mountedAt}/problems/${code}`, title, status, detail, ...more }
}

/** Answers with problem details. */
export function answerProblem(
  response: Response,
  code: ProblemCode,
  more: Partial<Pick<ProblemDetails, 'detail' | 'errors'>> = {},
): void {
  const details = problemDetails(code, more)
  response.status(details.status).type('application/problem+json').send(JSON.stringify(details))
}

/** Answers when it may be asked again. */
export function answerTooMany(response: Response, waitInMs: number): void {
  response.set('Retry-After', String(Math.ceil(waitInMs / 1000)))
  answerProblem(response, 'too-many-requests')
}
