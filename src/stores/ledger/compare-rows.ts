import type { Difference } from '../../activation/audit.ts'

type Row = Readonly<Record<string, unknown>>

export type Comparison = {
  readonly table: string
  /** What names a row among the others, and what of it is told. */
  readonly nameOf: (row: Row, index: number) => { readonly key: string; readonly told: string }
  /** By the audit. */
  readonly expected: readonly Row[]
  readonly found: readonly Row[]
}

/** Every row that is missing, too many, or other than the audit says. */
export function compareRows({ table, nameOf, expected, found }: Comparison): readonly Difference[] {
  const standing = new Map(found.map((row, index) => [nameOf(row, index).key, { row, index }]))
  const differences = expected.flatMap((row, index) => {
    const { key, told } = nameOf(row, index)
    const where = `${table} ${told}`
    const other = standing.get(key)
    standing.delete(key)
    if (other === undefined) return [{ where, what: 'missing' }]
    return Object.keys(row)
      .filter((column) => row[column] !== other.row[column])
      .map((column) => ({ where, what: whatDiffers(column, row[column], other.row[column]) }))
  })
  const tooMany = [...standing.values()].map(({ row, index }) => ({
    where: `${table} ${nameOf(row, index).told}`,
    what: 'stands in no entry',
  }))
  return [...differences, ...tooMany]
}

/** By these a customer could be found. */
const isPrivate = new Set(['hardware', 'case_number', 'text', 'evidence'])

function whatDiffers(column: string, expected: unknown, found: unknown): string {
  if (isPrivate.has(column)) return `${column} is not what the audit says`
  return `${column} is ${shown(found)}, and ${shown(expected)} by the audit`
}

function shown(value: unknown): string {
  return value === null ? 'nothing' : JSON.stringify(value)
}
