import { type Kysely, sql } from 'kysely'
import type { AuditLine, Difference, Verified, VerifyRequest } from '../../activation/audit.ts'
import { createChainCheck } from '../../activation/audit-chain.ts'
import type { Entry } from '../../activation/entry.ts'
import { auditRow } from './audit.ts'
import type { LedgerTables } from './tables.ts'
import { lineColumns } from './seals.ts'
import { withSnapshot } from '../snapshot.ts'
import { verifyBooks } from './verify-books.ts'
import { verifyOperators } from './verify-operators.ts'

type Database = Kysely<LedgerTables>

/** Goes through everything page by page: it takes little memory, and time that grows with the audit. */
export async function verifyAudit(
  db: Database,
  { seal, kept, now, atMost }: VerifyRequest,
): Promise<Verified> {
  const differences: Difference[] = []
  let count = 0
  const report = (difference: Difference): void => {
    count += 1
    if (differences.length < atMost) differences.push(difference)
  }
  return withSnapshot(db, async (moment) => {
    const chain = createChainCheck({ seal, kept, report })
    let sealed = 0
    for await (const { number, seal: stands, entryId, ...line } of links(moment)) {
      sealed += 1
      chain.take({ number, seal: stands, entryId, line: line.id === null ? undefined : line })
    }
    let unsealed = 0
    for await (const line of unsealedLines(moment)) {
      unsealed += 1
      const isNew = Math.abs(now - Number(line.at)) < newInMs
      if (!isNew) report({ where: `audit ${line.id}`, what: 'not sealed, and no longer new' })
      if (!isOfOnePiece(line))
        report({ where: `audit ${line.id}`, what: 'not what its entry says' })
    }
    const head = chain.end()
    await verifyBooks(moment, report)
    await verifyOperators(moment, report)
    return { sealed, unsealed, head, differences, count }
  })
}

/** A line that runs seals within a second; its clock need not be ours. */
const newInMs = 10_000

const rowsAtOnce = 1_000

/** Below one is only what somebody put there. */
const lowest = Number.MIN_SAFE_INTEGER

type Link = { readonly number: number; readonly seal: string; readonly entryId: number } & (
  AuditLine | { readonly id: null }
)

async function* links(db: Database): AsyncGenerator<Link> {
  for (let after: number | undefined = lowest; after !== undefined;) {
    const { rows }: { readonly rows: readonly Link[] } = await sql<Link>`
      select s.number, s.seal, s.entry_id as "entryId", ${lineColumns}
      from seals s left join audit a on a.id = s.entry_id
      where s.number > ${after} order by s.number limit ${rowsAtOnce}`.execute(db)
    yield* rows
    after = rows.at(-1)?.number
  }
}

async function* unsealedLines(db: Database): AsyncGenerator<AuditLine> {
  for (let after: number | undefined = lowest; after !== undefined;) {
    const { rows }: { readonly rows: readonly AuditLine[] } = await sql<AuditLine>`
      select ${lineColumns} from audit a
      where a.id > ${after} and not exists (select 1 from seals s where s.entry_id = a.id)
      order by a.id limit ${rowsAtOnce}`.execute(db)
    yield* rows
    after = rows.at(-1)?.id
  }
}

/** What no seal covers yet should at least agree with itself. */
function isOfOnePiece({ at, kind, product, serial, caseNumber, entry }: AuditLine): boolean {
  try {
    const row = auditRow(JSON.parse(entry) as Entry)
    const told = [row.at, row.kind, row.product, row.serial, row.case_number]
    return (
      told.map(asText).join('\n') === [at, kind, product, serial, caseNumber].map(asText).join('\n')
    )
  } catch {
    return false
  }
}

function asText(value: string | number | null | undefined): string {
  return JSON.stringify(value === null ? null : String(value))
}
