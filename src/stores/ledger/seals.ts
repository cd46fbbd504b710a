/**
 * The sealing of the audit. A counter gives the ids, and on Postgres an entry may be committed after others that
 * have higher ids. So what lies above the last sealed id is sealed as it comes, and each gap below is kept, and looked
 * into again, until whoever might fill it has ended. Every round costs what is new, however long the audit is.
 */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Audit, AuditHead, AuditLine, Seal, SealRound } from '../../activation/audit.ts'
import type { Entry } from '../../activation/entry.ts'
import { engineOf } from '../engine.ts'
import type { LedgerTables } from './tables.ts'
import { type Gap, holesAbove, without } from './seal-gaps.ts'
import { transact } from '../transact.ts'

type Database = Kysely<LedgerTables>

export async function sealRound(db: Database, seal: Seal, atMost: number): Promise<SealRound> {
  if (await isAllSealed(db)) return { kind: 'sealed', count: 0, isAll: true }
  return transact(db, async (transaction) => {
    if (!(await takeTurn(transaction))) return { kind: 'busy' }
    // In this order: what a writer of now leaves behind is seen only by whoever looks after it.
    const writers = await writersOfNow(transaction)
    const gaps = await transaction.selectFrom('seal_gaps').selectAll().orderBy('first').execute()
    const last = await lastSealed(transaction)
    const { fresh, late } = await unsealed(transaction, last, atMost)
    await write(transaction, seal, [...late, ...fresh])
    const isAll = fresh.length < atMost && late.length < atMost
    const closed = isAll ? gaps.filter((gap) => !mayBeFilled(gap, writers)) : []
    await keepGaps(transaction, { gaps, closed, late, holes: holesAbove(last, fresh.map(idOf)) })
    return { kind: 'sealed', count: late.length + fresh.length, isAll }
  })
}

export async function auditHead(db: Database): Promise<AuditHead | undefined> {
  return db
    .selectFrom('seals')
    .select(['number', 'seal'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function auditPage(
  db: Database,
  { after, atMost }: Parameters<Audit['auditPage']>[0],
): ReturnType<Audit['auditPage']> {
  const rows = await db
    .selectFrom('seals')
    .innerJoin('audit', 'audit.id', 'seals.entry_id')
    .select(['number', 'seal', 'entry'])
    .where('number', '>', after)
    .orderBy('number')
    .limit(atMost)
    .execute()
  return rows.map(({ entry, ...sealed }) => ({ ...sealed, entry: JSON.parse(entry) as Entry }))
}

/** The columns of a line, as text whatever they hold. */
export const lineColumns = sql`a.id, cast(a.at as text) as at, cast(a.kind as text) as kind,
  cast(a.product as text) as product, cast(a.serial as text) as serial,
  cast(a.case_number as text) as "caseNumber", cast(a.entry as text) as entry`

/** A few reads of an index, for all the times when there is nothing to do. */
async function isAllSealed(db: Database): Promise<boolean> {
  const { rows } = await sql<{ readonly is_all: number }>`select case when
      coalesce((select max(id) from audit), 0) <= coalesce((select max(entry_id) from seals), 0)
      and not exists (select 1 from seal_gaps) then 1 else 0 end as is_all`.execute(db)
  return rows[0]?.is_all === 1
}

/** «ALsl»: nobody else's lock in this database. */
const sealLock = 0x41_4c_73_6c

/** Who seals is alone; on SQLite every writer is. */
async function takeTurn(db: Database): Promise<boolean> {
  if (engineOf(db) === 'sqlite') return true
  await sql`set transaction isolation level read committed`.execute(db)
  const { rows } = await sql<{ readonly is_mine: boolean }>`
    select pg_try_advisory_xact_lock(${sql.lit(sealLock)}) as is_mine`.execute(db)
  return rows[0]?.is_mine === true
}

/**
 * The transactions that may have taken an id: an insert locks the table before it takes one, and until its
 * transaction ends. On SQLite there is no other writer now, and no id is taken in vain.
 */
async function writersOfNow(db: Database): Promise<readonly string[]> {
  if (engineOf(db) === 'sqlite') return []
  const { rows } = await sql<{ readonly writer: string }>`
    select distinct virtualtransaction as writer from pg_locks
    where locktype = 'relation' and relation = 'audit'::regclass and mode = 'RowExclusiveLock'
      and database = (select oid from pg_database where datname = current_database())
      and granted`.execute(db)
  return rows.map(({ writer }) => writer)
}

function mayBeFilled(gap: Gap, writersOfThisMoment: readonly string[]): boolean {
  return gap.writers.split(' ').some((writer) => writersOfThisMoment.includes(writer))
}

async function lastSealed(db: Database): Promise<number> {
  const { last } = await db
    .selectFrom('seals')
    .select((seals) => seals.fn.max('entry_id').as('last'))
    .executeTakeFirstOrThrow()
  return last ?? 0
}

type Unsealed = {
  /** Above the last sealed id. */
  readonly fresh: readonly AuditLine[]
  /** In gaps below it. */
  readonly late: readonly AuditLine[]
}

/** One statement, and so one moment: of two entries about one key the second is not seen without the first. */
async function unsealed(db: Database, last: number, atMost: number): Promise<Unsealed> {
  const { rows: lines } = await sql<AuditLine>`
    select * from (
      select ${lineColumns} from audit a where a.id > ${last} order by a.id limit ${atMost}
    ) as fresh
    union all
    select * from (
      select ${lineColumns} from seal_gaps g ${intoEachGap(db, atMost)} order by a.id limit ${atMost}
    ) as late`.execute(db)
  const inOrder = lines.toSorted((one, other) => one.id - other.id)
  return {
    fresh: inOrder.filter(({ id }) => id > last),
    late: inOrder.filter(({ id }) => id <= last),
  }
}

/** Each engine has its own words for: begin with the gaps, and never go through all of the audit. */
function intoEachGap(db: Database, atMost: number): RawBuilder<unknown> {
  return engineOf(db) === 'sqlite'
    ? sql`cross join audit a where a.id between g.first and g.last`
    : sql`cross join lateral (
        select * from audit where id between g.first and g.last order by id limit ${atMost}
      ) as a`
}

async function write(db: Database, seal: Seal, lines: readonly AuditLine[]): Promise<void> {
  if (lines.length === 0) return
  let head = await auditHead(db)
  const rows = lines.map((line) => {
    head = seal(head, line)
    return { ...head, entry_id: line.id }
  })
  await db.insertInto('seals').values(rows).execute()
}

type Seen = {
  readonly gaps: readonly Gap[]
  /** Those of them that nobody can fill any more. */
  readonly closed: readonly Gap[]
  readonly late: readonly AuditLine[]
  readonly holes: readonly Omit<Gap, 'writers'>[]
}

async function keepGaps(db: Database, { gaps, closed, late, holes }: Seen): Promise<void> {
  const ids = late.map(idOf)
  for (const gap of gaps) {
    const rest = closed.includes(gap) ? [] : without(gap, ids)
    if (rest.length === 1 && rest[0] === gap) continue
    await db.deleteFrom('seal_gaps').where('first', '=', gap.first).execute()
    if (rest.length > 0)
      await db
        .insertInto('seal_gaps')
        .values([...rest])
        .execute()
  }
  if (holes.length === 0) return
  const writers = (await writersOfNow(db)).join(' ')
  await db
    .insertInto('seal_gaps')
    .values(holes.map((hole) => ({ ...hole, writers })))
    .execute()
}

function idOf({ id }: AuditLine): number {
  return id
}
