import { type Kysely, sql } from 'kysely'
import type { KeyName } from '../../activation/ledger.ts'
import type { CaseNumber } from '../../base/brand.ts'
import type { LedgerTables } from './tables.ts'

type CaseOfKey = { readonly caseNumber: CaseNumber; readonly at: number }

/** By the books' own keys: the audit is not indexed by product keys. */
export async function casesOfKey(
  db: Kysely<LedgerTables>,
  { product, serial }: KeyName,
): Promise<readonly CaseOfKey[]> {
  const ofKey = sql`where product = ${product} and serial = ${serial}`
  const { rows } = await sql<CaseOfKey>`
    select case_number as "caseNumber", max(at) as at from (
      select case_number, activated_at as at from activations ${ofKey}
      union all select case_number, reactivated_at from reactivations ${ofKey}
      union all select case_number, confirmed_at from sunset_confirmations ${ofKey}
      union all select case_number, asked_at from extension_requests ${ofKey}
    ) as cases
    group by case_number order by at desc, case_number limit 20`.execute(db)
  return rows.map(({ caseNumber, at }) => ({ caseNumber, at: Number(at) }))
}
