import type { Generated } from 'kysely'
import type { BlockClass, KeyClass } from '../../base/activation.ts'
import type { CaseNumber } from '../../base/brand.ts'
import type { OperatorId } from '../../base/operator.ts'
import type { OverrideKind, OverrideReason } from '../../base/override.ts'
import type { Entry, SaleState } from '../../activation/entry.ts'
import type { LedgerFacts } from '../../activation/ledger.ts'

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
    readonly state: SaleState
    /** When it came into a state other than sold. */
    readonly since: number | null
    readonly successor: number | null
  }
  /** The rules of a product's keys of one class, where they are not the usual ones. */
  readonly policies: {
    readonly product: number
    readonly class: KeyClass
    readonly equal_eighths: number
    readonly reactivations_per_year: number
    readonly confirmations_per_slot: number
    readonly releases_per_year: number
    readonly release_after_hours: number
    readonly new_machines_per_year: number
    readonly emergencies: 0 | 1
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
    /** Counts every change of the key and of its activations. */
    readonly revision: number
    /** Countries with commas between; empty: everywhere. */
    readonly regions: string
    readonly blocked_as: BlockClass | null
    readonly blocked_at: number | null
    readonly minted_at: number
    /** Activations up to this one no longer say to which board it belongs. */
    readonly freed: Generated<number>
  }
  /** One row a slot that was taken, by the hardware that took it. */
  readonly activations: {
    readonly product: number
    readonly serial: number
    readonly nth: number
    readonly hardware: string
    readonly case_number: CaseNumber
    readonly activated_at: number
    /** The limit was raised by one for it. */
    readonly emergency: 0 | 1
    readonly released_at: number | null
  }
  /** One row for each further case in which that machine was confirmed, by the hardware it then had. */
  readonly reactivations: {
    readonly product: number
    readonly serial: number
    readonly nth: number
    readonly hardware: string
    readonly case_number: CaseNumber
    readonly reactivated_at: number
  }
  /** Confirmed without a slot, since the product was in its sunset. */
  readonly sunset_confirmations: {
    readonly product: number
    readonly serial: number
    readonly hardware: string
    readonly case_number: CaseNumber
    readonly confirmed_at: number
  }
  /** One at most waits for a key: `decided_at` is null. */
  readonly extension_requests: {
    readonly id: Generated<number>
    readonly product: number
    readonly serial: number
    readonly case_number: CaseNumber
    readonly asked_at: number
    readonly decided_at: number | null
    /** How many more machines were granted; 0: it was declined. */
    readonly granted: number | null
  }
  /** What operators asked for beyond the rules. */
  readonly overrides: {
    readonly id: string
    readonly product: number
    readonly serial: number
    readonly kind: OverrideKind
    readonly case_number: CaseNumber
    readonly more: number
    readonly reason: OverrideReason
    readonly text: string
    readonly evidence: string | null
    readonly needs_second: 0 | 1
    readonly asked_by: OperatorId
    readonly asked_at: number
    readonly decided_by: OperatorId | null
    readonly decided_at: number | null
    readonly is_approved: 0 | 1 | null
  }
  /** One row for each entry; the database refuses to change or remove one. */
  readonly audit: {
    readonly id: Generated<number>
    readonly at: number
    readonly kind: Entry['kind']
    /** -1 where the entry is about none. */
    readonly product: number
    readonly serial: number | null
    readonly case_number: CaseNumber | null
    /** All of the entry, as JSON. */
    readonly entry: string
  }
  /** The chain over the audit: the seal of each entry covers the one before it. */
  readonly seals: {
    readonly number: number
    readonly entry_id: number
    /** 64 hex digits. */
    readonly seal: string
  }
  /** Ids of the audit that were passed over in sealing: whoever took them may not have ended yet. */
  readonly seal_gaps: {
    readonly first: number
    readonly last: number
    /** Who wrote into the audit when the gap was seen, with spaces between. */
    readonly writers: string
  }
}
