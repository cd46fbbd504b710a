import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'
import type { DatabaseAddress } from '../../../src/stores/open-database.ts'
import { product } from '../../activation/line.ts'

/** How many a product of years has; each key has ten slots, of which its activations take the first ones. */
export type Size = { readonly keys: number; readonly activations: number }

/**
 * Fills the books of a ledger that has nothing but its product: keys, and activations of machines that nobody
 * has, each with its line of the audit, as the core would have written them. Gives what each activation takes
 * on the disk, in bytes.
 */
export async function fillBooks(address: DatabaseAddress, size: Size): Promise<number> {
  const database = address.kind === 'postgres' ? await postgres(address.url) : sqlite(address.file)
  const before = await database.bytes()
  for (const statement of statements(size, database.words)) await database.run(statement)
  const after = await database.bytes()
  await database.close()
  return (after - before) / size.activations
}

type Words = {
  /** The whole numbers from 0 to below `n`, as `i`. */
  readonly numbers: (n: number) => string
  readonly hardware: string
  readonly caseNumber: string
  readonly tidy: string
}

type Database = {
  readonly words: Words
  readonly run: (statement: string) => Promise<unknown>
  readonly bytes: () => Promise<number>
  readonly close: () => Promise<void>
}

function statements({ keys, activations }: Size, words: Words): readonly string[] {
  const each = activations / keys
  if (!Number.isInteger(each)) throw new RangeError('every key has as many activations')
  const { numbers, hardware, caseNumber, tidy } = words
  const at = 1_700_000_000_000
  const [serial, nth] = [`1 + i / ${each}`, `1 + i % ${each}`]
  return [
    `update products set minted = ${keys} where number = ${product}`,
    `insert into keys (product, serial, class, slots, used, activated, revision, minted_at)
      select ${product}, 1 + i, 'mak', 10, ${each}, ${each}, ${each}, ${at} from ${numbers(keys)}`,
    `insert into activations
        (product, serial, nth, hardware, case_number, activated_at, emergency)
      select ${product}, ${serial}, ${nth}, ${hardware}, ${caseNumber}, ${at}, 0
      from ${numbers(activations)}`,
    `insert into audit (at, kind, product, serial, case_number, entry)
      select ${at}, 'activated', ${product}, ${serial}, ${caseNumber},
        '{"kind":"activated","product":${product},"serial":' || (${serial}) || ',"nth":' || (${nth})
        || ',"hardware":"' || ${hardware} || '","emergency":false,"caseNumber":"' || ${caseNumber}
        || '","at":${at}}'
      from ${numbers(activations)}`,
    tidy,
  ]
}

function sqlite(file: string): Database {
  const database = new DatabaseSync(file)
  const size = database.prepare(
    'select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()',
  )
  return {
    words: {
      numbers: (n) => `(with recursive numbers(i) as
        (select 0 union all select i + 1 from numbers where i < ${n - 1}) select i from numbers)`,
      hardware: 'lower(hex(randomblob(8)))',
      caseNumber: "substr('00000000' || i, -8)",
      tidy: 'analyze',
    },
    run: async (statement) => database.exec(statement),
    bytes: async () => Number(size.get()?.['bytes']),
    close: async () => database.close(),
  }
}

async function postgres(url: string): Promise<Database> {
  const client = new Client({ connectionString: url })
  await client.connect()
  return {
    words: {
      numbers: (n) => `generate_series(0, ${n - 1}) as numbers(i)`,
      hardware: 'substr(md5(i::text), 1, 16)',
      caseNumber: "lpad(i::text, 8, '0')",
      tidy: 'vacuum analyze',
    },
    run: (statement) => client.query(statement),
    bytes: async () => {
      const { rows } = await client.query('select pg_database_size(current_database()) as bytes')
      return Number(rows[0]?.bytes)
    },
    close: () => client.end(),
  }
}
