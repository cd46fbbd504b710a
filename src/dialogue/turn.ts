import type { Refused } from '../base/activation.ts'
import type { CaseNumber, InstallationId } from '../base/brand.ts'
import type { ContactReason } from '../base/contact.ts'
import type { Keyed } from '../base/keyed.ts'
import type { Prompt } from './prompt.ts'

/**
 * What an answer may be, by which a channel in which people write makes keys of words: groups of digits; the groups of
 * another ID, or the last answer once more, or no more; groups, or to go on with those of an earlier call; a key that takes an offer or leaves it; a language; a key that
 * steers the read-back; anything at all.
 */
export type Answerable =
  'groups' | 'another' | 'whole' | 'choice' | 'language' | 'read-back' | 'any'

/** How the line listens after it has spoken. The first key stops what is being said. */
export type Expected = {
  readonly answer: Answerable
  /** The line listens for at most so many presses, marks included. */
  readonly atMost: number
  /** `#` ends the entry, or is a key like any other. */
  readonly finish: '#' | 'none'
  /** How long it waits for a key: after the last word, and after each key. Whole seconds. */
  readonly patienceInMs: number
  /** Any spoken word counts as an answer: somebody is there. */
  readonly speech: boolean
}

/** The groups of an ID that tell one of a product from another: the others are alike, or nearly so. */
export type ProofGroup = 7 | 8 | 9

export type Outcome =
  | 'activated'
  | 'released'
  | 'refused'
  /** A person has done what was to be done, or will call back. */
  | 'helped'
  | 'callback'
  | 'left-open'
  | 'nobody'
  | 'unable'
  | 'hung-up'

/**
 * What a person has to know of who wants one. `keyed`, `confirmed`: what he keyed last, and the ID whose answer he has
 * heard, or was about to hear.
 */
export type ForPerson = {
  readonly reason: ContactReason
  readonly keyed: Keyed
  readonly refused?: Refused
  readonly confirmed?: InstallationId
}

/** What the line does next. It names prompts, never words, and no channel. */
export type Turn =
  /** `first` is said before the line begins to listen: no key stops it, and none is heard. */
  | {
      readonly kind: 'ask'
      readonly first?: readonly Prompt[]
      readonly say: readonly Prompt[]
      readonly expected: Expected
    }
  /**
   * `whole`: of an entry without a proof so much is there that it counts as one; `counted`: it was, and is no
   * longer if it has a proof now.
   */
  | {
      readonly kind: 'read'
      readonly keyed: readonly Keyed[]
      readonly atMost: number
      readonly entry: 'begun' | 'whole' | 'counted'
    }
  | { readonly kind: 'activate'; readonly installationId: InstallationId }
  | { readonly kind: 'release'; readonly releaseId: InstallationId }
  | { readonly kind: 'request-extension'; readonly installationId: InstallationId }
  | { readonly kind: 'recall'; readonly caseNumber: CaseNumber }
  /** Two groups with which an open case may be gone on with. */
  | { readonly kind: 'recall-pair'; readonly pair: string }
  /** Are these digits that group of the ID that was confirmed in that case? */
  | {
      readonly kind: 'prove'
      readonly caseNumber: CaseNumber
      readonly group: ProofGroup
      readonly digits: string
    }
  /** Is somebody there? */
  | ({ readonly kind: 'seek-person' } & ForPerson)
  /** He would be called back; `digits`: on another number than his own, as he keyed it. */
  | ({ readonly kind: 'call-back'; readonly digits?: string } & ForPerson)
  /** He would have that case number as a text message. */
  | { readonly kind: 'text-case'; readonly caseNumber: CaseNumber }
  /** Says, and lets him wait for a person; the call goes on when it is known how that went. */
  | { readonly kind: 'transfer'; readonly say: readonly Prompt[] }
  | { readonly kind: 'end'; readonly say: readonly Prompt[]; readonly outcome: Outcome }
