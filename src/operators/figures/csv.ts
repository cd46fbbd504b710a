import type { Counted } from './figures.ts'
import { dateOf } from './summary.ts'

const columns = ['day', 'country', 'language', 'channel', 'figure', 'value', 'count'] as const

/** The figures as RFC 4180 has tables, a row each. */
export function csvOf(counted: readonly Counted[]): string {
  const rows = counted.map((one) =>
    columns.map((column) => (column === 'day' ? dateOf(one.day) : String(one[column]))),
  )
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

/** A spreadsheet takes a cell for a formula that begins so (OWASP, CSV injection): the apostrophe makes it a text. */
export function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
