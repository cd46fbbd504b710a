import type { ExtensionRequested, Refused } from '../base/activation.ts'
import type { CaseNumber, InstallationId, Language } from '../base/brand.ts'
import type { ContactReason } from '../base/contact.ts'
import type { Keyed } from '../base/keyed.ts'
import type { Keys } from './keys.ts'
import type { Pace, Prompt } from './prompt.ts'
import type { Script } from './script.ts'
import type { Outcome, ProofGroup, Turn } from './turn.ts'

/** A finished case, and the one group of its ID by which its answer is heard again: the line chose it. */
export type Again = { readonly caseNumber: CaseNumber; readonly group: ProofGroup }

/** What lasts for a whole call. Times in ms since 1970. */
export type Call = {
  readonly language: Language
  readonly caseNumber: CaseNumber
  readonly startedAt: number
  readonly turns: number
  /** A key has reached the line: the telephone has keys. */
  readonly heardKey: boolean
  /** What was keyed before, on earlier calls or before a fresh start, the latest first. */
  readonly beginnings: readonly Keyed[]
  /** His number is withheld: what he keyed on an earlier call is found by its groups. */
  readonly isWithheld?: boolean
  /** He may have his case number as a text message; once. */
  readonly mayBeTexted?: true
  /** Until something is confirmed on this call. */
  readonly again?: Again
  /** Stops inside a group: after the first the line waits longer, from the second on it speaks. */
  readonly stopsInside: number
  /** The one long reading of a call was spent. */
  readonly readLong: boolean
  /** Computers activated on this call, and such as gave their activation back. */
  readonly activated: number
  readonly released: number
  /** How long the line waits before it asks again, since so many entries had no proof; then no reading is long. */
  readonly slowInMs: number
  /** A person has helped him. */
  readonly isHelped?: true
  /** The end of a call that lasts too long was announced. */
  readonly isEndAnnounced: boolean
}

/** For what the line listened last. */
export type Listening =
  /** `named`: the group with which the line had said to go on. */
  | { readonly kind: 'run'; readonly atMost: number; readonly named?: number }
  /** Whatever was cut off by a full listening: nothing was said, and silence is an answer. */
  | { readonly kind: 'tail'; readonly atMost: number }
  /** One group, for a caller who waits to be answered. */
  | { readonly kind: 'one'; readonly group: number; readonly atMost: number }
  /**
   * One group over again. `doubtful`: it alone is in doubt; `unclear`: others are as well; `compare`: all
   * fit as keyed, and yet no proof holds.
   */
  | {
      readonly kind: 'asked'
      readonly group: number
      readonly atMost: number
      readonly why: 'doubtful' | 'unclear' | 'missing' | 'compare'
    }
  | { readonly kind: 'fresh-start' }
  /** One group of a finished case's ID. */
  | { readonly kind: 'proof'; readonly group: ProofGroup; readonly atMost: number }

export type Entry = {
  readonly keyed: Keyed
  readonly listening: Listening
  /** The caller ends his groups with hash. */
  readonly usesHash: boolean
  readonly silences: number
  readonly holds: number
  /** A lone zero was asked about: never yet, in the last turn, before it. */
  readonly zero: 'never' | 'now' | 'before'
  readonly asked: readonly number[]
  readonly compared: readonly number[]
  readonly freshStarts: number
  /** How often what was keyed was something else than an ID of ours. */
  readonly strange: number
  /** An earlier call brought in all nine groups: hash, before any other key, goes on with them. */
  readonly isWholeBefore?: true
  /** It counts as an entry without a proof. */
  readonly isCounted: boolean
  /** The answer just read back: it can be heard again before the next ID is begun. */
  readonly answer?: Answer
  /** It follows upon a release, or a no of the core: who has no other ID is done. */
  readonly isNext?: true
}

/** What one key of the caller's would have done; without it nothing is. */
export type Offer =
  | { readonly kind: 'release'; readonly releaseId: InstallationId }
  /** To ask for more machines on a key whose slots are all taken. */
  | {
      readonly kind: 'extension'
      readonly installationId: InstallationId
      readonly refused: Exhausted
    }
  /** To hear what to look at in a network that activates its own machines. */
  | { readonly kind: 'network-checks' }

