import type { EndOfCall, Key, Spoken, ToPage, WithPerson } from '../../../phone/live-protocol.ts'
import { unreachable } from '../../../base/unreachable.ts'
import { writeOn, type Written } from '../text-telephone/paper.ts'

/** One line of the transcript. What the line said comes with its language; keys of one go stand together. */
export type Entry =
  | {
      readonly kind: 'said'
      readonly id: number
      readonly text: string
      readonly language: string
      readonly cutShort: boolean
    }
  | { readonly kind: 'keyed'; readonly id: number; readonly keys: string }
  /** Between the caller and a person. */
  | {
      readonly kind: 'talk'
      readonly id: number
      readonly who: 'caller' | 'person'
      readonly text: string
    }
  /** A text message to this telephone. */
  | { readonly kind: 'texted'; readonly id: number; readonly text: string }
  | Written

/** `called`: his own telephone rings. */
type Phase = 'ready' | 'called' | 'ringing' | 'talking' | 'ended'

/** A call as the telephone shows it. Times are ms since 1970. */
export type Call = {
  readonly phase: Phase
  /** How many keys the line takes now; 0: it hears none. */
  readonly hears: number
  /** A text telephone is through to the line, and can be typed on. */
  readonly isWriting: boolean
  /** The other end sends. */
  readonly isLampLit: boolean
  readonly person: WithPerson
  readonly transcript: readonly Entry[]
  readonly answeredAt?: number
  readonly endedAt?: number
  readonly ending?: EndOfCall | 'lost'
  readonly fault?: string
}

export type CallEvent =
  | { readonly kind: 'dialled' }
  | { readonly kind: 'taken-up' }
  | { readonly kind: 'pressed'; readonly key: Key }
  | { readonly kind: 'heard'; readonly message: ToPage }
  | { readonly kind: 'spoke'; readonly text: string }
  | { readonly kind: 'lost' }

export const noCall: Call = {
  phase: 'ready',
  hears: 0,
  isWriting: false,
  isLampLit: false,
  person: 'none',
  transcript: [],
}

/** The call after an event; `at` is the time of it, in ms since 1970. */
export function follow(call: Call, event: CallEvent, at: number): Call {
  switch (event.kind) {
    case 'dialled':
      return { ...noCall, phase: 'ringing' }
    case 'taken-up':
      return answered(call, at)
    case 'pressed':
      return call.phase === 'talking' ? { ...call, transcript: keyed(call, event.key) } : call
    case 'heard':
      return hear(call, event.message, at)
    case 'spoke':
      return { ...call, transcript: talked(call, 'caller', event.text) }
    case 'lost':
      return over(call, 'lost', at)
    default:
      return unreachable(event)
  }
}

/** Keys as people read them: sevens, and a new run after each hash. */
export function inSevens(pressed: string): string {
  return pressed
    .split(/(?<=#)/)
    .flatMap((run) => run.match(/.{7}#$|.{1,7}/g) ?? [])
    .join(' ')
}

function hear(call: Call, message: ToPage, at: number): Call {
  switch (message.kind) {
    case 'ringing':
      return { ...call, phase: 'ringing' }
    case 'called':
      return { ...noCall, phase: 'called' }
    case 'said': {
      const { id, language } = message
      const text = textOf(message.parts)
      const entry: Entry = { kind: 'said', id, text, language, cutShort: false }
      return { ...answered(call, at), transcript: [...call.transcript, entry] }
    }
    case 'stopped':
      return { ...call, transcript: call.transcript.map((entry) => cut(entry, message.id)) }
    case 'listening':
      return { ...answered(call, at), hears: message.atMost || Infinity }
    case 'deaf':
      return { ...call, hears: 0 }
    case 'text':
      return message.isOpen
        ? { ...answered(call, at), isWriting: true }
        : { ...call, isWriting: false, isLampLit: false, transcript: whole(call.transcript) }
    case 'printed':
      return { ...call, transcript: write(call.transcript, 'line', message.text) }
    case 'sent':
      return { ...call, transcript: write(call.transcript, 'caller', message.text) }
    case 'lamp':
      return {
        ...call,
        isLampLit: message.isLit,
        transcript: message.isLit ? call.transcript : whole(call.transcript),
      }
    case 'person':
      return { ...answered(call, at), person: message.state }
    case 'heard':
      return { ...call, transcript: talked(call, 'person', message.text) }
    case 'texted': {
      const { transcript } = call
      const entry: Entry = { kind: 'texted', id: transcript.length, text: message.text }
      return { ...call, transcript: [...transcript, entry] }
    }
    case 'ended':
      return over(call, message.reason, at)
    case 'fault':
      return { ...call, fault: message.text }
    default:
      return unreachable(message)
  }
}

function textOf(parts: Spoken['parts']): string {
  return parts.flatMap((part) => (part.kind === 'text' ? part.text.trim() : [])).join(' ')
}

function answered(call: Call, at: number): Call {
  return call.phase === 'talking' ? call : { ...call, phase: 'talking', answeredAt: at }
}

function over(call: Call, ending: EndOfCall | 'lost', at: number): Call {
  if (call.phase === 'ready' || call.phase === 'ended') return call
  const silent = { hears: 0, isWriting: false, isLampLit: false, person: 'none' } as const
  return {
    ...call,
    ...silent,
    transcript: whole(call.transcript),
    phase: 'ended',
    ending,
    endedAt: at,
  }
}

function cut(entry: Entry, id: number): Entry {
  return entry.kind === 'said' && entry.id === id ? { ...entry, cutShort: true } : entry
}

function keyed(call: Call, key: Key): readonly Entry[] {
  const last = call.transcript.at(-1)
  if (last?.kind === 'keyed') {
    return [...call.transcript.slice(0, -1), { ...last, keys: last.keys + key }]
  }
  return [...call.transcript, { kind: 'keyed', id: call.transcript.length, keys: key }]
}

function talked(call: Call, who: 'caller' | 'person', text: string): readonly Entry[] {
  return [...call.transcript, { kind: 'talk', id: call.transcript.length, who, text }]
}

function write(
  transcript: readonly Entry[],
  who: Written['who'],
  characters: string,
): readonly Entry[] {
  const last = transcript.at(-1)
  const line = last?.kind === 'written' && last.who === who && !last.isWhole ? last : undefined
  const before = line === undefined ? whole(transcript) : transcript.slice(0, -1)
  return [...before, ...writeOn(line, characters, { who, from: transcript.length })]
}

/** Whoever began a line will not go on with it. */
function whole(transcript: readonly Entry[]): readonly Entry[] {
  return transcript.map((entry) =>
    entry.kind === 'written' && !entry.isWhole ? { ...entry, isWhole: true } : entry,
  )
}
