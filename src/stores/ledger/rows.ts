import type { Selectable } from 'kysely'
import type { LedgerKey, Product } from '../../activation/ledger.ts'
import type { Policy } from '../../activation/policy.ts'
import type { Country } from '../../base/brand.ts'
import type { LedgerTables } from './tables.ts'

export function toProduct(row: Selectable<LedgerTables['products']>): Product {
  return {
    number: row.number,
    name: row.name,
    publicKey: row.public_key,
    keyCheck: row.key_check,
    minted: row.minted,
    state: row.state,
    ...(row.since !== null && { since: row.since }),
    ...(row.successor !== null && { successor: row.successor }),
  }
}

type KeyRow = Pick<
  Selectable<LedgerTables['keys']>,
  'product' | 'serial' | 'class' | 'slots' | 'used' | 'regions' | 'blocked_as'
>

export function toKey(row: KeyRow): LedgerKey {
  return {
    product: row.product,
    serial: row.serial,
    keyClass: row.class,
    used: row.used,
    limit: row.slots,
    blocked: row.blocked_as ?? undefined,
    regions: row.regions === '' ? [] : (row.regions.split(',') as Country[]),
  }
}

export type PolicyRow = Omit<Selectable<LedgerTables['policies']>, 'product' | 'class'>

export function toPolicy(row: PolicyRow): Policy {
  return {
    equalEighths: row.equal_eighths,
    reactivationsPerYear: row.reactivations_per_year,
    confirmationsPerSlot: row.confirmations_per_slot,
    releasesPerYear: row.releases_per_year,
    releaseAfterHours: row.release_after_hours,
    newMachinesPerYear: row.new_machines_per_year,
    emergencies: row.emergencies === 1,
  }
}

export function ofPolicy(policy: Policy): PolicyRow {
  return {
    equal_eighths: policy.equalEighths,
    reactivations_per_year: policy.reactivationsPerYear,
    confirmations_per_slot: policy.confirmationsPerSlot,
    releases_per_year: policy.releasesPerYear,
    release_after_hours: policy.releaseAfterHours,
    new_machines_per_year: policy.newMachinesPerYear,
    emergencies: policy.emergencies ? 1 : 0,
  }
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, 'hex'))
}
