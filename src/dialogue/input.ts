import type {
  ActivationResult,
  ExtensionResult,
  ReadResult,
  ReleaseResult,
} from '../base/activation.ts'
import type { CaseNumber, Language } from '../base/brand.ts'
import type { Keyed } from '../base/keyed.ts'

/** What happened on the line. `at` is the time, in ms since 1970: the dialogue has no clock of its own. */
export type Input = { readonly at: number } & (
  | {
      readonly kind: 'answered'
      /** Can an activation be finished now? Asked before any digit is taken. */
      readonly line: 'ready' | 'unable'
      readonly caseNumber: CaseNumber
      /** What earlier open calls of this caller brought in, the latest first. */
      readonly beginnings: readonly Keyed[]
      /** The language this caller chose within the last 24 hours. */
      readonly remembered?: Language
      /** What entries without a proof cost by now; without it, nothing. */
      readonly slowInMs?: number
    }
  /** The keys of one listening, hash and star among them; none of them: silence. */
  | { readonly kind: 'keys'; readonly keys: string }
  /** Words, spoken or typed: somebody is there. */
  | { readonly kind: 'text'; readonly text: string }
  /** `slowInMs`: what entries without a proof cost from now on; without it, what they did before. */
  | { readonly kind: 'reading'; readonly result: ReadResult; readonly slowInMs?: number }
  | { readonly kind: 'activation'; readonly result: ActivationResult }
  | { readonly kind: 'released'; readonly result: ReleaseResult }
  | { readonly kind: 'extension'; readonly result: ExtensionResult }
  /** What an open case brought in; without it, no such case is open. */
  | { readonly kind: 'recalled'; readonly beginning?: Keyed }
  /** The line cannot go on with the call; `keys`: what it has heard and could not take. */
  | { readonly kind: 'unable'; readonly keys: string }
  | { readonly kind: 'hangup' }
)
