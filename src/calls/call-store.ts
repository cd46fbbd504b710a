import type { Brand, CallId, CaseNumber, InstallationId, Language } from '../base/brand.ts'
import type { Keyed } from '../base/keyed.ts'
import type { Proved, Recalled } from '../dialogue/input.ts'
import type { ProofGroup } from '../dialogue/turn.ts'

/** A caller's telephone number as a keyed hash: the number itself is never stored. */
export type CallerHash = Brand<string, 'CallerHash'>

/** Two neighbouring groups that were keyed, as a keyed hash. */
export type PairHash = Brand<string, 'PairHash'>

/** How long a call, what it brought in and a chosen language are remembered after its last turn. */
export const rememberedForMs = 24 * 60 * 60 * 1000

/** How long a case number stays with its case before it may be drawn again. */
export const caseNumberForMs = 90 * 24 * 60 * 60 * 1000

/** The fifth wrong group closes that way to a finished case's answer, until the case is forgotten. */
export const mostWrongGroups = 5

/** A call as stored after a turn. */
export type CallRecord = {
  readonly callId: CallId
  /** The turn that is awaited: 1 after the first reply. */
  readonly turn: number
  /** The last reply, byte for byte. */
  readonly reply: string
  /** The dialogue's state, encoded; a store does not look inside. */
  readonly state: string
  readonly caseNumber: CaseNumber
  /** Absent where the number is withheld. */
  readonly caller?: CallerHash
}

/** What one turn leaves behind; everything in it is stored, or nothing. */
export type TurnTaken = CallRecord & {
  /** When, in ms since 1970. */
  readonly at: number
  /** What the open case has brought in so far; empty: nothing that a later call could go on from. */
  readonly keyed: Keyed
  /** What was confirmed in this turn; without it, what was confirmed before stays. */
  readonly confirmed?: InstallationId
  /** What the caller chose in this turn; without it, what he chose before stays. */
  readonly language?: Language
  /** The reply says goodbye. */
  readonly over: boolean
}

/** `over`: the call has ended; its last reply is there until the end of the call was reported. */
export type Found =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'open'; readonly call: CallRecord }
  | { readonly kind: 'over'; readonly reply?: string }

export type Opened =
  | Exclude<Found, { readonly kind: 'unknown' }>
  | {
      readonly kind: 'new'
      /** The first of the offered ones that was free; this call's, should it open again. */
      readonly caseNumber: CaseNumber
      /** What other open calls of this caller brought in, the latest first, four at most. */
      readonly beginnings: readonly Keyed[]
      /** The case that this caller finished last, unless that way to it is closed, or an open one came after it. */
      readonly finished?: CaseNumber
      readonly remembered?: Language
    }

export type OpenRequest = {
  readonly callId: CallId
  readonly caller?: CallerHash
  /** Case numbers drawn by chance: at least one must be free, or opening throws. */
  readonly offered: readonly CaseNumber[]
  /** The case of another call, which goes on in this one: its number leads here from now on, and none is drawn. */
  readonly goesOn?: CaseNumber
  readonly at: number
}

/** As the dialogue hears of it, but for the group, which a store does not choose. */
export type Recall =
  Exclude<Recalled, { readonly kind: 'finished' }> | { readonly kind: 'finished' }

/** `at`: of the last turn of its call. */
export type CaseOfCaller = { readonly caseNumber: CaseNumber; readonly at: number }

export type Proof = {
  readonly caseNumber: CaseNumber
  readonly group: ProofGroup
  readonly digits: string
  readonly at: number
}

export type PairsNoted = {
  readonly callId: CallId
  readonly pairs: readonly PairHash[]
  readonly at: number
}

/** Where calls are kept between two webhooks; each method is one round trip. Times are ms since 1970. */
export type CallStore = {
  readonly load: (callId: CallId) => Promise<Found>
  /** For a call's first webhook: takes a case number for it, and says what is known of the caller. */
  readonly open: (request: OpenRequest) => Promise<Opened>
  /**
   * Stores a turn only where the one before is what is stored: nothing for turn 1. Otherwise changes
   * nothing and says what is there.
   */
  readonly save: (taken: TurnTaken) => Promise<{ readonly kind: 'saved' } | Found>
  /** The call has ended: its state and reply are forgotten, what its case brought in is not. */
  readonly end: (callId: CallId, at: number) => Promise<void>
  /** How a case of the last 24 hours stands: what an open one brought in, or that it is finished. */
  readonly recall: (caseNumber: CaseNumber, at: number) => Promise<Recall>
  /** The cases of this caller's calls that are still remembered, the latest first; twenty at most. */
  readonly casesOf: (caller: CallerHash, at: number) => Promise<readonly CaseOfCaller[]>
  /**
   * Whether a group is that of the ID confirmed in a case; `closed` from the fifth wrong one on. Each try is counted before it is compared, and only
   * a right one is taken back: guessing in parallel gains nothing.
   */
  readonly prove: (proof: Proof) => Promise<Proved>
  /** Lets pairs of groups lead to the call that brought them in; each to the one that was said last. */
  readonly notePairs: (noted: PairsNoted) => Promise<void>
  /** What the open case brought in to which a pair leads. Which groups these are the case itself must tell. */
  readonly recallPair: (pair: PairHash, at: number) => Promise<Keyed | undefined>
  /** Can it be read and written? */
  readonly isReady: () => Promise<boolean>
  readonly close: () => Promise<void>
}
