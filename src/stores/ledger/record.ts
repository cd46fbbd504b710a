import type { Kysely } from 'kysely'
import type { KeyEntry } from '../../activation/entry.ts'
import { unreachable } from '../../base/unreachable.ts'
import { auditRow, note } from './audit.ts'
import { engineOf } from '../engine.ts'
import type { LedgerTables } from './tables.ts'
import { fixedSql } from '../fixed-sql.ts'
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
  if (entry.kind === 'activated') {
    return engineOf(db) === 'postgres'
      ? activateAtOnce(db, entry, revision)
      : undoneIfChanged(db, (transaction) => activateInSteps(transaction, entry, revision))
  }
  return undoneIfChanged(db, async (transaction) => {
    await revise(transaction, entry, revision)
    await write(transaction, entry)
    await note(transaction, entry)
  })
}

async function undoneIfChanged(
  db: Database,
  work: (transaction: Database) => Promise<void>,
): Promise<'recorded' | 'changed'> {
  try {
    await transact(db, work)
    return 'recorded'
  } catch (error) {
    if (error instanceof Changed) return 'changed'
    throw error
  }
}

/** Rolls the transaction back. */
class Changed extends Error {}

/** All that is written one by one; an activation, which is by far the most frequent, has its own way. */
type Written = Exclude<KeyEntry, { readonly kind: 'activated' }>

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
  if (row === undefined) throw new Changed('the key was changed in between')
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

type Activated = Exclude<KeyEntry, Written>

const countAlone = fixedSql<{ readonly revision: number }>(`update keys
  set revision = revision + 1, used = used + 1, activated = activated + 1, slots = slots + $4
  where product = $1 and serial = $2 and revision = $3
  returning revision`)

const writeActivation = fixedSql(`insert into activations
    (product, serial, nth, hardware, case_number, activated_at, emergency)
  values ($1, $2, $3, $4, $5, $6, $7)`)

const noteActivation = fixedSql(`insert into audit (at, kind, product, serial, case_number, entry)
  values ($1, 'activated', $2, $3, $4, $5)`)

async function activateInSteps(db: Database, entry: Activated, revision: number): Promise<void> {
  const { product, serial, nth, hardware, caseNumber, at } = entry
  const emergency = entry.emergency ? 1 : 0
  const { rows } = await countAlone(db, [product, serial, revision, emergency])
  if (rows.length === 0) throw new Changed('the key was changed in between')
  await writeActivation(db, [product, serial, nth, hardware, caseNumber, at, emergency])
  await noteActivation(db, [at, product, serial, caseNumber, auditRow(entry).entry])
}

/**
 * The same three rows in one statement, and so in one trip: on Postgres the trips of a transaction are most
 * of what an activation costs, and nothing else is done as often.
 */
const allAtOnce = fixedSql(`
  with counted as (
    update keys
    set revision = revision + 1, used = used + 1, activated = activated + 1,
      slots = slots + $4::integer
    where product = $1 and serial = $2 and revision = $3
    returning product, serial
  ), written as (
    insert into activations
      (product, serial, nth, hardware, case_number, activated_at, emergency)
    select product, serial, $5::integer, $6::text, $7::text, $8::bigint, $4::integer
    from counted
  ), noted as (
    insert into audit (at, kind, product, serial, case_number, entry)
    select $8::bigint, 'activated', product, serial, $7::text, $9::text
    from counted
  )
  select product from counted`)

async function activateAtOnce(
  db: Database,
  entry: Activated,
  revision: number,
): Promise<'recorded' | 'changed'> {
  const { product, serial, nth, hardware, caseNumber, at } = entry
  const emergency = entry.emergency ? 1 : 0
  const key = [product, serial, revision, emergency]
  const row = [nth, hardware, caseNumber, at, auditRow(entry).entry]
  const { rows } = await allAtOnce(db, [...key, ...row])
  return rows.length === 1 ? 'recorded' : 'changed'
}
