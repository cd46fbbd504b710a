import type { CallId, E164, Language } from '../base/brand.ts'
import type { CalledNumber } from '../calls/exchange.ts'
import type { Attested } from '../calls/limits-policy.ts'
import type { Expected } from '../dialogue/turn.ts'
import type { Spoken } from '../wording/spoken.ts'

/** A telephone call in which people write. */
export type TextCall = {
  readonly callSid: CallId
  readonly to: E164
  /** Absent where the number is withheld. */
  readonly caller?: E164
  readonly attested: Attested
}

/** How such a call stands, as far as a document must know it; `awaited`: the turn that is waited for. */
export type Standing =
  | { readonly kind: 'over' }
  /** Nothing was changed. */
  | { readonly kind: 'failed' }
  | { readonly kind: 'writes'; readonly awaited: number }
  /** He reads, and speaks (voice carry-over). */
  | {
      readonly kind: 'speaks'
      readonly awaited: number
      readonly language: Language
      readonly expected: Expected
    }
  /** He hears, and types (hearing carry-over). */
  | {
      readonly kind: 'hears'
      readonly awaited: number
      readonly say: readonly Spoken[]
      readonly isLast: boolean
    }

/** Calls in writing, apart from the sound. What fails is a `Standing`, too. */
export type TextCalls = {
  /** How it stands; a call that is not there begins. */
  readonly ring: (call: TextCall) => Promise<Standing>
  /** What was said or pressed in answer to a turn; exactly one step for each, however often it comes. */
  readonly answer: (
    call: TextCall,
    heard: { readonly turn: number; readonly keys: string; readonly words: string },
  ) => Promise<Standing>
  /** The caller is gone. */
  readonly hangUp: (callSid: CallId, called: CalledNumber) => Promise<void>
}
