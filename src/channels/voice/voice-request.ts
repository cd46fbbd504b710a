import type { CallId, E164 } from '../../base/brand.ts'
import { parseCaller } from '../../calls/caller-hash.ts'
import type { Attested } from '../../calls/limits-policy.ts'
import { cleanText } from '../../wording/clean.ts'
import type { Held, HeldSeal } from './held.ts'

/** What the line reads of a webhook's parameters; all else in them is signed, and left alone. */
export type VoiceRequest = {
  /** Absent in what is no webhook of a call. */
  readonly callId?: CallId
  /** The line's number, as it came: it may be any text. */
  readonly to: string
  readonly caller?: E164
  readonly attested: Attested
  readonly keys: string
  readonly words: string
  readonly hasEnded: boolean
}

/** A form body. */
export type Params = Readonly<Record<string, unknown>>

/** A parameter that stands there twice counts once. */
export function reading(params: Params): (name: string) => string {
  return (name) => {
    const value: unknown = Array.isArray(params[name]) ? params[name][0] : params[name]
    return typeof value === 'string' ? value : ''
  }
}

export function parseVoiceRequest(params: Params): VoiceRequest {
  const text = reading(params)
  const isOurs = text('Direction') === 'outbound-api'
  const callId = parseCallSid(text('CallSid'))
  const caller = parseCaller(text(isOurs ? 'To' : 'From'))
  return {
    ...(callId && { callId }),
    to: text(isOurs ? 'From' : 'To'),
    ...(caller && { caller }),
    attested: attestedBy(text('StirVerstat')),
    keys: text('Digits')
      .replaceAll(/[^0-9A-D*#]/g, '')
      .slice(0, mostKeys),
    words: cleanText(text('SpeechResult')).slice(0, mostLetters),
    hasEnded: endings.has(text('CallStatus')),
  }
}

export function parseCallSid(text: string): CallId | undefined {
  return /^CA[0-9A-Za-z]{1,62}$/.test(text) ? (text as CallId) : undefined
}

/**
 * What STIR/SHAKEN says of the caller's number: `TN-Validation-Passed-A`, `-Failed-…`, `No-TN-Validation`. Twilio
 * sends it where the carrier signs, so far in North America.
 */
function attestedBy(verdict: string): Attested {
  if (verdict.startsWith('TN-Validation-Failed')) return 'failed'
  const [, level = ''] = /^TN-Validation-Passed-([ABC])/.exec(verdict) ?? []
  return levels[level] ?? 'none'
}

const levels: Readonly<Record<string, Attested>> = { A: 'full', B: 'partial', C: 'gateway' }

/**
 * What was heard in answer to a turn: keys before words, and neither of them is silence. A sealed turn brings back
 * what was heard before.
 */
export function heardIn(
  { callId, keys, words }: VoiceRequest,
  turn: unknown,
  open: HeldSeal['open'],
): Held {
  const text = typeof turn === 'string' ? turn : ''
  const isNumber = /^\d{1,6}$/.test(text)
  const held = isNumber || callId === undefined ? undefined : open(callId, text)
  if (held !== undefined) return held
  const number = isNumber ? Number(text) : noTurn
  const heard =
    keys === '' && words !== ''
      ? ({ kind: 'text', turn: number, text: words } as const)
      : ({ kind: 'keys', turn: number, keys } as const)
  return { heard, failures: 0, waits: 0 }
}

/** No call ever waits for an answer to it: the present prompt is said again. */
const noTurn = 0

/** More than any Gather of ours takes. */
const mostKeys = 100
const mostLetters = 100

const endings: ReadonlySet<string> = new Set([
  'completed',
  'busy',
  'failed',
  'no-answer',
  'canceled',
])
