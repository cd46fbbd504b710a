import type { BlockClass, KeyClass } from '../base/activation.ts'
import type { LedgerFacts } from '../activation/ledger.ts'

/** The ledger's tables as they are in the database. Times are ms since 1970; hardware is 16 hex digits. */
export type LedgerTables = {
  /** One row. */
  readonly ledger_facts: {
    readonly only: 1
    readonly key_check: string
    readonly mode: LedgerFacts['mode']
  }
  readonly products: {
    readonly number: number
    readonly name: string
    readonly public_key: string
    /** Of the master key that made it. */
    readonly key_check: string
    readonly minted: number
    readonly added_at: number
  }
  readonly keys: {
    readonly product: number
    readonly serial: number
    readonly class: KeyClass
    readonly slots: number
    /** Standing activations; never more than `slots`. */
    readonly used: number
    /** Activations that ever stood. */
    readonly activated: number
    readonly blocked_as: BlockClass | null
    readonly blocked_at: number | null
    readonly minted_at: number
  }
  /** One row a slot that was taken, by the hardware that took it. */
  readonly activations: {
    readonly product: number
    readonly serial: number
    readonly nth: number
    readonly hardware: string
    readonly case_number: string
    readonly activated_at: number
    readonly released_at: number | null
  }
  /** One row for each further case in which that machine was confirmed, by the hardware it then had. */
  readonly reactivations: {
    readonly product: number
    readonly serial: number
    readonly nth: number
    readonly hardware: string
    readonly case_number: string
    readonly reactivated_at: number
  }
}
