import { Router, type Request, type Response } from 'express'
import type { CallId } from '../../base/brand.ts'
import { unreachable } from '../../base/unreachable.ts'
import type { Wording } from '../../wording/create-wording.ts'
import type { CallerAt, Legs } from '../legs.ts'
import type { Waiting } from '../waiting.ts'
import { calledBackAddress, ringAddress, telephoneAddress, waitOnAddress } from './address.ts'
import {
  cameFrom,
  conferenceEventIn,
  contactIn,
  isJustIn,
  softphoneIn,
  telephoneIn,
  type LegRequest,
} from './leg-request.ts'
import { createPersonTwiml, type Spoken } from './person-twiml.ts'
import type { VoiceNumber } from './voice-number.ts'
import { parseVoiceRequest, type VoiceRequest } from './voice-request.ts'

/** The people behind the line, as the webhooks need them. */
export type Persons = { readonly waiting: Waiting; readonly legs: Legs }

export type PersonRoutesDeps = Persons & {
  readonly publicUrl: string
  readonly wording: Wording
  readonly calledBy: (asked: VoiceRequest) => Called | undefined
  /** The caller comes back to the turn that awaits him. */
  readonly comesBack: (asked: VoiceRequest, turn: number) => Promise<string>
  /** For a number that is not served. */
  readonly apologyOf: (to: string) => string
  /** Says, and ends the call. */
  readonly over: () => string
  readonly report: (error: unknown, fields: object) => void
}

type Called = { readonly callId: CallId; readonly number: VoiceNumber }

