/** All tables and the audit side by side, key by key: so that they can be compared with little memory. */
import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely'
import { noProduct } from './audit.ts'
import type { LedgerTables } from './tables.ts'

type Database = Kysely<LedgerTables>

/** The tables that the audit tells of, each with the columns that name a row. */
const namedBy = {
  products: ['number'],
  policies: ['product', 'class'],
  keys: ['product', 'serial'],
  activations: ['product', 'serial', 'nth'],
  reactivations: ['product', 'serial', 'nth', 'hardware', 'case_number'],
  sunset_confirmations: ['product', 'serial', 'hardware', 'case_number'],
  extension_requests: ['product', 'serial', 'id'],
  overrides: ['product', 'serial', 'id'],
} as const

export type BookTable = keyof typeof namedBy

export type RowsOf = { readonly [Table in BookTable]: readonly Selectable<LedgerTables[Table]>[] }

/** All that the books hold of one key, or with `noSerial` of a product itself. */
export type PartOfBooks = RowsOf & {
  readonly product: number
  readonly serial: number
  /** In their order. */
  readonly entries: readonly WrittenEntry[]
}

export type WrittenEntry = { readonly id: number; readonly entry: string }

export const noSerial = -1

/** By product and serial, a product's own part first. Makes a temporary table, for the order of the audit. */
export async function* booksByKey(db: Database): AsyncGenerator<PartOfBooks> {
  await orderAudit(db)
  const tables = Object.entries(namedBy).map(
    async ([table, columns]) => [table, await begin(rowsOf(db, table, columns))] as const,
  )
  const sources = new Map([...(await Promise.all(tables)), ['entries', await begin(entries(db))]])
  for (;;) {
    const next = first([...sources.values()].flatMap(({ row }) => row ?? []))
    if (next === undefined) break
    const part = new Map<string, readonly Placed[]>()
    for (const [name, source] of sources) part.set(name, await source.takeAll(next))
    yield { ...next, ...Object.fromEntries(part) } as unknown as PartOfBooks
  }
  await sql`drop table audit_by_key`.execute(db)
}

type Place = { readonly product: number; readonly serial: number }

type Placed = Place & Readonly<Record<string, unknown>>

type Source = {
  /** The one that comes next. */
  readonly row: Placed | undefined
  /** Takes those of this place. */
  readonly takeAll: (place: Place) => Promise<readonly Placed[]>
}

async function begin(rows: AsyncGenerator<Placed>): Promise<Source> {
  const next = async (): Promise<Placed | undefined> => {
    const { done, value } = await rows.next()
    return done === true ? undefined : value
  }
  let row = await next()
  return {
    get row() {
      return row
    },
    takeAll: async (place) => {
      const taken: Placed[] = []
      while (row !== undefined && compare(row, place) === 0) {
        taken.push(row)
        row = await next()
      }
      return taken
    },
  }
}

function first(rows: readonly Placed[]): Place | undefined {
  const [row] = rows.toSorted(compare)
  return row && { product: row.product, serial: row.serial }
}

function compare(one: Place, other: Place): number {
  return one.product - other.product || one.serial - other.serial
}

const rowsAtOnce = 1_000

async function* rowsOf(
  db: Database,
  table: string,
  columns: readonly string[],
): AsyncGenerator<Placed> {
  const names = sql.join(columns.map((column) => sql.ref(column)))
  let last: Readonly<Record<string, unknown>> | undefined
  do {
    const row = last
    const after =
      row === undefined
        ? sql``
        : sql`where (${names}) > (${sql.join(columns.map((one) => row[one]))})`
    const { rows } = await sql<Readonly<Record<string, unknown>>>`
      select * from ${sql.table(table)} ${after} order by ${names} limit ${rowsAtOnce}`.execute(db)
    for (const one of rows) yield placed(one)
    last = rows.length < rowsAtOnce ? undefined : rows.at(-1)
  } while (last !== undefined)
}

function placed(row: Readonly<Record<string, unknown>>): Placed {
  const { product = row['number'], serial = noSerial } = row
  return { ...row, product: Number(product), serial: Number(serial) }
}

/** No index gives this order: it would cost every activation. */
async function orderAudit(db: Database): Promise<void> {
  const steps: readonly RawBuilder<unknown>[] = [
    sql`create temporary table audit_by_key as
      select row_number() over (order by product, coalesce(serial, ${sql.lit(noSerial)}), id) as place, id
      from audit where product <> ${sql.lit(noProduct)}`,
    sql`create index audit_by_place on audit_by_key (place)`,
  ]
  for (const step of steps) await step.execute(db)
}

async function* entries(db: Database): AsyncGenerator<Placed> {
  for (let from = 1; ; from += rowsAtOnce) {
    const { rows } = await sql<Placed>`
      select a.product, coalesce(a.serial, ${noSerial}) as serial, a.id, a.entry
      from audit_by_key o join audit a on a.id = o.id
      where o.place between ${from} and ${from + rowsAtOnce - 1} order by o.place`.execute(db)
    yield* rows
    if (rows.length < rowsAtOnce) return
  }
}