type Exhausted = Extract<Refused, { readonly reason: 'exhausted' }>

export type Answer = {
  readonly installationId: InstallationId
  readonly blocks: readonly string[]
  /** The block that was said last, from 0. */
  readonly block: number
  readonly pace: Pace
  readonly holds: number
  readonly personOffered: boolean
}

/** Where a caller was who came to a person, and where he goes on. */
export type Whence =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | {
      readonly kind: 'offer'
      readonly entry: Entry
      readonly offer: Offer
      readonly isRepeated: boolean
    }
  /** `caseNumber`: in which it is looked into, where that is another one; `isRelease`: of an activation that was to be given back. */
  | {
      readonly kind: 'refusal'
      readonly entry: Entry
      readonly refused: Refused
      readonly caseNumber?: CaseNumber
      readonly isRelease?: true
    }
  | { readonly kind: 'answer'; readonly answer: Answer }

/** Why a person is wanted. */
export type Wanted = { readonly reason: ContactReason; readonly whence: Whence }

/** What is said before: `say` whoever is there, `alone` after it where nobody is. */
export type Sought = Wanted & {
  readonly say: readonly Prompt[]
  readonly alone: readonly Prompt[]
}

/**
 * All was said, but for what one key does yet, and where he is called back. `ending`: how the call ends that is over now;
 * `noted`: he will be called, on his own number or on the one that he keyed last.
 */
export type Parting = {
  readonly wanted: Wanted
  readonly ending: Ending
  readonly mayBeCalled: boolean
  /** As he was told it: to be had as a text message. */
  readonly caseNumber?: CaseNumber
  readonly noted?: 'own' | 'other'
  readonly tries: number
}

type Ending = { readonly outcome: Outcome; readonly keyed: Keyed }

export type State =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'choosing'; readonly call: Call; readonly tries: number }
  | { readonly kind: 'entering'; readonly call: Call; readonly entry: Entry }
  | {
      readonly kind: 'recalling'
      readonly call: Call
      readonly entry: Entry
      readonly caseNumber: CaseNumber
    }
  /** `entry`: before `keys`. */
  | {
      readonly kind: 'attaching'
      readonly call: Call
      readonly entry: Entry
      readonly keys: Keys
    }
  | {
      readonly kind: 'proving'
      readonly call: Call
      readonly entry: Entry
      readonly again: Again
    }
  | { readonly kind: 'reading'; readonly call: Call; readonly entry: Entry }
  | {
      readonly kind: 'activating'
      readonly call: Call
      readonly entry: Entry
      readonly installationId: InstallationId
      /** More machines were asked for before: the core may make an exception. */
      readonly requested?: ExtensionRequested
    }
  /** `isRepeated`: the offer was said a second time. */
  | {
      readonly kind: 'offering'
      readonly call: Call
      readonly entry: Entry
      readonly offer: Offer
      readonly isRepeated: boolean
    }
  | { readonly kind: 'releasing'; readonly call: Call; readonly entry: Entry }
  | {
      readonly kind: 'requesting'
      readonly call: Call
      readonly entry: Entry
      readonly installationId: InstallationId
    }
  | { readonly kind: 'at-gate'; readonly call: Call; readonly answer: Answer }
  | { readonly kind: 'reading-back'; readonly call: Call; readonly answer: Answer }
  | { readonly kind: 'holding'; readonly call: Call; readonly answer: Answer }
  | { readonly kind: 'seeking'; readonly call: Call; readonly sought: Sought }
  /** `since`: when he began to wait. */
  | ({ readonly kind: 'with-person'; readonly call: Call; readonly since: number } & Wanted)
  | ({ readonly kind: 'calling-back' | 'noting' | 'texting'; readonly call: Call } & Parting)
  | { readonly kind: 'over'; readonly keyed: Keyed; readonly language?: Language }

/** A call that was answered and is not over. */
export type Ongoing = Exclude<State, { readonly kind: 'fresh' | 'over' }>

/** A call and the country's script it follows. */
export type Talk = { readonly script: Script; readonly call: Call }

/** What one input leads to: the state after it, and what the line does next. */
export type Step = { readonly state: State; readonly turn: Turn }
