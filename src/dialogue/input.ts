import type {
  ActivationResult,
  Confirmed,
  ExtensionResult,
  ReadResult,
  ReleaseResult,
} from '../base/activation.ts'
import type { CaseNumber, InstallationId, Language } from '../base/brand.ts'
import type { Keyed } from '../base/keyed.ts'
import type { Keys } from './keys.ts'
import type { Again } from './state.ts'
import type { ProofGroup } from './turn.ts'

/** What a case number, or a pair of groups, leads to. `group`: by which an answer may be heard again; drawn by chance. */
export type Recalled =
  | { readonly kind: 'open'; readonly beginning: Keyed }
  | { readonly kind: 'finished'; readonly group: ProofGroup }
  /** Too many wrong groups: until the case is forgotten, only the whole ID leads to its answer. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'unknown' }

/** Whether a group was that of the ID confirmed in a case; which ID, only if it was. */
export type Proved =
  | { readonly kind: 'right'; readonly installationId: InstallationId }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'closed' }

/**
 * How it went with a person. `returned`: he goes on by himself, with an answer to be read back or with what was keyed
 * for him; `back`: without either, where he was; `callback`: he will be called, `elsewhere`: on another number, if he likes; `helped`: nothing is left to be done, and the answer that
 * he was told, if it was one; `nobody`: no person came, and perhaps he may be called back.
 */
export type Came =
  | { readonly kind: 'returned'; readonly confirmed?: Confirmed; readonly keyed?: Keyed }
  | { readonly kind: 'helped'; readonly confirmed?: Confirmed }
  | { readonly kind: 'back' }
  | { readonly kind: 'callback'; readonly elsewhere?: true }
  | { readonly kind: 'nobody'; readonly mayBeCalled?: true }

/** Whether somebody is there: he `waits`; or nobody is, and then he may be called back `later`, or not. */
export type Found = 'waits' | 'later' | 'nobody'

/**
 * What came of a wish to be called back. `number`: the other one, as it is dialled in the country; `elsewhere`: another
 * number than his own may be called too.
 */
export type CallBackNoted = {
  readonly noted: 'own' | 'other' | 'no-number' | 'refused'
  readonly number?: string
  readonly elsewhere: boolean
}

/** What happened on the line. `at` is the time, in ms since 1970: the dialogue has no clock of its own. */
export type Input = { readonly at: number } & (
  | {
      readonly kind: 'answered'
      /** Can an activation be finished now? Asked before any digit is taken. */
      readonly line: 'ready' | 'unable'
      readonly caseNumber: CaseNumber
      /** What earlier open calls of this caller brought in, the latest first. */
      readonly beginnings: readonly Keyed[]
      /** His number is withheld: by it nothing is found. */
      readonly isWithheld?: boolean
      /** His telephone takes text messages, and the called number sends them. */
      readonly mayBeTexted?: true
      /** The finished case of his whose answer he may hear again. */
      readonly again?: Again
      /** The language this caller chose within the last 24 hours. */
      readonly remembered?: Language
      /** What entries without a proof cost by now; without it, nothing. */
      readonly slowInMs?: number
      /** In writing: what a telephone without keys would be told is not said. */
      readonly isWritten?: true
      /** It was answered before, and where it stood is lost: the keys with which that came out. */
      readonly lost?: Keys
      /** The line had called him back: how it went with the person who did. */
      readonly came?: Came
    }
  /** The keys of one listening, hash and star among them; none of them: silence. */
  | ({ readonly kind: 'keys' } & Keys)
  /** What was asked is to be asked again, as when a caller chose to have it in another form. */
  | { readonly kind: 'again' }
  /** Words, spoken or typed: somebody is there. */
  | { readonly kind: 'text'; readonly text: string }
  /** `slowInMs`: what entries without a proof cost from now on; without it, what they did before. */
  | { readonly kind: 'reading'; readonly result: ReadResult; readonly slowInMs?: number }
  | { readonly kind: 'activation'; readonly result: ActivationResult }
  | { readonly kind: 'released'; readonly result: ReleaseResult }
  | { readonly kind: 'extension'; readonly result: ExtensionResult }
  | { readonly kind: 'recalled'; readonly found: Recalled }
  | { readonly kind: 'proved'; readonly result: Proved }
  /** Whether he may wait for a person. */
  | { readonly kind: 'person'; readonly found: Found }
  | ({ readonly kind: 'call-back' } & CallBackNoted)
  /** Whether his case number is on its way to his telephone. */
  | { readonly kind: 'texted'; readonly isSent: boolean }
  | { readonly kind: 'operator'; readonly came: Came }
  /** The line cannot go on with the call; `keys`: what it has heard and could not take. */
  | ({ readonly kind: 'unable' } & Keys)
  | { readonly kind: 'hangup' }
)
