import { timingSafeEqual } from 'node:crypto'
import { Router, urlencoded, type RequestHandler } from 'express'
import { callsRouter } from './calls-router.ts'
import type { CallsInPlay } from './calls-in-play.ts'
import { answerError } from './rest-error.ts'

export type RestOptions = {
  readonly accountSid: string
  /** Who may ask: the account's SID with its token, or an API key with its secret. */
  readonly credentials: readonly { readonly user: string; readonly password: string }[]
  readonly calls: CallsInPlay
}

/** The provider's interface for what a line asks of it, under `/2010-04-01/Accounts/:sid`. */
export function restRouter({ accountSid, credentials, calls }: RestOptions): Router {
  const account = Router()
  account.use(authenticated(credentials.map(({ user, password }) => `${user}:${password}`)))
  account.use(urlencoded({ extended: false, limit: '64kb' }))
  account.use('/Calls', callsRouter({ accountSid, calls }))

  const router = Router()
  router.use(`/2010-04-01/Accounts/${accountSid}`, account)
  router.use((request, response) => answerError(response, 20404, request.originalUrl))
  return router
}

function authenticated(known: readonly string[]): RequestHandler {
  return (request, response, next) => {
    const [, encoded = ''] = /^Basic (\S+)$/i.exec(request.get('authorization') ?? '') ?? []
    const given = Buffer.from(encoded, 'base64')
    if (known.some((one) => isSame(given, Buffer.from(one)))) next()
    else answerError(response.set('WWW-Authenticate', 'Basic realm="Twilio API"'), 20003)
  }
}

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}
