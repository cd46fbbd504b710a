import express, {
  type ErrorRequestHandler,
  type Request,
  type Response,
  type Router,
} from 'express'
import type { CallId, E164 } from '../../base/brand.ts'
import { Fault, type FaultCode } from '../../base/faults.ts'
import { unreachable } from '../../base/unreachable.ts'
import type { Answer, Calls, Exchange } from '../../calls/exchange.ts'
import type { CallLog } from '../../calls/observe.ts'
import type { Wording } from '../../wording/create-wording.ts'
import { createSeal } from '../seal.ts'
import type { TextCall, TextCalls } from '../text-call.ts'
import { createTicketSeal } from '../ticket.ts'
import { turnAddress } from './address.ts'
import { lastWords, prepareApologies, type House } from './apologies.ts'
import { prepareBusy } from './busy.ts'
import { createGuard, type GuardDeps } from './guard.ts'
import { heldOptions, type Held } from './held.ts'
import type { Load, Work } from './load.ts'
import { createTextWebhook, wayIn } from './text-webhook.ts'
import { personRoutes, type Persons } from './person-routes.ts'
import { createTwiml, type Apology } from './twiml.ts'
import type { VoiceNumber } from './voice-number.ts'
import { heardIn, parseVoiceRequest, type VoiceRequest } from './voice-request.ts'

export type VoiceDeps = GuardDeps & {
  readonly calls: Calls
  /** The same calls, where people write. */
  readonly texts: TextCalls
  readonly wording: Wording
  readonly numbers: ReadonlyMap<E164, VoiceNumber>
  readonly house: House
  /** Of what the addresses carry for a caller; 32 bytes, the same in all processes of a line. */
  readonly heldKey: Uint8Array
  /** Where the line has a desk. */
  readonly persons?: Persons
  /** Of all channels together. */
  readonly load: Load
  readonly log: CallLog
  readonly metrics: {
    readonly fault: (code: FaultCode) => void
    readonly putOff: (work: Work) => void
  }
}

/**
 * The webhooks of a Twilio number. Whatever happens, what Twilio asks for a call is answered with a
 * document and status 200.
 */
