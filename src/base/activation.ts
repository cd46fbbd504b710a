import type { CaseNumber, ConfirmationId, InstallationId } from './brand.ts'
import type { Keyed } from './keyed.ts'

export type KeyClass = 'retail' | 'oem' | 'mak' | 'kms-host' | 'kms-client'

export type BlockClass = 'stolen' | 'refunded' | 'leaked' | 'returned'

/** Why the core says no. `group` is 1 to 9. */
export type Refusal =
  | { readonly reason: 'unreadable'; readonly groups: readonly number[] }
  | { readonly reason: 'check-digit'; readonly group: number }
  | { readonly reason: 'blocked'; readonly blockClass: BlockClass }
  | { readonly reason: 'exhausted'; readonly used: number; readonly limit: number }
  | {
      readonly reason:
        | 'out-of-range'
        | 'unknown-version'
        | 'unknown-product'
        | 'unknown-key'
        | 'forged'
        | 'network-activated'
        | 'retired-product'
        | 'wrong-region'
        | 'other-board'
        | 'host-limit'
        | 'not-served-here'
        | 'too-little-hardware'
        | 'limited'
    }

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
  readonly caseNumber: CaseNumber
}

export type Refused = { readonly kind: 'refused' } & Refusal

export type ActivationResult = Confirmed | Refused

/**
 * What keyed digits turned out to be. `genuine`: the one ID whose proof holds, `healed` when it is not
 * what was keyed. `release`: likewise, of a release ID. `unreadable`: no reading within the bound holds;
 * the groups in doubt, most doubtful first.
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
  /** The case this activation belongs to; without one the core draws a number. */
  readonly caseNumber?: CaseNumber
}

/** The activation core as the line sees it. Nothing in `read` changes anything. */
export type ActivationCore = {
  readonly read: (request: ReadRequest) => Promise<ReadResult>
  readonly activate: (request: ActivationRequest) => Promise<ActivationResult>
  readonly health: () => Promise<'ready' | 'unable'>
}
