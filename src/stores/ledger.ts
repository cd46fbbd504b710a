import type { Kysely } from 'kysely'
import type {
  Batch,
  KeyName,
  Ledger,
  LedgerFacts,
  LedgerKey,
  Product,
} from '../activation/ledger.ts'
import type { BlockClass } from '../base/activation.ts'
import { createBooks, toKey, toProduct } from './books.ts'
import { ledgerSteps } from './ledger-steps.ts'
import type { LedgerTables } from './ledger-tables.ts'
import { migrate } from './migrate.ts'

/** The ledger in a database whose transactions write one after another; brings its tables up to date first. */
export async function openLedger(database: Kysely<unknown>): Promise<Ledger> {
  await migrate(database, 'ledger', ledgerSteps)
  const db = database.withTables<LedgerTables>()
  return {
    claim: (facts) => claim(db, facts),
    products: () => products(db),
    addProduct: (product, at) => addProduct(db, product, at),
    mint: (batch) => db.transaction().execute((transaction) => mint(transaction, batch)),
    key: (name) => createBooks(db).key(name),
    block: (name, as, at) => block(db, { ...name, as, at }),
    atomically: (work) => db.transaction().execute((transaction) => work(createBooks(transaction))),
  }
}

/** Rows of one insert: engines limit the values of a statement. */
const rowsAtOnce = 500

const mostSerials = 2 ** 30 - 1

async function claim(db: Kysely<LedgerTables>, facts: LedgerFacts): Promise<LedgerFacts> {
  await db
    .insertInto('ledger_facts')
    .values({ only: 1, key_check: facts.keyCheck, mode: facts.mode })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await db.selectFrom('ledger_facts').selectAll().executeTakeFirstOrThrow()
  return { keyCheck: row.key_check, mode: row.mode }
}

async function products(db: Kysely<LedgerTables>): Promise<readonly Product[]> {
  const rows = await db.selectFrom('products').selectAll().orderBy('number').execute()
  return rows.map(toProduct)
}

async function addProduct(
  db: Kysely<LedgerTables>,
  product: Omit<Product, 'minted'>,
  at: number,
): Promise<'added' | 'taken'> {
  const added = await db
    .insertInto('products')
    .values({
      number: product.number,
      name: product.name,
      public_key: product.publicKey,
      key_check: product.keyCheck,
      minted: 0,
      added_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('number')
    .executeTakeFirst()
  return added === undefined ? 'taken' : 'added'
}

async function mint(
  db: Kysely<LedgerTables>,
  batch: Batch,
): Promise<{ readonly first: number } | 'unknown-product' | 'no-serials-left'> {
  const counted = await db
    .updateTable('products')
    .set((eb) => ({ minted: eb('minted', '+', batch.count) }))
    .where('number', '=', batch.product)
    .where('minted', '<=', mostSerials - batch.count)
    .returning('minted')
    .executeTakeFirst()
  if (counted === undefined) {
    const product = await createBooks(db).product(batch.product)
    return product === undefined ? 'unknown-product' : 'no-serials-left'
  }
  const first = counted.minted - batch.count + 1
  for (let from = first; from <= counted.minted; from += rowsAtOnce) {
    const length = Math.min(rowsAtOnce, counted.minted - from + 1)
    const rows = Array.from({ length }, (_, index) => ({
      product: batch.product,
      serial: from + index,
      class: batch.keyClass,
      slots: batch.limit,
      used: 0,
      activated: 0,
      minted_at: batch.at,
    }))
    await db.insertInto('keys').values(rows).execute()
  }
  return { first }
}

async function block(
  db: Kysely<LedgerTables>,
  {
    product,
    serial,
    as,
    at,
  }: KeyName & { readonly as: BlockClass | undefined; readonly at: number },
): Promise<LedgerKey | undefined> {
  const row = await db
    .updateTable('keys')
    .set(
      as === undefined
        ? { blocked_as: null, blocked_at: null }
        : { blocked_as: as, blocked_at: at },
    )
    .where('product', '=', product)
    .where('serial', '=', serial)
    .returningAll()
    .executeTakeFirst()
  return row && toKey(row)
}
