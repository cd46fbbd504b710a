import { type Kysely, sql } from 'kysely'
import type { KeyEntry } from '../../activation/entry.ts'
import { unreachable } from '../../base/unreachable.ts'
import { auditRow, note } from './audit.ts'
import { engineOf } from '../engine.ts'
import type { LedgerTables } from './tables.ts'
import { transact } from '../transact.ts'

type Database = Kysely<LedgerTables>

/**
 * Writes what was decided about a key, its audit entry with it, if the key still has that revision. The
 * database refuses whatever would break the books, also where somebody decided wrongly.
 */
export async function record(
  db: Database,
  entry: KeyEntry,
  revision: number,
): Promise<'recorded' | 'changed'> {
  if (entry.kind === 'activated' && engineOf(db) === 'postgres') {
    return activateAtOnce(db, entry, revision)
  }
  try {
    await transact(db, async (transaction) => {
      await revise(transaction, entry, revision)
      await write(transaction, entry)
      await note(transaction, entry)
    })
    return 'recorded'
  } catch (error) {
    if (error instanceof Changed) return 'changed'
    throw error
  }
}

/** Rolls the transaction back. */
class Changed extends Error {}

async function revise(db: Database, entry: KeyEntry, revision: number): Promise<void> {
  const { used, activated, slots } = stepsOf(entry)
  const row = await db
    .updateTable('keys')
    .set((eb) => ({
      revision: eb('revision', '+', 1),
      used: eb('used', '+', used),
      activated: eb('activated', '+', activated),
      slots: eb('slots', '+', slots),
    }))
    .where('product', '=', entry.product)
    .where('serial', '=', entry.serial)
    .where('revision', '=', revision)
    .returning('revision')
    .executeTakeFirst()
  if (row === undefined) throw new Changed('the key was changed in between')
}

/** By how much an entry changes the key's own numbers. */
function stepsOf(entry: KeyEntry): {
  readonly used: number
  readonly activated: number
  readonly slots: number
} {
  if (entry.kind === 'activated') {
    return { used: 1, activated: 1, slots: entry.emergency ? 1 : 0 }
  }
  return { used: entry.kind === 'released' ? -1 : 0, activated: 0, slots: 0 }
}

async function write(db: Database, entry: KeyEntry): Promise<void> {
  const { product, serial } = entry
  switch (entry.kind) {
    case 'activated':
      await db.insertInto('activations').values(activationRow(entry)).execute()
      return
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

type Activated = Extract<KeyEntry, { readonly kind: 'activated' }>

function activationRow(entry: Activated): {
  readonly [Column in keyof LedgerTables['activations']]: LedgerTables['activations'][Column]
} {
  return {
    product: entry.product,
    serial: entry.serial,
    nth: entry.nth,
    hardware: entry.hardware,
    case_number: entry.caseNumber,
    activated_at: entry.at,
    emergency: entry.emergency ? 1 : 0,
    released_at: null,
  }
}

/**
 * The same three rows in one statement, and so in one trip: on Postgres the trips of a transaction are most
 * of what an activation costs, and nothing else is done as often.
 */
async function activateAtOnce(
  db: Database,
  entry: Activated,
  revision: number,
): Promise<'recorded' | 'changed'> {
  const { product, serial, nth, hardware, caseNumber, at } = entry
  const emergency = entry.emergency ? 1 : 0
  const audit = auditRow(entry)
  const { rows } = await sql`
    with counted as (
      update keys
      set revision = revision + 1, used = used + 1, activated = activated + 1,
        slots = slots + ${emergency}::integer
      where product = ${product} and serial = ${serial} and revision = ${revision}
      returning product, serial
    ), written as (
      insert into activations
        (product, serial, nth, hardware, case_number, activated_at, emergency)
      select product, serial, ${nth}::integer, ${hardware}::text, ${caseNumber}::text,
        ${at}::bigint, ${emergency}::integer
      from counted
    ), noted as (
      insert into audit (at, kind, product, serial, case_number, entry)
      select ${at}::bigint, ${entry.kind}::text, product, serial, ${caseNumber}::text,
        ${audit.entry}::text
      from counted
    )
    select product from counted`.execute(db)
  return rows.length === 1 ? 'recorded' : 'changed'
}
