import { type Kysely, sql } from 'kysely'
import type { Difference } from '../../activation/audit.ts'
import type { Entry } from '../../activation/entry.ts'
import { noProduct } from './audit.ts'
import { compareRows } from './compare-rows.ts'
import { isOfOperator, type ReplayedOperator, replayOperators } from './replay-operators.ts'
import type { LedgerTables } from './tables.ts'

type Report = (difference: Difference) => void

/** Replays what the audit tells of operators, and reports who is not as it was written: a role that was given by hand. */
export async function verifyOperators(db: Kysely<LedgerTables>, report: Report): Promise<void> {
  const replay = replayOperators()
  for await (const { id, entry } of entries(db)) {
    const parsed = parse(entry)
    if (isOfOperator(parsed)) replay.take(parsed)
    else report({ where: `audit ${id}`, what: 'unreadable' })
  }
  compareRows({
    table: 'operators',
    nameOf: ({ id }) => ({ key: String(id), told: String(id) }),
    expected: replay.end(),
    found: await standing(db),
  }).forEach(report)
}

/** They come with the line's first start, and so need not be there. */
async function standing(db: Kysely<LedgerTables>): Promise<readonly ReplayedOperator[]> {
  const { rows: begun } = await sql`select step from migrations where owner = 'operators'`.execute(
    db,
  )
  if (begun.length === 0) return []
  const { rows } = await sql<ReplayedOperator>`
    select id, roles, state, generation from operators`.execute(db)
  return rows
}

const rowsAtOnce = 1_000

type Written = { readonly id: number; readonly entry: string }

async function* entries(db: Kysely<LedgerTables>): AsyncGenerator<Written> {
  for (let after: number | undefined = Number.MIN_SAFE_INTEGER; after !== undefined;) {
    const { rows }: { readonly rows: readonly Written[] } = await sql<Written>`
      select id, entry from audit where product = ${noProduct} and id > ${after}
      order by id limit ${rowsAtOnce}`.execute(db)
    yield* rows
    after = rows.at(-1)?.id
  }
}

function parse(text: string): Partial<Entry> | null {
  try {
    return JSON.parse(text) as Partial<Entry> | null
  } catch {
    return null
  }
}
