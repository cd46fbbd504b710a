import type { Kysely } from 'kysely'
import type { KeyEntry } from '../../activation/entry.ts'
import { engineOf } from '../engine.ts'
import { fixedSql } from '../fixed-sql.ts'
import { auditRow } from './audit.ts'
import { Changed, type Recorded, undoneIfChanged } from './changed.ts'
import type { LedgerTables } from './tables.ts'

type Database = Kysely<LedgerTables>

export type Activated = Extract<KeyEntry, { readonly kind: 'activated' }>

/**
 * Writes an activation, which is by far the most frequent of what is written: with fixed text, and on
 * Postgres in one statement.
 */
export function recordActivation(
  db: Database,
  entry: Activated,
  revision: number,
): Promise<Recorded> {
  return engineOf(db) === 'postgres'
    ? activateAtOnce(db, entry, revision)
    : undoneIfChanged(db, (transaction) => activateInSteps(transaction, entry, revision))
}

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
  if (rows.length === 0) throw new Changed()
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

async function activateAtOnce(db: Database, entry: Activated, revision: number): Promise<Recorded> {
  const { product, serial, nth, hardware, caseNumber, at } = entry
  const emergency = entry.emergency ? 1 : 0
  const key = [product, serial, revision, emergency]
  const row = [nth, hardware, caseNumber, at, auditRow(entry).entry]
  const { rows } = await allAtOnce(db, [...key, ...row])
  return rows.length === 1 ? 'recorded' : 'changed'
}
