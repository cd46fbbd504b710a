import type { KeyName } from '../../activation/ledger.ts'
import type { CaseNumber } from '../../base/brand.ts'
import type { OperatorId } from '../../base/operator.ts'
import type { OverrideKind, OverrideReason } from '../../base/override.ts'

/** What an operator asks for beyond the rules, for one key, and why. */
export type AskedOverride = KeyName & {
  readonly id: string
  readonly kind: OverrideKind
  readonly caseNumber: CaseNumber
  /** Machines more; 0 where it is about something else. */
  readonly more: number
  readonly reason: OverrideReason
  readonly text: string
  readonly evidence?: string
  readonly by: OperatorId
  readonly at: number
}

export type Override = AskedOverride & {
  /** Otherwise it was done when it was asked for. */
  readonly needsSecond: boolean
  readonly decided?: Decided
}

export type Decided = {
  readonly by: OperatorId
  readonly at: number
  readonly isApproved: boolean
}
