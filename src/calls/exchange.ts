import type { KeyClass } from '../base/activation.ts'
import type { CallId, CaseNumber, E164, Language } from '../base/brand.ts'
import type { Channel } from '../base/contact.ts'
import type { Keys } from '../dialogue/keys.ts'
import type { Script } from '../dialogue/script.ts'
import type { CallerHash } from './call-store.ts'
import type { CarryOutDeps } from './carry-out.ts'
import type { SaidTurn } from './dialogue.ts'
import type { Attested } from './limits-policy.ts'
import type { EndSeen, TurnSeen } from './turn-seen.ts'

export type CallsDeps = CarryOutDeps & {
  readonly drawCaseNumber: () => CaseNumber
  readonly hashCaller: (caller: E164) => CallerHash
}

/** The number that was called: what is said and served there. */
export type CalledNumber = {
  readonly script: Script
  /** Empty: all. */
  readonly licences: readonly KeyClass[]
}

/** What a channel heard: a call that comes in, or the answer to a numbered turn. */
export type Heard =
  | { readonly kind: 'ringing' }
  | ({ readonly kind: 'keys'; readonly turn: number } & Keys)
  | { readonly kind: 'text'; readonly turn: number; readonly text: string }
  /** He wants to be asked once more, in another form. */
  | { readonly kind: 'again'; readonly turn: number }
  /** He was let wait for a person, and that is over: how it went is asked where they are. */
  | { readonly kind: 'operator'; readonly turn: number }

/** What is to be put into the channel's form; the reply to it answers turn `awaited`. */
export type Said = {
  readonly turn: SaidTurn
  readonly language: Language
  readonly awaited: number
}

export type Exchange = {
  readonly callId: CallId
  readonly called: CalledNumber
  /** By which number. */
  readonly to: E164
  /** Absent where the number is withheld. */
  readonly caller?: E164
  readonly attested: Attested
  /** On this channel people write and read. */
  readonly isWritten?: true
  readonly heard: Heard
  /** How often in a row the same was tried before, and failed. */
  readonly failures: number
  readonly render: (said: Said) => string
}

export type Answer =
  /** `taken`: what was seen of the turn; none where it had been taken before. */
  | { readonly kind: 'reply'; readonly reply: string; readonly taken?: TurnSeen }
  /** The call has ended: there is nobody to say anything to. */
  | { readonly kind: 'over' }
  /**
   * Nothing was changed. `languages`: what the caller may speak, since a call that cannot be read says it no
   * more. `isLast`: the same is not to be tried again.
   */
  | { readonly kind: 'failed'; readonly languages: readonly Language[]; readonly isLast: boolean }

export type Calls = {
  /** Takes one exchange: exactly one step for each turn, however often it comes in. Never throws. */
  readonly conduct: (exchange: Exchange) => Promise<Answer>
  /** The caller is gone. Gives how the call ended, unless it had ended before. Never throws. */
  readonly hangUp: (
    callId: CallId,
    called: CalledNumber,
    channel: Channel,
  ) => Promise<EndSeen | undefined>
}
