import { unreachable } from '../../../base/unreachable.ts'
import type { SoftphoneAccess } from '../../../operators/api/protocol-board.ts'
import type { CarrierEvent, EndedBecause } from './carrier.ts'
import type { Wanted } from './wanted.ts'

/** A sentence of a conversation that is written; what was said while muted nobody heard. */
export type Sentence = {
  readonly number: number
  readonly who: 'you' | 'caller' | 'line'
  readonly text: string
  readonly isHeard: boolean
}

export type SoftphoneState = 'off' | 'preparing' | 'ready' | 'calling' | 'talking' | 'lost'

/** How a softphone stands. A new value for everything that happens. */
export type Standing = {
  /** Absent: not known yet; `refused`: operators have no telephones here. */
  readonly access?: SoftphoneAccess['kind'] | 'refused'
  /** With whom the operator is to speak, by the desk. */
  readonly wanted?: Wanted
  /** Out of this contact's call he went by himself. */
  readonly left?: string
  /** `wavers`: the network is away, and the call itself tries to come back. */
  readonly call: 'none' | 'calling' | 'talking' | 'wavers' | 'lost'
  /** Whose call it is. */
  readonly contact?: string
  /** Why the last call ended, and how many ended since one lasted. */
  readonly ended?: EndedBecause
  readonly failures: number
  readonly isMuted: boolean
  readonly sentences: readonly Sentence[]
}

export type Happening =
  | CarrierEvent
  | { readonly kind: 'access'; readonly access: SoftphoneAccess['kind'] | 'refused' }
  | { readonly kind: 'wanted'; readonly wanted: Wanted | undefined }
  | { readonly kind: 'dialled'; readonly contact: string }
  /** So long connected that it was let in. */
  | { readonly kind: 'lasts' }
  | { readonly kind: 'hung-up' }
  /** The operator wants to be in the call with his caller, now. */
  | { readonly kind: 'joined' }
  | { readonly kind: 'left' }
  | { readonly kind: 'muted'; readonly isOn: boolean }
  | { readonly kind: 'spoke'; readonly text: string }

export const noCall: Standing = { call: 'none', failures: 0, isMuted: false, sentences: [] }

export function follow(now: Standing, event: Happening): Standing {
  switch (event.kind) {
    case 'access':
      return { ...now, access: event.access }
    case 'wanted':
      return want(now, event.wanted)
    case 'dialled':
      return { ...now, call: 'calling', contact: event.contact }
    case 'connected': {
      const { ended: _, ...rest } = now
      return { ...rest, call: 'talking' }
    }
    case 'lasts':
      return { ...now, failures: 0 }
    case 'wavers':
      return { ...now, call: 'wavers' }
    case 'expires':
      return now
    case 'ended':
      return { ...now, call: 'lost', ended: event.why, failures: now.failures + 1 }
    case 'hung-up': {
      const { contact: _, ended: __, ...rest } = now
      return { ...rest, call: 'none', failures: 0 }
    }
    case 'joined': {
      const { left: _, ended: __, ...rest } = now
      return { ...rest, failures: 0 }
    }
    case 'left':
      return now.contact === undefined ? now : { ...now, left: now.contact }
    case 'muted':
      return { ...now, isMuted: event.isOn }
    case 'said':
      return said(now, { who: event.from, text: event.text, isHeard: true })
    case 'spoke':
      return said(now, {
        who: 'you',
        text: event.text,
        isHeard: stateOf(now) === 'talking' && !now.isMuted,
      })
    default:
      return unreachable(event)
  }
}

/** As it is told to whoever looks at it. */
export function stateOf(now: Standing): SoftphoneState {
  if (now.access === undefined) return 'preparing'
  if (now.access === 'refused') return 'off'
  if (now.access === 'none') return ownTelephone(now)
  switch (now.call) {
    case 'none':
      return 'ready'
    case 'calling':
      return 'calling'
    case 'talking':
      return now.wanted?.isCallerHere === true ? 'talking' : 'calling'
    case 'wavers':
    case 'lost':
      return 'lost'
    default:
      return unreachable(now.call)
  }
}

/** Why no call is made any more until the operator asks for it. */
export function troubleOf(now: Standing): EndedBecause | undefined {
  return now.call === 'lost' && againInMs(now) === undefined ? now.ended : undefined
}

/** What a softphone does of itself. */
export type Due =
  | { readonly kind: 'nothing' | 'hang-up' }
  | { readonly kind: 'dial'; readonly contact: string; readonly inMs: number }

/** Whoever has a caller is with him, whatever became of the last call. */
export function dueIn(now: Standing): Due {
  const { access, call, contact, wanted, left } = now
  if (access !== 'simulated' && access !== 'twilio') return nothing
  const target = wanted?.id === left ? undefined : wanted?.id
  if (contact !== undefined && contact !== target) return { kind: 'hang-up' }
  if (target === undefined) return nothing
  if (call === 'none') return { kind: 'dial', contact: target, inMs: 0 }
  if (call !== 'lost') return nothing
  const inMs = againInMs(now)
  return inMs === undefined ? nothing : { kind: 'dial', contact: target, inMs }
}

const nothing: Due = { kind: 'nothing' }

/** A page may know what the desk has decided a moment later than the line; and each refusal stands in the audit. */
const mostRefusals = 3
/** To a softphone at Twilio a refusal looks like a call that is over at once. */
const mostShortCalls = 5

/** Twice as long each time, and never longer than eight seconds: well within the twenty after which a caller waits anew. */
function againInMs({ ended, failures }: Standing): number | undefined {
  const patient = Math.min(500 * 2 ** Math.max(failures - 1, 0), 8_000)
  switch (ended) {
    case undefined:
      return 0
    case 'failed':
      return patient
    case 'over':
      return failures < mostShortCalls ? Math.max(patient, 1_000) : undefined
    case 'not-let-in':
      return failures < mostRefusals ? Math.max(patient, 2_000) : undefined
    case 'microphone':
      return undefined
    default:
      return unreachable(ended)
  }
}

/** The line rings it, and the desk knows whether it was answered. */
function ownTelephone({ wanted }: Standing): SoftphoneState {
  if (wanted === undefined) return 'ready'
  return wanted.isHere && wanted.isCallerHere ? 'talking' : 'calling'
}

/** Another caller begins with another conversation, and hears the operator. */
function want(now: Standing, wanted: Wanted | undefined): Standing {
  const before = now.wanted
  if (wanted?.id === before?.id) {
    const isNews =
      wanted?.isHere !== before?.isHere ||
      wanted?.isCallerHere !== before?.isCallerHere ||
      wanted?.as !== before?.as
    return isNews && wanted !== undefined ? { ...now, wanted } : now
  }
  const { wanted: _, left: __, ...rest } = now
  return wanted === undefined ? rest : { ...rest, wanted, isMuted: false, sentences: [] }
}

function said(now: Standing, sentence: Omit<Sentence, 'number'>): Standing {
  const number = (now.sentences.at(-1)?.number ?? 0) + 1
  return { ...now, sentences: [...now.sentences.slice(1 - mostSentences), { number, ...sentence }] }
}

const mostSentences = 200
