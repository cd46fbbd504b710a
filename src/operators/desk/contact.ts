import type { Brand, CallId } from '../../base/brand.ts'
import type { OperatorId } from '../../base/operator.ts'
import type { Seeking } from '../../calls/people.ts'
import type { Came } from '../../dialogue/input.ts'

/** 22 letters of base64url by chance: whoever knows one knows nothing else. */
export type ContactId = Brand<string, 'ContactId'>

/** Somebody who is with the caller beside the operator; whoever `listens` is not heard, who `whispers` by the operator only. */
export type Companion = {
  readonly operator: OperatorId
  readonly as: 'colleague' | 'listens' | 'whispers' | 'joined'
}

export type Phase =
  | { readonly kind: 'waiting' }
  /** To be called back: not before then, and after so many calls in vain. */
  | { readonly kind: 'callback'; readonly attempts: number; readonly notBefore: number }
  | {
      readonly kind: 'with'
      readonly operator: OperatorId
      readonly since: number
      readonly isOnHold: boolean
      /** The operator is heard: his telephone is in the conference. */
      readonly isHere: boolean
      /** The caller is in it too. */
      readonly isCallerHere?: boolean
      readonly with: readonly Companion[]
    }
  | {
      readonly kind: 'over'
      readonly how: 'activated' | 'returned' | 'helped' | 'callback-failed' | 'left'
      readonly at: number
      readonly by?: OperatorId
    }

/** One telephone of an operator's in a conference. */
export type Leg = {
  readonly callId: CallId
  readonly operator: OperatorId
  /** Without it, it is there. */
  readonly goneAt?: number
}

/** One caller who waits for, or talks with, a person; of one call and one case, whatever the channel. Times are ms since 1970. */
export type Contact = Seeking & {
  readonly id: ContactId
  /** One more with each change. */
  readonly version: number
  /** Since when he waits: his place, which he keeps. */
  readonly since: number
  /** Before all others: he has lost somebody who was helping him. */
  readonly isFirst: boolean
  readonly phase: Phase
  readonly came?: Came
  /** What operators typed into the nine boxes, in place of what he keyed. Private. */
  readonly typed?: readonly string[]
  /** When his answer was sent to him as a text message, the last time. */
  readonly textedAt?: number
  /** For whoever helps next. */
  readonly note: string
  /** To whom a colleague hands him over. */
  readonly offeredTo?: OperatorId
  /** Twilio's name of the conference. */
  readonly conference?: string
  /** The telephones of operators that came into it, the last ones. */
  readonly legs?: readonly Leg[]
  /** How often he was called back, the call that goes on among it. */
  readonly attempts?: number
  /** An operator has activated for him, here. */
  readonly isActivated?: true
  /** How often an operator took it. */
  readonly taken: number
}

/** So long somebody may wait to be called back: over the longest run of days off, as at Easter, and to the end of the next. */
export const calledBackWithinMs = 5 * 24 * 60 * 60 * 1000

/** How long a contact that is over is remembered. */
export const overForMs = 60 * 60 * 1000

/** What stays of a contact: of one that is over neither the number nor what was keyed. */
export function whatStays(contact: Contact): Contact {
  if (contact.phase.kind !== 'over') return contact
  const { number: _, typed: __, ...rest } = contact
  return { ...rest, keyed: [] }
}
