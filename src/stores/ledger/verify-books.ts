import type { Kysely } from 'kysely'
import type { Difference } from '../../activation/audit.ts'
import type { Entry, OperatorEntry } from '../../activation/entry.ts'
import { type BookTable, booksByKey, noSerial, type PartOfBooks } from './books-by-key.ts'
import { type Comparison, compareRows } from './compare-rows.ts'
import type { LedgerTables } from './tables.ts'
import { type EntryOfKey, type Minting, replayKey } from './replay-key.ts'
import { type EntryOfProduct, replayProduct } from './replay-product.ts'

type Report = (difference: Difference) => void

type EntryOfBooks = Exclude<Entry, OperatorEntry>

/** Replays the audit against the tables, key by key, and reports every row that is not as it was written. */
export async function verifyBooks(db: Kysely<LedgerTables>, report: Report): Promise<void> {
  let serials = serialsOf(undefined, [])
  for await (const part of booksByKey(db)) {
    const { product, serial } = part
    const entries = part.entries.flatMap((written) => read(written, report))
    if (product !== serials.product) {
      serials.missingUpTo(Number.MAX_SAFE_INTEGER).forEach(report)
      const ofProduct = entries.filter(isOfProduct)
      const replayed = replayProduct(serial === noSerial ? ofProduct : [])
      serials = serialsOf(product, replayed.mintings)
      if (serial === noSerial) compare(part, replayed).forEach(report)
    }
    if (serial === noSerial) continue
    serials.missingUpTo(serial).forEach(report)
    const minting = serials.mintingOf(serial)
    const replayed = replayKey({ product, serial }, minting, entries.filter(isOfKey))
    compare(part, replayed).forEach(report)
  }
  serials.missingUpTo(Number.MAX_SAFE_INTEGER).forEach(report)
}

type Serials = {
  readonly product: number | undefined
  /** Serials that were minted and are not there, between the last one asked for and this one. */
  readonly missingUpTo: (serial: number) => readonly Difference[]
  /** Serials are asked for in their order. */
  readonly mintingOf: (serial: number) => Minting | undefined
}

function serialsOf(product: number | undefined, mintings: readonly Minting[]): Serials {
  let due = 1
  let index = 0
  const last = Math.max(0, ...mintings.slice(-1).map(lastOf))
  return {
    product,
    missingUpTo: (serial) => {
      const from = due
      const to = Math.min(serial - 1, last)
      due = serial + 1
      if (from > to) return []
      const name = `${product}/${from}`
      return [
        { where: `keys ${from === to ? name : `${name} to ${product}/${to}`}`, what: 'missing' },
      ]
    },
    mintingOf: (serial) => {
      while (index < mintings.length && lastOf(mintings[index]) < serial) index += 1
      const minting = mintings[index]
      return minting !== undefined && minting.first <= serial ? minting : undefined
    },
  }
}

function lastOf(minting: Minting | undefined): number {
  return minting === undefined ? 0 : minting.first + minting.count - 1
}

type Rows = Partial<Record<BookTable, Comparison['expected']>>

function compare(part: PartOfBooks, expected: Rows): readonly Difference[] {
  return (Object.keys(names) as BookTable[]).flatMap((table) =>
    compareRows({
      table,
      nameOf: names[table],
      expected: expected[table] ?? [],
      found: part[table],
    }),
  )
}

type Row = Comparison['expected'][number]

const named =
  (told: readonly string[], more: readonly string[] = []): Comparison['nameOf'] =>
  (row) => ({
    key: [...told, ...more].map((column) => String(row[column])).join('/'),
    told: told.map((column) => String(row[column])).join('/'),
  })

/** The id of a request is not in the audit: which one it is, is. */
function nameOfRequest(row: Row, index: number): ReturnType<Comparison['nameOf']> {
  const name = `${String(row['product'])}/${String(row['serial'])}/${index + 1}`
  return { key: name, told: name }
}

const names: Readonly<Record<BookTable, Comparison['nameOf']>> = {
  products: named(['number']),
  policies: named(['product', 'class']),
  keys: named(['product', 'serial']),
  activations: named(['product', 'serial', 'nth']),
  reactivations: named(['product', 'serial', 'nth'], ['hardware', 'case_number']),
  sunset_confirmations: named(['product', 'serial'], ['hardware', 'case_number']),
  extension_requests: nameOfRequest,
  overrides: named(['product', 'serial', 'id']),
}

function read(
  { id, entry }: PartOfBooks['entries'][number],
  report: Report,
): readonly EntryOfBooks[] {
  const parsed = parse(entry)
  if (parsed !== undefined) return [parsed]
  report({ where: `audit ${id}`, what: 'unreadable' })
  return []
}

function parse(text: string): EntryOfBooks | undefined {
  try {
    const entry = JSON.parse(text) as Partial<EntryOfBooks> | null
    const isKnown = entry?.kind !== undefined && Object.hasOwn(kinds, entry.kind)
    return isKnown ? (entry as EntryOfBooks) : undefined
  } catch {
    return undefined
  }
}

const kinds: Readonly<Record<EntryOfBooks['kind'], 'of-product' | 'of-key'>> = {
  'product-added': 'of-product',
  'product-state': 'of-product',
  'policy-set': 'of-product',
  minted: 'of-product',
  activated: 'of-key',
  reactivated: 'of-key',
  'confirmed-in-sunset': 'of-key',
  released: 'of-key',
  'extension-requested': 'of-key',
  refused: 'of-key',
  blocked: 'of-key',
  unblocked: 'of-key',
  extended: 'of-key',
  'extension-declined': 'of-key',
  'board-freed': 'of-key',
  'override-asked': 'of-key',
  'override-decided': 'of-key',
}

function isOfProduct(entry: EntryOfBooks): entry is EntryOfProduct {
  return kinds[entry.kind] === 'of-product'
}

function isOfKey(entry: EntryOfBooks): entry is EntryOfKey {
  return kinds[entry.kind] === 'of-key'
}
