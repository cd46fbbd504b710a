import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ExportedRow, ExportRequest } from '../../activation/audit.ts'
import { withOpenedLedger } from '../ledger.ts'
import { csvOf } from './csv.ts'
import { writeWhole } from './write-whole.ts'

export const formats = ['ndjson', 'csv'] as const

/** Writes the rows of a table, row by row as they are read. */
export function exportLedger({
  format,
  table,
  since = 0,
  out,
}: {
  readonly format: (typeof formats)[number]
  readonly table: ExportRequest['table']
  readonly since?: number
  readonly out?: string
}): Promise<void> {
  return withOpenedLedger(async ({ ledger }) => {
    const rows = ledger.exportRows({ table, since })
    const text = format === 'csv' ? csvOf(rows) : ndjsonOf(rows)
    await (out === undefined ? toStandardOutput(text) : writeWhole(out, text))
  })
}

/** The entry of an audit line as the object that it is. */
async function* ndjsonOf(rows: AsyncIterable<ExportedRow>): AsyncGenerator<string> {
  for await (const { entry, ...row } of rows) {
    const whole = typeof entry === 'string' ? { ...row, entry: parsed(entry) } : row
    yield `${JSON.stringify(whole)}\n`
  }
}

/** What somebody has spoiled is shown as it stands. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

async function toStandardOutput(text: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(text), process.stdout, { end: false })
  } catch (error) {
    // Whoever reads has seen enough.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error
  }
}
