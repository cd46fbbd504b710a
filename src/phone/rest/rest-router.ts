import { randomInt, timingSafeEqual } from 'node:crypto'
import { Router, urlencoded, type RequestHandler } from 'express'
import { seededChance, type Chance } from '../chance.ts'
import { realClock, type Clock } from '../clock.ts'
import { callsRouter, createCall } from './calls-router.ts'
import { conferencesRouter } from './conferences-router.ts'
import type { Outward } from './dial-out.ts'
import { createMessage } from './messages-router.ts'
import { queuesRouter } from './queues-router.ts'
import { answerError } from './rest-error.ts'

export type RestOptions = Pick<Outward, 'line' | 'switchboard'> & {
  /** Who may ask: the account's SID with its token, or an API key with its secret. */
  readonly credentials: readonly { readonly user: string; readonly password: string }[]
  /** Of the calls that are placed here; by default the real one. */
  readonly clock?: Clock
  readonly chance?: Chance
}

/** The provider's interface for what a line asks of it, under `/2010-04-01/Accounts/:sid`. */
export function restRouter({ credentials, ...options }: RestOptions): Router {
  const outward = {
    clock: realClock,
    chance: seededChance(randomInt(2 ** 32)),
    ...options,
  }
  const account = Router()
  account.use(authenticated(credentials.map(({ user, password }) => `${user}:${password}`)))
  account.use(urlencoded({ extended: false, limit: '64kb' }))
  const create = createCall(outward)
  account.post('/Calls.json', (request, response) => create(request.body, response))
  account.use('/Calls', callsRouter(outward))
  const send = createMessage(outward)
  account.post('/Messages.json', (request, response) => send(request.body, response))
  account.use(['/Conferences.json', '/Conferences'], conferencesRouter(outward))
  account.use(['/Queues.json', '/Queues'], queuesRouter(outward))

  const router = Router()
  router.use(`/2010-04-01/Accounts/${outward.line.accountSid}`, account)
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
