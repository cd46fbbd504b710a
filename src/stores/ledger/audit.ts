import type { Insertable, Kysely } from 'kysely'
import type { Entry } from '../../activation/entry.ts'
import type { CaseNumber } from '../../base/brand.ts'
import type { LedgerTables } from './tables.ts'

/** The row of an entry. */
export function auditRow(entry: Entry): Insertable<LedgerTables['audit']> {
  return {
    at: entry.at,
    kind: entry.kind,
    product: 'product' in entry ? entry.product : noProduct,
    serial: 'serial' in entry ? entry.serial : null,
    case_number: 'caseNumber' in entry ? entry.caseNumber : null,
    entry: JSON.stringify(entry),
  }
}

/** What stands for the product in an entry that is about none. */
export const noProduct = -1

/** Writes an entry; inside a transaction it stands or falls with what it tells. */
export async function note(db: Kysely<LedgerTables>, entry: Entry): Promise<void> {
  await db.insertInto('audit').values(auditRow(entry)).execute()
}

export async function isCaseLive(
  db: Kysely<LedgerTables>,
  caseNumber: CaseNumber,
  since: number,
): Promise<boolean> {
  const row = await db
    .selectFrom('audit')
    .select('id')
    .where('case_number', '=', caseNumber)
    .where('at', '>', since)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

const mostOfCase = 100

export async function entriesOfCase(
  db: Kysely<LedgerTables>,
  caseNumber: CaseNumber,
  since: number,
): Promise<readonly Entry[]> {
  const rows = await db
    .selectFrom('audit')
    .select('entry')
    .where('case_number', '=', caseNumber)
    .where('at', '>', since)
    .orderBy('id', 'desc')
    .limit(mostOfCase)
    .execute()
  return rows.map(({ entry }) => JSON.parse(entry) as Entry)
}
