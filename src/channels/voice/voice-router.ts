import express, { type ErrorRequestHandler, type Response, type Router } from 'express'
import type { E164 } from '../../base/brand.ts'
import { Fault } from '../../base/faults.ts'
import { unreachable } from '../../base/unreachable.ts'
import type { Answer, Calls, Heard } from '../../calls/exchange.ts'
import type { CallLog } from '../../calls/observe.ts'
import type { Wording } from '../../wording/create-wording.ts'
import { ringAddress, turnAddress } from './address.ts'
import { prepareApologies, type House } from './apologies.ts'
import { createGuard, type GuardDeps } from './guard.ts'
import { createTwiml } from './twiml.ts'
import type { VoiceNumber } from './voice-number.ts'
import { heardIn, parseVoiceRequest, type VoiceRequest } from './voice-request.ts'

export type VoiceDeps = GuardDeps & {
  readonly calls: Calls
  readonly wording: Wording
  readonly numbers: ReadonlyMap<E164, VoiceNumber>
  readonly house: House
  readonly log: CallLog
  readonly metrics: {
    readonly turnTaken: (country: string, seconds: number) => void
    readonly fault: (code: string) => void
  }
}

/**
 * The webhooks of a Twilio number. Whatever happens, what Twilio asks for a call is answered with a
 * document and status 200.
 */
export function createVoiceRouter(deps: VoiceDeps): Router {
  const { calls, numbers, publicUrl, metrics, log } = deps
  const twiml = createTwiml(publicUrl, deps.wording)
  const apologyOf = prepareApologies(twiml, numbers, deps.house)

  const report = (fault: Fault, fields: object = {}): void => {
    metrics.fault(fault.code)
    log.error({ ...fields, err: fault }, 'a fault in the voice channel')
  }

  const documentOf = (answer: Answer, { speakers }: VoiceNumber, heard: Heard): string => {
    switch (answer.kind) {
      case 'reply':
        return answer.reply
      case 'over':
        return twiml.over()
      case 'failed':
        return answer.isLast
          ? twiml.apologize(speakers, [answer.language])
          : twiml.goOn(speakers, answer.language, wayBack(publicUrl, heard))
      default:
        return unreachable(answer)
    }
  }

  const take = async (asked: VoiceRequest, heard: Heard): Promise<string> => {
    const number = numbers.get(asked.to as E164)
    if (number === undefined) report(new Fault('number-unknown'), { private: { to: asked.to } })
    if (number === undefined || asked.callId === undefined) return apologyOf(asked.to)
    const { called, speakers } = number
    const begun = performance.now()
    const answer = await calls.conduct({
      callId: asked.callId,
      called,
      ...(asked.caller && { caller: asked.caller }),
      heard,
      render: (said) => twiml.said(speakers, said),
    })
    metrics.turnTaken(called.script.country, (performance.now() - begun) / 1000)
    return documentOf(answer, number, heard)
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
  router.use('/twilio/voice', ...createGuard(deps))
  router.post('/twilio/voice', async (request, response) => {
    send(response, await take(parseVoiceRequest(request.body), { kind: 'ringing' }))
  })
  router.post('/twilio/voice/turn', async (request, response) => {
    const asked = parseVoiceRequest(request.body)
    send(response, await take(asked, heardIn(asked, request.query['turn'])))
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
  router.use('/twilio/voice', apologize)
  return router
}

function send(response: Response, document: string): void {
  response.status(200).set('Content-Type', 'text/xml; charset=utf-8').end(document)
}

/** To what the caller heard last: an answered turn is not taken again, but what was said to it is. */
function wayBack(publicUrl: string, heard: Heard): string {
  return heard.kind === 'ringing'
    ? ringAddress(publicUrl)
    : turnAddress(publicUrl, Math.max(0, heard.turn - 1))
}

/** What the form parser says of a body that it refuses. */
function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error && error.status
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 403
}
