import express, { type ErrorRequestHandler, type Response, type Router } from 'express'
import type { E164 } from '../../base/brand.ts'
import { Fault, type FaultCode } from '../../base/faults.ts'
import { unreachable } from '../../base/unreachable.ts'
import type { Answer, Calls } from '../../calls/exchange.ts'
import type { CallLog } from '../../calls/observe.ts'
import type { Wording } from '../../wording/create-wording.ts'
import { turnAddress } from './address.ts'
import { prepareApologies, type House } from './apologies.ts'
import { createGuard, type GuardDeps } from './guard.ts'
import { createSeal, type Held } from './held.ts'
import { createTwiml } from './twiml.ts'
import type { VoiceNumber } from './voice-number.ts'
import { heardIn, parseVoiceRequest, type VoiceRequest } from './voice-request.ts'

export type VoiceDeps = GuardDeps & {
  readonly calls: Calls
  readonly wording: Wording
  readonly numbers: ReadonlyMap<E164, VoiceNumber>
  readonly house: House
  /** Of what the addresses carry for a caller; 32 bytes, the same in all processes of a line. */
  readonly heldKey: Uint8Array
  readonly log: CallLog
  readonly metrics: { readonly fault: (code: FaultCode) => void }
}

/**
 * The webhooks of a Twilio number. Whatever happens, what Twilio asks for a call is answered with a
 * document and status 200.
 */
export function createVoiceRouter(deps: VoiceDeps): Router {
  const { calls, numbers, publicUrl, metrics, log } = deps
  const twiml = createTwiml(publicUrl, deps.wording)
  const seal = createSeal(deps.heldKey)
  const apologyOf = prepareApologies(twiml, numbers, deps.house)

  const report = (fault: Fault, fields: object = {}): void => {
    metrics.fault(fault.code)
    log.error({ ...fields, err: fault }, 'a fault in the voice channel')
  }

  const documentOf = (
    answer: Answer,
    { speakers }: VoiceNumber,
    address?: () => string,
  ): string => {
    switch (answer.kind) {
      case 'reply':
        return answer.reply
      case 'over':
        return twiml.over()
      case 'failed':
        return answer.isLast || address === undefined
          ? twiml.apologize(speakers, answer.languages)
          : twiml.goOn(speakers, answer.languages, address())
      default:
        return unreachable(answer)
    }
  }

  /** `held`: what was heard; nothing of a call that comes in. */
  const take = async (asked: VoiceRequest, held?: Held): Promise<string> => {
    const { callId, to, caller } = asked
    const number = numbers.get(to as E164)
    if (number === undefined) report(new Fault('number-unknown'), { private: { to } })
    if (number === undefined || callId === undefined) return apologyOf(to)
    const { called, speakers } = number
    const { heard, failures } = held ?? ringing
    const answer = await calls.conduct({
      callId,
      called,
      ...(caller && { caller }),
      attested: asked.attested,
      heard,
      failures,
      render: (said) => twiml.said(speakers, said),
    })
    const again = held && { ...held, failures: held.failures + 1 }
    return documentOf(
      answer,
      number,
      again && (() => turnAddress(publicUrl, seal.seal(callId, again))),
    )
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
    send(response, await take(parseVoiceRequest(request.body)))
  })
  router.post('/twilio/voice/turn', async (request, response) => {
    const asked = parseVoiceRequest(request.body)
    send(response, await take(asked, heardIn(asked, request.query['turn'], seal.open)))
  })
  router.post('/twilio/voice/status', async (request, response) => {
    const { callId, to, hasEnded } = parseVoiceRequest(request.body)
    const number = numbers.get(to as E164)
    if (callId && number && hasEnded) await calls.hangUp(callId, number.called)
    response.status(204).end()
  })
  router.post('/twilio/voice/fallback', (request, response) => {
    send(response, apologyOf(parseVoiceRequest(request.body).to))
  })
  router.use('/twilio', apologize)
  return router
}

const ringing = { heard: { kind: 'ringing' }, failures: 0 } as const

function send(response: Response, document: string): void {
  response.status(200).set('Content-Type', 'text/xml; charset=utf-8').end(document)
}

/** What the form parser says of a body that it refuses. */
function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error && error.status
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 403
}
