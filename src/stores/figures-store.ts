import { type Kysely, sql } from 'kysely'
import type { Callers, CallUnderWay, Counted, Figures } from '../operators/figures/figures.ts'
import { migrate, type Step } from './migrate.ts'
import { transact } from './transact.ts'

/** What is counted of calls, in the ledger's database. Times are ms since 1970. */
type FiguresTables = {
  /** One row for each of the others' values together. */
  readonly figures: Counted
  readonly calls_under_way: CallUnderWay
}

type Database = Kysely<FiguresTables>

/** Brings its tables up to date first. */
export async function openFigures(database: Kysely<unknown>): Promise<Figures> {
  await migrate(database, 'figures', figuresSteps)
  const db = database.withTables<FiguresTables>()
  return {
    add: (counted) => transact(db, (inside) => add(inside, counted)),
    of: ({ from, to }) =>
      db
        .selectFrom('figures')
        .selectAll()
        .where('day', '>=', from)
        .where('day', '<=', to)
        .orderBy('day')
        .orderBy('country')
        .orderBy('language')
        .orderBy('channel')
        .orderBy('figure')
        .orderBy('value')
        .execute(),
    note: (calls, now) => transact(db, (inside) => note(inside, calls, now)),
    underWay: async (now) => {
      const rows = await db
        .selectFrom('calls_under_way')
        .select(['country', 'language', 'channel', 'step'])
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('until', '>', now)
        .where('step', '!=', 'over')
        .groupBy(['country', 'language', 'channel', 'step'])
        .execute()
      return rows.flatMap(({ step, count, ...of }) =>
        step === 'over' ? [] : [{ ...of, step, count: Number(count) }],
      )
    },
  }
}

const callersColumns = ['country', 'language', 'channel'] as const satisfies (keyof Callers)[]

const figuresSteps: readonly Step[] = [
  {
    name: 'figures and calls under way',
    up: async (db) => {
      await db.schema
        .createTable('figures')
        .addColumn('day', 'integer', (column) => column.notNull())
        .addColumn('country', 'text', (column) => column.notNull())
        .addColumn('language', 'text', (column) => column.notNull())
        .addColumn('channel', 'text', (column) => column.notNull())
        .addColumn('figure', 'text', (column) => column.notNull())
        .addColumn('value', 'text', (column) => column.notNull())
        .addColumn('count', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('counted_once', [...countedOf])
        .execute()
      await db.schema
        .createTable('calls_under_way')
        .addColumn('call', 'text', (column) => column.primaryKey())
        .addColumn('country', 'text', (column) => column.notNull())
        .addColumn('language', 'text', (column) => column.notNull())
        .addColumn('channel', 'text', (column) => column.notNull())
        .addColumn('step', 'text', (column) => column.notNull())
        .addColumn('turn', 'bigint', (column) => column.notNull())
        .addColumn('until', 'bigint', (column) => column.notNull())
        .execute()
      await db.schema
        .createIndex('calls_under_way_by_age')
        .on('calls_under_way')
        .column('until')
        .execute()
    },
  },
]

const countedOf = ['day', ...callersColumns, 'figure', 'value'] as const satisfies (keyof Counted)[]

/** Fewer than SQLite takes parameters in one statement. */
const rowsAtOnce = 1_000

/** In one order: two replicas that wait for each other's rows would wait for good. */
async function add(db: Database, counted: readonly Counted[]): Promise<void> {
  const inOrder = counted.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
  for (const rows of batches(inOrder)) {
    await db
      .insertInto('figures')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(countedOf).doUpdateSet({
          count: sql<number>`figures.count + excluded.count`,
        }),
      )
      .execute()
  }
}

function keyOf(one: Counted): string {
  return countedOf.map((column) => one[column]).join(' ')
}

async function note(db: Database, calls: readonly CallUnderWay[], now: number): Promise<void> {
  await db.deleteFrom('calls_under_way').where('until', '<=', now).execute()
  const inOrder = calls.toSorted((one, other) => (one.call < other.call ? -1 : 1))
  for (const rows of batches(inOrder)) {
    await db
      .insertInto('calls_under_way')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .column('call')
          .doUpdateSet((eb) => ({
            language: eb.ref('excluded.language'),
            step: eb.ref('excluded.step'),
            turn: eb.ref('excluded.turn'),
            until: eb.ref('excluded.until'),
          }))
          .whereRef('calls_under_way.turn', '<=', 'excluded.turn'),
      )
      .execute()
  }
}

function batches<Row>(rows: readonly Row[]): readonly Row[][] {
  return Array.from({ length: Math.ceil(rows.length / rowsAtOnce) }, (_, index) =>
    rows.slice(index * rowsAtOnce, (index + 1) * rowsAtOnce),
  )
}
