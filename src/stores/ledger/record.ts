import type { Kysely } from 'kysely'
import type { KeyEntry } from '../../activation/entry.ts'
import { unreachable } from '../../base/unreachable.ts'
import { note } from './audit.ts'
import { Changed, type Recorded, undoneIfChanged } from './changed.ts'
import { type Activated, recordActivation } from './record-activation.ts'
import type { LedgerTables } from './tables.ts'

type Database = Kysely<LedgerTables>

/**
 * Writes what was decided about a key, its audit entry with it, if the key still has that revision. The
 * database refuses whatever would break the books, also where somebody decided wrongly.
 */
export async function record(db: Database, entry: KeyEntry, revision: number): Promise<Recorded> {
  if (entry.kind === 'activated') return recordActivation(db, entry, revision)
  return undoneIfChanged(db, async (transaction) => {
    await revise(transaction, entry, revision)
    await write(transaction, entry)
    await note(transaction, entry)
  })
}

/** All but an activation, which has its own way. */
type Written = Exclude<KeyEntry, Activated>

async function revise(db: Database, entry: Written, revision: number): Promise<void> {
  const row = await db
    .updateTable('keys')
    .set((eb) => ({
      revision: eb('revision', '+', 1),
      used: eb('used', '-', entry.kind === 'released' ? 1 : 0),
    }))
    .where('product', '=', entry.product)
    .where('serial', '=', entry.serial)
    .where('revision', '=', revision)
    .returning('revision')
    .executeTakeFirst()
  if (row === undefined) throw new Changed()
}

async function write(db: Database, entry: Written): Promise<void> {
  const { product, serial } = entry
  switch (entry.kind) {
    case 'reactivated':
      await db
        .insertInto('reactivations')
        .values({
          product,
          serial,
          nth: entry.nth,
          hardware: entry.hardware,
          case_number: entry.caseNumber,
          reactivated_at: entry.at,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      return
    case 'confirmed-in-sunset':
      await db
        .insertInto('sunset_confirmations')
        .values({
          product,
          serial,
          hardware: entry.hardware,
          case_number: entry.caseNumber,
          confirmed_at: entry.at,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      return
    case 'released':
      await db
        .updateTable('activations')
        .set({ released_at: entry.at })
        .where('product', '=', product)
        .where('serial', '=', serial)
        .where('nth', '=', entry.nth)
        .where('released_at', 'is', null)
        .returning('nth')
        .executeTakeFirstOrThrow()
      return
    case 'extension-requested':
      await db
        .insertInto('extension_requests')
        .values({ product, serial, case_number: entry.caseNumber, asked_at: entry.at })
        .execute()
      return
    default:
      return unreachable(entry)
  }
}
