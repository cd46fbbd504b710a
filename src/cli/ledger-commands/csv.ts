import type { ExportedRow } from '../../activation/audit.ts'

/** Rows as CSV (RFC 4180), the names of the columns first; nothing where there is no row. */
export async function* csvOf(rows: AsyncIterable<ExportedRow>): AsyncGenerator<string> {
  let isFirst = true
  for await (const row of rows) {
    if (isFirst) yield lineOf(Object.keys(row))
    isFirst = false
    yield lineOf(Object.values(row))
  }
}

function lineOf(values: readonly (string | number | null)[]): string {
  return `${values.map(cellOf).join(',')}\r\n`
}

/** With one of these at its beginning a table program takes a text for a formula, and runs it. */
const beginsFormula = /^[=+\-@\t\r\n]/

function cellOf(value: string | number | null): string {
  if (typeof value !== 'string') return String(value ?? '')
  const harmless = beginsFormula.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
