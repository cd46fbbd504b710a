import { createHash } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import type { z } from 'zod'
import { bearerOf, challenge } from './identify.ts'
import type { Guesses } from './guesses.ts'
import { answerProblem, answerTooMany, type FieldError } from './problems.ts'
import type { Asked, Route } from './route.ts'
import type { Token } from './token.ts'

/** Lets whoever may ask on to the route, and answers 401 or 403 to anybody else. */
export function admit({ access }: Pick<Route, 'access'>): RequestHandler {
  return (_request, response, next) => {
    if (access.kind === 'public') return next()
    const token = bearerOf(response)
    if (token === undefined && access.kind === 'either') return next()
    if (token === undefined) {
      response.set('WWW-Authenticate', challenge)
      return answerProblem(response, 'unauthorized')
    }
    if (token.scopes.includes(access.scope)) return next()
    const missing = `error="insufficient_scope", scope="${access.scope}"`
    response.set('WWW-Authenticate', `${challenge}, ${missing}`)
    return answerProblem(response, 'forbidden')
  }
}

/** Reads what is asked by the route's schemas, lets it handle that, and answers with what its schemas hold. */
export function perform(route: Route, guesses: Guesses): RequestHandler {
  return async (request, response) => {
    const token = bearerOf(response)
    const path = route.parameters?.safeParse(request.params)
    if (path?.success === false) return answerProblem(response, 'not-found')
    const query = route.query?.safeParse(request.query)
    if (query?.success === false) return refuse(response, query.error)
    const body = bodySchema(route, token)?.safeParse(bodyOf(route, request))
    if (body?.success === false) return refuse(response, body.error)
    const asked = { path: path?.data, query: query?.data, body: body?.data, token }
    const once = onceOf(route, request, asked)
    if (once === undefined) return answerProblem(response, 'idempotency-key-missing')

    const reply = await route.handle({ ...asked, once, request, response })
    if (reply.kind === 'written') return
    if (reply.kind === 'problem') return answerProblem(response, reply.code)
    const wait = token === undefined ? await guesses(request, reply) : 0
    if (wait > 0) return answerTooMany(response, wait)
    const answers = (token === undefined ? route.publicAnswers : undefined) ?? route.answers
    const shown = answers[reply.status]?.parse(reply.body)
    response.status(reply.status).json(shown)
  }
}

function bodySchema(route: Route, token: Token | undefined): z.ZodType | undefined {
  return token === undefined ? (route.publicBody ?? route.body) : route.body
}

function bodyOf({ bodyIsOptional }: Route, request: Request): unknown {
  const body: unknown = request.body
  return body === undefined && bodyIsOptional === true ? {} : body
}

const nothing = { name: '', request: '' }

/** A client's keys are its own: the same one of another token is another. */
function onceOf(
  route: Route,
  request: Request,
  { path, body, token }: Pick<Asked<unknown, unknown, unknown>, 'path' | 'body' | 'token'>,
): Asked<unknown, unknown, unknown>['once'] | undefined {
  if (route.once !== true) return nothing
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) return undefined
  return {
    name: sha256(JSON.stringify([token?.hash, key])),
    request: sha256(JSON.stringify([route.id, path, body])),
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

const mostErrors = 5

function refuse(response: Response, { issues }: z.ZodError): void {
  const errors = issues.slice(0, mostErrors).map(toFieldError)
  answerProblem(response, 'bad-request', { errors })
}

/** Paths and messages are of our own schemas; only the names of fields that nobody knows are the client's. */
function toFieldError({ code, path, message }: z.core.$ZodIssue): FieldError {
  const pointer = path.map((part) => `/${String(part)}`).join('')
  return code === 'unrecognized_keys'
    ? { pointer, detail: 'There are fields here that are not understood.' }
    : { pointer, detail: message }
}