export function createVoiceRouter(deps: VoiceDeps): Router {
  const { calls, texts, numbers, publicUrl, load, metrics, log } = deps
  const twiml = createTwiml(publicUrl, deps.wording)
  const seal = createSeal(deps.heldKey, heldOptions)
  const tickets = createTicketSeal(deps.heldKey)
  const written = createTextWebhook({ publicUrl, texts, tickets, now: Date.now })
  const busyAt = prepareBusy(twiml, numbers, publicUrl)
  const apologyOf = prepareApologies(twiml, numbers, deps)

  const report = (fault: Fault, fields: object = {}): void => {
    metrics.fault(fault.code)
    log.error({ ...fields, err: fault }, 'a fault in the voice channel')
  }

  const documentOf = (answer: Answer, { speakers }: VoiceNumber, again?: () => string): string => {
    switch (answer.kind) {
      case 'reply':
        return answer.reply
      case 'over':
        return twiml.over()
      case 'failed': {
        const { languages } = answer
        return answer.isLast || again === undefined
          ? twiml.end({ speakers, languages, say: lastWords })
          : aMoment({ speakers, languages, say: ['apology.go-on'] }, again())
      }
      default:
        return unreachable(answer)
    }
  }

  const aMoment = (apology: Apology, address: string): string =>
    twiml.leadOn(apology, { address, seconds: momentInSeconds })

  const calledBy = ({ callId, to }: VoiceRequest): Called | undefined => {
    const number = numbers.get(to as E164)
    if (number === undefined) report(new Fault('number-unknown'), { private: { to } })
    return number && callId && { callId, number }
  }

  const conduct = (
    found: Called,
    asked: VoiceRequest,
    { heard, failures }: Pick<Exchange, 'heard' | 'failures'>,
  ): Promise<Answer> => {
    const { callId, number } = found
    const { caller, attested } = asked
    const isSilent = heard.kind === 'ringing' || (heard.kind === 'keys' && heard.keys === '')
    const along = number.kind === 'both' && isSilent ? textCall(found, asked) : undefined
    return load.during(() =>
      calls.conduct({
        callId,
        called: number.called,
        to: asked.to as E164,
        ...(caller && { caller }),
        attested,
        heard,
        failures,
        render: (said) =>
          twiml.said(number.speakers, said, along && written.listenAlong(along, said.awaited)),
      }),
    )
  }

  const ring = async (asked: VoiceRequest, rings: unknown): Promise<string> => {
    const found = calledBy(asked)
    if (found === undefined) return apologyOf(asked.to)
    const { number } = found
    if (load.isTooMuchFor('call')) {
      metrics.putOff('call')
      return busyAt(asked.to as E164, /^[1-9]$/.test(String(rings)) ? Number(rings) : 0)
    }
    if (number.kind === 'text') return written.ring(textCall(found, asked), number)
    const answer = await conduct(found, asked, { heard: { kind: 'ringing' }, failures: 0 })
    return documentOf(answer, number)
  }

  const goOnInWriting = async (asked: VoiceRequest, query: Request['query']): Promise<string> => {
    const found = calledBy(asked)
    if (found === undefined || found.number.kind === 'voice') return apologyOf(asked.to)
    const { keys, words } = asked
    return written.goOn(textCall(found, asked), found.number, { keys, words, ...wayIn(query) })
  }

  const turn = async (asked: VoiceRequest, held: Held): Promise<string> => {
    const found = calledBy(asked)
    if (found === undefined) return apologyOf(asked.to)
    const { callId, number } = found
    const again = (next: Partial<Held>): string =>
      turnAddress(publicUrl, seal.seal(callId, { ...held, ...next }))
    if (load.isTooMuchFor('turn') && held.waits < mostWaits) {
      metrics.putOff('turn')
      const { speakers, called } = number
      const { languages } = called.script
      const address = again({ waits: held.waits + 1 })
      return aMoment({ speakers, languages, say: ['limit.moment'] }, address)
    }
    const answer = await conduct(found, asked, held)
    return documentOf(answer, number, () => again({ failures: held.failures + 1, waits: 0 }))
  }

  const hangUp = async (callId: CallId, { called, kind }: VoiceNumber): Promise<void> => {
    if (kind !== 'text') await calls.hangUp(callId, called, 'voice')
    if (kind !== 'voice') await texts.hangUp(callId, called)
  }

  const apologize: ErrorRequestHandler = (error, request, response, next) => {
    if (response.headersSent) return next(error)
    if (response.locals['isSigned'] !== true) {
      deps.metrics.webhookRefused('request')
      return void response.status(statusOf(error)).end()
    }
    report(new Fault('turn-failed', 'Not in a turn of its own.', { cause: error }))
    send(response, apologyOf(parseVoiceRequest(request.body).to))
  }

  const router = express.Router()
  // Also where nothing is: whoever cannot sign is told no more.
  router.use('/twilio', ...createGuard(deps))
  router.post('/twilio/voice', async (request, response) => {
    send(response, await ring(parseVoiceRequest(request.body), request.query['rings']))
  })
  router.post('/twilio/voice/turn', async (request, response) => {
    const asked = parseVoiceRequest(request.body)
    send(response, await turn(asked, heardIn(asked, request.query['turn'], seal.open)))
  })
  router.post('/twilio/voice/text', async (request, response) => {
    send(response, await goOnInWriting(parseVoiceRequest(request.body), request.query))
  })
  if (deps.persons !== undefined)
    router.use(
      personRoutes({
        ...deps,
        ...deps.persons,
        calledBy,
        comesBack: (asked, awaited) =>
          turn(asked, { heard: { kind: 'operator', turn: awaited }, failures: 0, waits: 0 }),
        apologyOf,
        over: twiml.over,
        report: (cause, fields) => report(deskFault(cause), fields),
      }),
    )
  router.post('/twilio/voice/status', async (request, response) => {
    const { callId, to, hasEnded } = parseVoiceRequest(request.body)
    const number = numbers.get(to as E164)
    if (callId && number && hasEnded) await hangUp(callId, number)
    response.status(204).end()
  })
  router.post('/twilio/voice/fallback', (request, response) => {
    send(response, apologyOf(parseVoiceRequest(request.body).to))
  })
  router.use('/twilio', apologize)
  return router
}

function deskFault(cause: unknown): Fault {
  return cause instanceof Fault ? cause : new Fault('desk-unusable', '', { cause })
}

function textCall({ callId: callSid }: Called, { to, caller, attested }: VoiceRequest): TextCall {
  return { callSid, to: to as E164, ...(caller && { caller }), attested }
}

type Called = { readonly callId: CallId; readonly number: VoiceNumber }

/** Three tries with their apologies bridge some ten seconds. */
const momentInSeconds = 2

/** How often a turn is asked to wait before it is taken, however much is in hand. */
const mostWaits = 3

function send(response: Response, document: string): void {
  response.status(200).set('Content-Type', 'text/xml; charset=utf-8').end(document)
}

/** What the form parser says of a body that it refuses. */
function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error && error.status
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 403
}
