import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { ExportedRow, ExportRequest } from '../../activation/audit.ts'
import type { LedgerTables } from './tables.ts'

type Exported = {
  /** The columns of a row, in their order, and where they come from. */
  readonly select: RawBuilder<unknown>
  /** When a row was written. */
  readonly writtenAt: RawBuilder<unknown>
  /** What names a row: the order, and where the next page begins. */
  readonly named: readonly { readonly column: string; readonly of: RawBuilder<unknown> }[]
  /** Columns that hold ms since 1970. */
  readonly times: ReadonlySet<string>
}

/** Page by page: however many there are, it takes little memory. */
export async function* exportRows(
  db: Kysely<LedgerTables>,
  { table, since }: ExportRequest,
): AsyncGenerator<ExportedRow> {
  const { select, writtenAt, named, times } = exported[table]
  const order = sql.join(named.map(({ of }) => of))
  for (let last: ExportedRow | undefined, isFirst = true; isFirst || last !== undefined;) {
    const row = last
    const after =
      row === undefined
        ? sql``
        : sql`and (${order}) > (${sql.join(named.map(({ column }) => row[column]))})`
    const { rows }: { readonly rows: readonly ExportedRow[] } = await sql<ExportedRow>`
      ${select} where ${writtenAt} >= ${since} ${after} order by ${order} limit ${rowsAtOnce}`.execute(
      db,
    )
    for (const one of rows) yield inWords(one, times)
    last = rows.length < rowsAtOnce ? undefined : rows.at(-1)
    isFirst = false
  }
}

const rowsAtOnce = 1_000

const exported: Readonly<Record<ExportRequest['table'], Exported>> = {
  audit: {
    select: sql`select a.id, s.number, s.seal, a.at, a.kind, a.product, a.serial, a.case_number, a.entry
      from audit a left join seals s on s.entry_id = a.id`,
    writtenAt: sql`a.at`,
    named: [{ column: 'id', of: sql`a.id` }],
    times: new Set(['at']),
  },
  keys: {
    select: sql`select k.product, p.name as product_name, k.serial, k.class, k.slots as "limit", k.used,
        k.activated, k.regions, k.blocked_as, k.blocked_at, k.minted_at
      from keys k join products p on p.number = k.product`,
    writtenAt: sql`k.minted_at`,
    named: ['product', 'serial'].map((column) => ({ column, of: sql.ref(`k.${column}`) })),
    times: new Set(['blocked_at', 'minted_at']),
  },
  activations: {
    select: sql`select a.product, a.serial, a.nth, a.hardware, a.case_number, a.activated_at, a.emergency,
        a.released_at
      from activations a`,
    writtenAt: sql`a.activated_at`,
    named: ['product', 'serial', 'nth'].map((column) => ({ column, of: sql.ref(`a.${column}`) })),
    times: new Set(['activated_at', 'released_at']),
  },
}

function inWords(row: ExportedRow, times: ReadonlySet<string>): ExportedRow {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      typeof value === 'number' && times.has(column) ? new Date(value).toISOString() : value,
    ]),
  )
}
