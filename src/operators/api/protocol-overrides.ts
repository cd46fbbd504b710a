/** What is asked for beyond the rules: types alone. Times are ms since 1970. */
import type { KeyClass } from '../../base/activation.ts'
import type { CaseNumber } from '../../base/brand.ts'
import type { OverrideKind, OverrideReason } from '../../base/override.ts'
import type { Somebody } from './protocol-board.ts'

export type OverrideView = {
  readonly id: string
  readonly kind: OverrideKind
  readonly reason: OverrideReason
  readonly text: string
  readonly evidence?: string
  /** Machines more. */
  readonly more: number
  readonly productName: string
  readonly serial: number
  readonly keyClass: KeyClass
  readonly caseNumber: CaseNumber
  readonly by: Somebody
  readonly at: number
  /** `waiting`: for a second person. */
  readonly state: 'waiting' | 'done' | 'declined'
  readonly decidedBy?: Somebody
  readonly decidedAt?: number
  /** You may say yes or no to it. */
  readonly isForYou: boolean
}
