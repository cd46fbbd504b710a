import { type Kysely, sql } from 'kysely'
import type { ActivationOfKey, KeyName, Ledger } from '../../activation/ledger.ts'
import type { CaseNumber } from '../../base/brand.ts'
import { componentNames } from '../../identifiers/fingerprint.ts'
import { bytesOf, hexOf } from './rows.ts'
import type { LedgerTables } from './tables.ts'

type Row = {
  readonly nth: number
  readonly hardware: string
  readonly at: number
  readonly case_number: CaseNumber
}

/** Two hex digits are a component, none of it is 00; of a volume key with thousands of machines few are told. */
export async function activationsOf(
  db: Kysely<LedgerTables>,
  { product, serial }: KeyName,
  { hardware, atMost }: Parameters<Ledger['activationsOf']>[1],
): Promise<readonly ActivationOfKey[]> {
  const hex = hexOf(hardware)
  const equal = componentNames.map((_, index) => {
    const [from, component] = [2 * index, hex.slice(2 * index, 2 * index + 2)]
    return component === '00'
      ? sql`0`
      : sql`case when substr(hardware, ${sql.lit(from + 1)}, 2) = ${component} then 1 else 0 end`
  })
  const { rows } = await sql<Row>`
    select nth, hardware, activated_at as at, case_number from activations
    where product = ${product} and serial = ${serial} and released_at is null
    order by ${sql.join(equal, sql` + `)} desc, nth desc limit ${atMost}`.execute(db)
  return rows.map(({ nth, at, ...row }) => ({
    nth,
    hardware: bytesOf(row.hardware),
    at,
    caseNumber: row.case_number,
  }))
}
