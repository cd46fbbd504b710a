import type { EndReason } from './events.ts'
import type { Part } from './twiml/verbs.ts'

/**
 * What a page and the simulated telephone say to each other over a WebSocket: one JSON message a frame.
 * A connection is a telephone: it makes one call at a time, and closing it hangs up. At `/phone/call` it dials, at
 * `/phone/called` it stands by. What is no text is sound for the page: a tenth of a second of the line, in mu-law.
 */

export const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const

export type Key = (typeof keys)[number]

/** What stands on the table: a telephone, or a text telephone. */
export const devices = ['telephone', 'text-telephone'] as const

export type Device = (typeof devices)[number]

/** `caller` tells one made-up telephone from another: six digits, the same for every call of a browser. */
export type FromPage =
  | {
      readonly kind: 'dial'
      readonly to: string
      readonly caller: string
      readonly device: Device
    }
  /** Waits to be called; then it is a call like any other, once he takes up. */
  | { readonly kind: 'stand-by'; readonly caller: string }
  | { readonly kind: 'take-up' }
  | { readonly kind: 'key'; readonly key: Key }
  | { readonly kind: 'hang-up' }
  /** To a person at the other end. */
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'spoken'; readonly id: number }
  /** On a text telephone; what is dropped is not sent. */
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'drop' }
  /** Whether the page wants the line's sound. */
  | { readonly kind: 'tones'; readonly isOn: boolean }

/** How the call ended; `busy`: the server has as many calls of pages as it takes; `missed`: he did not take up. */
export type EndOfCall = EndReason | 'busy' | 'missed'

/** How a caller stands with a person: there is none, he waits for one, they speak, or he is on hold. */
export type WithPerson = 'none' | 'waiting' | 'talking' | 'held'

export type ToPage =
  | { readonly kind: 'ringing' }
  /** Somebody calls him: his own telephone rings. */
  | { readonly kind: 'called' }
  /** Begins to be spoken; the page answers `spoken`, unless it is `stopped` first. */
  | ({ readonly kind: 'said' } & Spoken)
  | { readonly kind: 'stopped'; readonly id: number }
  /** The line hears keys, so many at most (0: no limit), perhaps while it speaks. */
  | { readonly kind: 'listening'; readonly atMost: number }
  /** The line hears nothing: what is keyed now is lost. */
  | { readonly kind: 'deaf' }
  /** A text telephone is through to the line, or is not any more. */
  | { readonly kind: 'text'; readonly isOpen: boolean }
  /** What it prints, and what it sends of what was typed, as that happens. */
  | { readonly kind: 'printed'; readonly text: string }
  | { readonly kind: 'sent'; readonly text: string }
  /** Somebody at the other end sends. */
  | { readonly kind: 'lamp'; readonly isLit: boolean }
  /** Whether a person is at the other end. */
  | { readonly kind: 'person'; readonly state: WithPerson }
  /** That person says this. */
  | { readonly kind: 'heard'; readonly text: string }
  /** A text message has come. */
  | { readonly kind: 'texted'; readonly from: string; readonly text: string }
  | { readonly kind: 'ended'; readonly reason: EndOfCall }
  | { readonly kind: 'fault'; readonly text: string }

/** An utterance, with its rests and rates. `ms`: how long a voice takes for it, at the call's speed. */
export type Spoken = {
  readonly id: number
  readonly parts: readonly Part[]
  /** BCP 47: `nl-NL`. */
  readonly language: string
  readonly ms: number
}

/** What a page needs to know before it dials: the body of `demo.json`. `shown`: the number as people write it. */
export type Demo = {
  readonly product: { readonly number: number; readonly name: string; readonly publicKey: string }
  readonly productKey: string
  readonly numbers: readonly DemoNumber[]
  /** How many times as fast as a real call a page may ask for. */
  readonly fastest: number
}

export type DemoNumber = {
  readonly number: string
  /** What answers there: a voice, writing, or either. */
  readonly kind: 'voice' | 'text' | 'both'
  readonly shown: string
  readonly country: string
  readonly languages: readonly string[]
}
