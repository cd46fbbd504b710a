import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { ExportedRow } from '../../../src/activation/audit.ts'
import { csvOf } from '../../../src/cli/ledger-commands/csv.ts'

async function csv(...rows: readonly ExportedRow[]): Promise<string> {
  async function* all(): AsyncGenerator<ExportedRow> {
    yield* rows
  }
  let text = ''
  for await (const line of csvOf(all())) text += line
  return text
}

test('columns are named first, lines end as RFC 4180 says, and nothing is an empty cell', async () => {
  const rows = [
    { serial: 1, name: 'Office, "small"', blocked: null },
    { serial: 2, name: 'two\nlines', blocked: 'leaked' },
  ]
  expect(await csv(...rows)).toBe(
    'serial,name,blocked\r\n1,"Office, ""small""",\r\n2,"two\nlines",leaked\r\n',
  )
})

test.each(['=1+1', '+31', '-2', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")'])(
  'a table program takes %j for a text',
  async (name) => {
    const [, line = ''] = (await csv({ name })).split(/(?<=^name\r\n)/)
    expect(line.replace(/^"/, '')).toMatch(/^'/)
  },
)

test('what was written is read again, whatever it holds', async () => {
  const text = fc.string().filter((one) => !/^[=+\-@\t\r\n]/.test(one))
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1 }), async (values) => {
      const row = Object.fromEntries(values.map((value, index) => [`c${index}`, value]))
      expect(cellsOf((await csv(row)).replace(/^.*?\r\n/, ''))).toEqual(values)
    }),
  )
})

/** The cells of one line of CSV. */
function cellsOf(line: string): readonly string[] {
  const cells = [...line.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(?:,|\r\n$)/gy)]
  return cells.map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '')
}
