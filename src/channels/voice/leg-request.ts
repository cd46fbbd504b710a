import type { CallId } from '../../base/brand.ts'
import type { OperatorId } from '../../base/operator.ts'
import { labelOf, operatorLabelled, operatorOf } from '../../twilio/operator-identity.ts'
import type { ConferenceEvent } from '../legs.ts'
import { parseCallSid, reading, type Params } from './voice-request.ts'

/**
 * Why a call comes back from a person: he left the queue; the queue failed him; he has hung up; or he was moved, and
 * whatever he was moved to goes on.
 */
export type CameFrom = 'left' | 'failed' | 'hung-up' | 'moved'

/** How an Enqueue or a Dial ended. */
export function cameFrom(params: Params): CameFrom {
  const text = reading(params)
  const result = text('QueueResult')
  if (result === 'hangup') return 'hung-up'
  if (result === 'leave') return 'left'
  if (/^(?:queue-full|system-error|error)$/.test(result)) return 'failed'
  return /^(?:failed|busy|no-answer|canceled)$/.test(text('DialCallStatus')) ? 'failed' : 'moved'
}

/** Whether he has come into the queue just now: what Twilio asks for first says how long he has been there. */
export function isJustIn(params: Params): boolean {
  return /^[01]$/.test(reading(params)('QueueTime'))
}

/** An operator's telephone asks to be let in. */
export type LegRequest = {
  readonly operator: OperatorId
  readonly contact: string
  readonly label: string
}

/** A softphone: whoever is signed in there, and for whom he asks. */
export function softphoneIn(params: Params): LegRequest | undefined {
  const text = reading(params)
  const [, identity = ''] = /^client:(.*)$/s.exec(text('From')) ?? []
  return legRequest(operatorOf(identity), text('contact'), text('CallSid'))
}

/** An operator's own telephone, as the line addressed it. */
export function telephoneIn(params: Params, query: Params): LegRequest | undefined {
  const text = reading(query)
  const operator = text('operator')
  return legRequest(
    /^[\w-]{1,60}$/.test(operator) ? (operator as OperatorId) : undefined,
    text('contact'),
    reading(params)('CallSid'),
  )
}

/** The contact that an address names; nothing where it names none. */
export function contactIn(query: Params): string | undefined {
  return parseContact(reading(query)('contact'))
}

/** What Twilio tells of a conference; nothing where it tells of something else. */
export function conferenceEventIn(params: Params): ConferenceEvent | undefined {
  const text = reading(params)
  const contact = parseContact(text('FriendlyName'))
  const conference = text('ConferenceSid')
  if (contact === undefined || !/^CF[0-9A-Za-z]{1,62}$/.test(conference)) return undefined
  const of = { contact, conference }
  const kind = events[text('StatusCallbackEvent')]
  if (kind === undefined) return undefined
  if (kind === 'began' || kind === 'ended') return { ...of, kind }
  const leg = parseCallSid(text('CallSid'))
  if (leg === undefined) return undefined
  const operator = operatorLabelled(text('ParticipantLabel'))
  return { ...of, kind, leg, ...(operator && { operator }) }
}

function legRequest(
  operator: OperatorId | undefined,
  contactText: string,
  callSid: string,
): LegRequest | undefined {
  const contact = parseContact(contactText)
  const leg: CallId | undefined = parseCallSid(callSid)
  if (operator === undefined || contact === undefined || leg === undefined) return undefined
  return { operator, contact, label: labelOf(operator, leg) }
}

function parseContact(text: string): string | undefined {
  return /^[\w-]{22}$/.test(text) ? text : undefined
}

const events: Readonly<Record<string, ConferenceEvent['kind']>> = {
  'conference-start': 'began',
  'conference-end': 'ended',
  'participant-join': 'joined',
  'participant-leave': 'left',
}
