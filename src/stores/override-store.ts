import type { Kysely, Selectable, Transaction } from 'kysely'
import type { Entry } from '../activation/entry.ts'
import type { KeyName, LedgerKey } from '../activation/ledger.ts'
import { year } from '../activation/times.ts'
import type { OperatorId } from '../base/operator.ts'
import { unreachable } from '../base/unreachable.ts'
import type { AskedOverride, Decided, Override } from '../operators/overrides/override.ts'
import type { NotAsked, NotDecided, OverrideStore } from '../operators/overrides/override-store.ts'
import { createAdministration } from './ledger/administration.ts'
import { note } from './ledger/audit.ts'
import { toKey } from './ledger/rows.ts'
import type { LedgerTables } from './ledger/tables.ts'
import type { OperatorTables } from './operator-tables.ts'
import { transact } from './transact.ts'

type Database = Kysely<LedgerTables>
type Inside = Transaction<LedgerTables>

/** On the tables of the ledger and of the operators. */
export function createOverrideStore(database: Kysely<unknown>): OverrideStore {
  const db = database.withTables<LedgerTables>()
  return {
    ask: (asked, judge) => transact(db, (inside) => ask(inside, asked, judge)),
    decide: (id, decision, isNeeded) =>
      transact(db, (inside) => decide(inside, { id, decision, isNeeded })),
    waiting: async () => {
      const rows = await db
        .selectFrom('overrides')
        .selectAll()
        .where('needs_second', '=', 1)
        .where('decided_at', 'is', null)
        .orderBy('asked_at')
        .limit(mostShown)
        .execute()
      return rows.map(toOverride)
    },
    ofKey: async ({ product, serial }) => {
      const rows = await db
        .selectFrom('overrides')
        .selectAll()
        .where('product', '=', product)
        .where('serial', '=', serial)
        .orderBy('asked_at', 'desc')
        .limit(mostShown)
        .execute()
      return rows.map(toOverride)
    },
    askedBy: (operator, since) => askedBy(db, operator, since),
  }
}

const mostShown = 100

const day = 24 * 60 * 60 * 1000

async function ask(
  db: Inside,
  asked: AskedOverride,
  judge: Parameters<OverrideStore['ask']>[1],
): Promise<Override | NotAsked> {
  if (!(await holdOperator(db, asked.by))) return 'unknown-operator'
  const key = await holdKey(db, asked)
  if (key === undefined) return 'unknown-key'
  const verdict = judge({
    key,
    ofDay: await askedBy(db, asked.by, asked.at - day),
    ofYear: await grantedTo(db, asked, asked.at - year),
  })
  if (verdict !== 'alone' && verdict !== 'second') return verdict
  const override = { ...asked, needsSecond: verdict === 'second' }
  await db.insertInto('overrides').values(rowOf(override)).execute()
  await note(db, askedEntry(override))
  if (!override.needsSecond) await carryOut(db, override, asked)
  return override
}

/** Lets nobody else ask in his name before the end of the transaction: two windows have one budget. */
async function holdOperator(db: Inside, operator: OperatorId): Promise<boolean> {
  const row = await db
    .withTables<OperatorTables>()
    .updateTable('operators')
    .set((eb) => ({ state: eb.ref('state') }))
    .where('id', '=', operator)
    .where('state', '=', 'active')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Nor anybody for this key. Its revision stays: nothing of it has changed. */
async function holdKey(db: Inside, { product, serial }: KeyName): Promise<LedgerKey | undefined> {
  const row = await db
    .updateTable('keys')
    .set((eb) => ({ revision: eb.ref('revision') }))
    .where('product', '=', product)
    .where('serial', '=', serial)
    .returningAll()
    .executeTakeFirst()
  return row && toKey(row)
}

async function askedBy(db: Database, operator: OperatorId, since: number): Promise<number> {
  const { count } = await db
    .selectFrom('overrides')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('asked_by', '=', operator)
    .where('asked_at', '>', since)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Slots and boards, those that wait among them. */
async function grantedTo(
  db: Database,
  { product, serial }: KeyName,
  since: number,
): Promise<number> {
  const { count } = await db
    .selectFrom('overrides')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('product', '=', product)
    .where('serial', '=', serial)
    .where('asked_at', '>', since)
    .where('kind', 'in', ['extra-slot', 'other-board'])
    .where((eb) => eb.or([eb('is_approved', 'is', null), eb('is_approved', '=', 1)]))
    .executeTakeFirstOrThrow()
  return Number(count)
}

type DecideRequest = {
  readonly id: string
  readonly decision: Decided
  readonly isNeeded: Parameters<OverrideStore['decide']>[2]
}

async function decide(
  db: Inside,
  { id, decision, isNeeded }: DecideRequest,
): Promise<Override | NotDecided> {
  const found = await db.selectFrom('overrides').selectAll().where('id', '=', id).executeTakeFirst()
  if (found === undefined) return 'unknown-override'
  if (found.asked_by === decision.by) return 'own-override'
  const key = await holdKey(db, found)
  if (key === undefined) return 'unknown-override'
  if (decision.isApproved && !isNeeded(toOverride(found), key)) return 'not-needed'
  const row = await db
    .updateTable('overrides')
    .set({
      decided_by: decision.by,
      decided_at: decision.at,
      is_approved: decision.isApproved ? 1 : 0,
    })
    .where('id', '=', id)
    .where('needs_second', '=', 1)
    .where('decided_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) return 'decided'
  const override = toOverride(row)
  const { product, serial, caseNumber } = override
  await note(db, { kind: 'override-decided', id, product, serial, caseNumber, ...decision })
  if (decision.isApproved) await carryOut(db, override, decision)
  return override
}

/** What it does to the key, with an entry of its own. */
async function carryOut(
  db: Inside,
  { id, kind, more, product, serial }: Override,
  { by, at }: Pick<Decided, 'by' | 'at'>,
): Promise<void> {
  const books = createAdministration(db)
  const name = { product, serial }
  switch (kind) {
    case 'extra-slot':
    case 'extension':
      await books.extend(name, { more, reason: `override ${id}` }, { by, at })
      return
    case 'unblock':
      await books.block(name, undefined, { by, at })
      return
    case 'other-board':
      await books.freeBoard(name, { by, at })
      return
    default:
      return unreachable(kind)
  }
}

function askedEntry(override: Override): Entry {
  const { kind, evidence, ...rest } = override
  return { ...rest, kind: 'override-asked', override: kind, evidence: evidence ?? null }
}

function rowOf(override: Override): Selectable<LedgerTables['overrides']> {
  return {
    id: override.id,
    product: override.product,
    serial: override.serial,
    kind: override.kind,
    case_number: override.caseNumber,
    more: override.more,
    reason: override.reason,
    text: override.text,
    evidence: override.evidence ?? null,
    needs_second: override.needsSecond ? 1 : 0,
    asked_by: override.by,
    asked_at: override.at,
    decided_by: null,
    decided_at: null,
    is_approved: null,
  }
}

function toOverride(row: Selectable<LedgerTables['overrides']>): Override {
  const { decided_by: by, decided_at: at } = row
  return {
    id: row.id,
    product: row.product,
    serial: row.serial,
    kind: row.kind,
    caseNumber: row.case_number,
    more: row.more,
    reason: row.reason,
    text: row.text,
    ...(row.evidence !== null && { evidence: row.evidence }),
    by: row.asked_by,
    at: row.asked_at,
    needsSecond: row.needs_second === 1,
    ...(by !== null && at !== null && { decided: { by, at, isApproved: row.is_approved === 1 } }),
  }
}
