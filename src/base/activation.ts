import type { CaseNumber, ConfirmationId, Country, InstallationId } from './brand.ts'
import type { Keyed } from './keyed.ts'

export const keyClasses = ['retail', 'oem', 'mak', 'kms-host', 'kms-client'] as const

export type KeyClass = (typeof keyClasses)[number]

export const blockClasses = ['stolen', 'refunded', 'leaked', 'returned'] as const

export type BlockClass = (typeof blockClasses)[number]

/** What a key and a time may be used for no more often. */
export type LimitedTo = 'reactivations' | 'new-machines' | 'releases' | 'release-too-soon' | 'tries'

/** Why the core says no. `group` is 1 to 9; times are ms since 1970. */
export type Refusal =
  | { readonly reason: 'unreadable'; readonly groups: readonly number[] }
  | { readonly reason: 'check-digit'; readonly group: number }
  | { readonly reason: 'blocked'; readonly blockClass: BlockClass }
  | {
      readonly reason: 'exhausted'
      readonly used: number
      readonly limit: number
      /** Whether its owner may ask for more, or has asked already. */
      readonly extension: 'none' | 'may-be-asked' | 'asked'
    }
  /** Since when, and the name of the product that takes its place. */
  | { readonly reason: 'retired-product'; readonly since: number; readonly successor?: string }
  /** `until`: when it is possible again, where that is known. */
  | { readonly reason: 'limited'; readonly to: LimitedTo; readonly until?: number }
  | { readonly reason: PlainReason }

/** Refusals about which no more is to be said. */
export type PlainReason =
  | 'out-of-range'
  | 'unknown-version'
  | 'unknown-product'
  | 'unknown-key'
  | 'forged'
  | 'network-activated'
  | 'wrong-region'
  | 'other-board'
  | 'host-limit'
  | 'not-served-here'
  | 'too-little-hardware'

export type Confirmed = {
  readonly kind: 'confirmed'
  readonly installationId: InstallationId
  readonly confirmationId: ConfirmationId
  readonly keyClass: KeyClass
  /** Standing activations of the key after this one, and how many it may have. */
  readonly used: number
  readonly limit: number
  /** The same machine again: no slot was counted. */
  readonly reactivation: boolean
  /** Beyond the limit, once a month, while a request for more waits. */
  readonly emergency: boolean
  readonly caseNumber: CaseNumber
}

export type Refused = { readonly kind: 'refused' } & Refusal

export type ActivationResult = Confirmed | Refused

/**
 * What keyed digits turned out to be. `genuine`: the one ID whose proof holds, `healed` when it is not
 * what was keyed. `release`: likewise, of a release ID. `unreadable`: no reading within the bound holds;
 * the groups that are worth asking for, first the one of which an answer would tell most.
 */
export type ReadResult =
  | { readonly kind: 'genuine'; readonly installationId: InstallationId; readonly healed: boolean }
  | { readonly kind: 'release'; readonly releaseId: InstallationId; readonly healed: boolean }
  | { readonly kind: 'unreadable'; readonly groups: readonly number[] }

export type ReadRequest = {
  /** What may have been meant, the likeliest first: this call alone, or on top of an earlier one. */
  readonly keyed: readonly Keyed[]
  /** How many readings may be tried in all: 20,000 once in a call, 2,000 at its other pauses. */
  readonly atMost: number
}

export type ActivationRequest = {
  readonly installationId: InstallationId
  /** The licence kinds the called number serves; empty: all. */
  readonly licences: readonly KeyClass[]
  /** Where it is asked from; without it no region is refused. */
  readonly country?: Country
  /** The case this activation belongs to; without one the core draws a number. */
  readonly caseNumber?: CaseNumber
}

export type ReleaseRequest = {
  /** Of version 2; an operator may name the machine by its installation ID as well. */
  readonly releaseId: InstallationId
  readonly caseNumber?: CaseNumber
  /** Who asks in the publisher's name, and is not bound by the limits. */
  readonly operator?: string
}

/** `used`: standing activations after it. The same answer where this machine holds none. */
export type Released = {
  readonly kind: 'released'
  readonly keyClass: KeyClass
  readonly used: number
  readonly limit: number
  readonly caseNumber: CaseNumber
}

export type ReleaseResult = Released | Refused

export type ExtensionRequest = {
  /** A genuine ID of the key whose slots are all taken. */
  readonly installationId: InstallationId
  readonly caseNumber?: CaseNumber
}

/** `already`: a request of this key waits since before; `caseNumber` is that of the waiting one. */
export type ExtensionRequested = {
  readonly kind: 'requested'
  readonly already: boolean
  readonly caseNumber: CaseNumber
}

export type ExtensionResult = ExtensionRequested | Refused

/**
 * The activation core as the line sees it. Nothing in `read` changes anything; the others may be asked
 * again with the same words, and then answer the same.
 */
export type ActivationCore = {
  readonly read: (request: ReadRequest) => Promise<ReadResult>
  readonly activate: (request: ActivationRequest) => Promise<ActivationResult>
  readonly release: (request: ReleaseRequest) => Promise<ReleaseResult>
  readonly requestExtension: (request: ExtensionRequest) => Promise<ExtensionResult>
  readonly health: () => Promise<'ready' | 'unable'>
}