/** The webhooks of callers who wait for a person or speak with one, and of those persons. */
export function personRoutes(deps: PersonRoutesDeps): Router {
  const { waiting, legs, publicUrl, calledBy, comesBack, apologyOf, over, report } = deps
  const twiml = createPersonTwiml(publicUrl, deps.wording)

  /** What can't be told is as if it were not so; it is reported. */
  const told = async <T>(
    callId: CallId | undefined,
    ask: () => Promise<T>,
  ): Promise<T | 'unknown'> => {
    try {
      return await ask()
    } catch (error) {
      report(error, callId === undefined ? {} : { callId })
      return 'unknown'
    }
  }

  const wait = async (
    asked: VoiceRequest,
    query: Request['query'],
    isNew: boolean,
  ): Promise<string> => {
    const [turn, failures] = [numberIn(query['turn']), numberIn(query['failures'])]
    const called = calledBy(asked)
    if (called === undefined) return apologyOf(asked.to)
    const { callId, number } = called
    const spoken = inAllLanguages(number)
    const wish = wishIn(asked.keys)
    const granted = wish && (await told(callId, () => waiting.wish(callId, wish)))
    // Where it can't be noted that he goes on by himself, he goes on all the same.
    if (granted === 'done' || (wish === 'back' && granted === 'unknown'))
      return twiml.leave(spoken, [])
    const at = await told(callId, () => waiting.standing(callId))
    if (at === 'unknown') {
      return failures < mostFailures
        ? twiml.patience(spoken, waitOnAddress(publicUrl, turn, failures + 1))
        : twiml.leave(spoken, ['apology.go-on'])
    }
    if (at !== undefined) {
      const mayBeKeying = isNew || (asked.keys !== '' && wish === undefined)
      return twiml.standing(number, at, { turn, isRefused: wish === 'callback', mayBeKeying })
    }
    // Somebody has just taken him, and moves him; should that fail, he goes there by himself.
    return (await whereIs(callId))?.kind === 'with'
      ? twiml.leave(spoken, ['wait.held'], momentInSeconds)
      : twiml.leave(spoken, [])
  }

  const whereIs = async (callId: CallId): Promise<CallerAt | undefined> => {
    const at = await told(callId, () => legs.caller(callId))
    return at === 'unknown' ? undefined : at
  }

  /** Where a caller goes who was moved, or whose conference has ended. */
  const goesOn = async (asked: VoiceRequest, given?: number): Promise<string> => {
    const called = calledBy(asked)
    if (called === undefined) return apologyOf(asked.to)
    return goesTo(asked, called.number, { at: await whereIs(called.callId), given })
  }

  const goesTo = (
    asked: VoiceRequest,
    number: VoiceNumber,
    { at, given }: { readonly at: CallerAt | undefined; readonly given?: number | undefined },
  ): Promise<string> | string => {
    const turn = at?.turn ?? given
    // A call under way hears at its ring what it heard last.
    if (turn === undefined) return twiml.patience(inAllLanguages(number), ringAddress(publicUrl))
    switch (at?.kind) {
      case 'with':
        return twiml.caller(at.contact, turn)
      case 'waits':
        return twiml.wait({ number, languages: [at.language] }, turn, ['wait.again'])
      case 'decided':
      case undefined:
        return comesBack(asked, turn)
      default:
        return unreachable(at)
    }
  }

  const afterOperator = async (
    asked: VoiceRequest,
    turn: number,
    from: ReturnType<typeof cameFrom>,
  ): Promise<string> => {
    if (from === 'hung-up') return over()
    const called = calledBy(asked)
    if (called === undefined) return apologyOf(asked.to)
    const { callId } = called
    if (from === 'failed') await told(callId, () => waiting.wish(callId, 'back'))
    const at = await whereIs(callId)
    return from === 'moved' || at?.kind === 'with' ? goesOn(asked, turn) : comesBack(asked, turn)
  }

  const held = async (asked: VoiceRequest): Promise<string> => {
    const called = calledBy(asked)
    if (called === undefined) return apologyOf(asked.to)
    const { callId, number } = called
    const at = await whereIs(callId)
    return twiml.held(at ? { number, languages: [at.language] } : inAllLanguages(number))
  }

  const letIn = async (leg: LegRequest | undefined): Promise<string> => {
    const seat = leg && (await legs.seat(leg.operator, leg.contact))
    return leg && seat ? twiml.seat(leg.contact, seat, leg.label) : over()
  }

  const telephone = async (asked: VoiceRequest, leg: LegRequest | undefined): Promise<string> => {
    const called = calledBy(asked)
    if (asked.keys !== '' || leg === undefined || called === undefined)
      return letIn(asked.keys === takesIt ? leg : undefined)
    const seat = await legs.seat(leg.operator, leg.contact)
    if (seat === undefined) return over()
    const { number } = called
    const address = telephoneAddress(publicUrl, leg.contact, leg.operator)
    return twiml.ask({ number, languages: [seat.language] }, 'call-back.operator', address)
  }

  const calledBack = async (asked: VoiceRequest, contact: string | undefined): Promise<string> => {
    const called = calledBy(asked)
    if (called === undefined || contact === undefined) return over()
    const { callId, number } = called
    const at = await legs.answered(contact, callId, asked.keys === takesIt)
    if (at === undefined || (asked.keys !== '' && asked.keys !== takesIt)) return over()
    const spoken: Spoken = { number, languages: [at.language] }
    return asked.keys === takesIt
      ? goesTo(asked, number, { at })
      : twiml.ask(spoken, 'call-back.who', calledBackAddress(publicUrl, contact))
  }

  const router = Router()
  const answers = (
    path: string,
    answer: (asked: VoiceRequest, request: Request) => Promise<string>,
  ): void => {
    router.post(`/twilio/voice/${path}`, async (request, response) => {
      send(response, await answer(parseVoiceRequest(request.body), request))
    })
  }
  answers('wait', (asked, { body, query }) => wait(asked, query, isJustIn(body)))
  answers('after-operator', (asked, { body, query }) =>
    afterOperator(asked, numberIn(query['turn']), cameFrom(body)),
  )
  answers('again', (asked, { query }) => goesOn(asked, numberIn(query['turn'])))
  answers('conference', (asked) => goesOn(asked))
  answers('held', held)
  answers('operator', (_asked, { body }) => letIn(softphoneIn(body)))
  answers('telephone', (asked, { body, query }) => telephone(asked, telephoneIn(body, query)))
  answers('called-back', (asked, { query }) => calledBack(asked, contactIn(query)))
  router.post('/twilio/voice/conference/status', async (request, response) => {
    const event = conferenceEventIn(request.body)
    const noted = event === undefined || (await told(undefined, () => legs.happened(event)))
    // Twilio tells it once more.
    response.status(noted === 'unknown' ? 503 : 204).end()
  })
  return router
}

/** A key alone: whoever goes on keying his ID, many of which have a one in them, wishes for nothing. */
function wishIn(keys: string): 'callback' | 'back' | undefined {
  if (/^1#?$/.test(keys)) return 'callback'
  return keys === '*' ? 'back' : undefined
}

/** The key of who is there, and a person. */
const takesIt = '1'

/** For a minute, with what is said meanwhile. */
const mostFailures = 3

/** Moving a call takes about one. */
const momentInSeconds = 5

function inAllLanguages(number: VoiceNumber): Spoken {
  return { number, languages: number.called.script.languages }
}

/** Zero where there is none. */
function numberIn(text: unknown): number {
  return typeof text === 'string' && /^\d{1,6}$/.test(text) ? Number(text) : 0
}

function send(response: Response, document: string): void {
  response.status(200).set('Content-Type', 'text/xml; charset=utf-8').end(document)
}
