/** What administrators do to the books: each change and its audit entry in one transaction. */
import type { ExpressionBuilder, Kysely, Selectable, UpdateObject } from 'kysely'
import type { Entry } from '../../activation/entry.ts'
import type { Act, Batch, KeyName, Ledger, LedgerKey } from '../../activation/ledger.ts'
import { defaultPolicies } from '../../activation/policy.ts'
import { note } from './audit.ts'
import type { LedgerTables } from './tables.ts'
import { ofPolicy, toKey, toPolicy, toProduct } from './rows.ts'
import { transact } from '../transact.ts'

type Database = Kysely<LedgerTables>

type Administration = Pick<
  Ledger,
  | 'addProduct'
  | 'setState'
  | 'policy'
  | 'setPolicy'
  | 'mint'
  | 'key'
  | 'keys'
  | 'block'
  | 'extend'
  | 'declineExtension'
  | 'freeBoard'
>

/** On a database each change is a transaction of its own; on a transaction, a part of that one. */
export function createAdministration(db: Database): Administration {
  const within = <T>(work: (transaction: Database) => Promise<T>): Promise<T> =>
    db.isTransaction ? work(db) : transact(db, work)
  return {
    addProduct: (product, act) => within((inside) => addProduct(inside, product, act)),
    setState: (number, change, act) =>
      within((inside) => setState(inside, { number, ...change }, act)),
    policy: (product, keyClass) => policy(db, product, keyClass),
    setPolicy: (product, keyClass, change) =>
      within((inside) => setPolicy(inside, { product, keyClass }, change)),
    mint: (batch, act) => within((inside) => mint(inside, batch, act)),
    key: (name) => key(db, name),
    keys: (product, page) => keys(db, product, page),
    block: (name, as, act) => within((inside) => block(inside, { ...name, as }, act)),
    extend: (name, grant, act) => within((inside) => extend(inside, { ...name, ...grant }, act)),
    declineExtension: (name, decision) =>
      within((inside) => declineExtension(inside, name, decision)),
    freeBoard: (name, act) => within((inside) => freeBoard(inside, name, act)),
  }
}

/** Rows of one insert: engines limit the values of a statement. */
const rowsAtOnce = 500

const mostSerials = 2 ** 30 - 1

async function addProduct(
  db: Database,
  { number, name, publicKey, keyCheck }: Parameters<Ledger['addProduct']>[0],
  { by, at }: Act,
): Promise<'added' | 'taken'> {
  const added = await db
    .insertInto('products')
    .values({
      number,
      name,
      public_key: publicKey,
      key_check: keyCheck,
      minted: 0,
      added_at: at,
      state: 'sold',
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('number')
    .executeTakeFirst()
  if (added === undefined) return 'taken'
  await note(db, { kind: 'product-added', product: number, name, publicKey, keyCheck, by, at })
  return 'added'
}

async function setState(
  db: Database,
  { number, state, successor }: { readonly number: number } & Parameters<Ledger['setState']>[1],
  { by, at }: Act,
): ReturnType<Ledger['setState']> {
  const row = await db
    .updateTable('products')
    .set((eb) => ({
      state,
      since:
        state === 'sold'
          ? null
          : eb.case().when('state', '=', state).then(eb.ref('since')).else(at).end(),
      ...(successor !== undefined && { successor }),
    }))
    .where('number', '=', number)
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) return undefined
  await note(db, {
    kind: 'product-state',
    product: number,
    state,
    successor: row.successor,
    by,
    at,
  })
  return toProduct(row)
}

async function policy(
  db: Database,
  ...[product, keyClass]: Parameters<Ledger['policy']>
): ReturnType<Ledger['policy']> {
  const row = await db
    .selectFrom('policies')
    .selectAll()
    .where('product', '=', product)
    .where('class', '=', keyClass)
    .executeTakeFirst()
  return row === undefined ? defaultPolicies[keyClass] : toPolicy(row)
}

async function setPolicy(
  db: Database,
  { product, keyClass }: Pick<Extract<Entry, { kind: 'policy-set' }>, 'product' | 'keyClass'>,
  { policy: rules, by, at }: Parameters<Ledger['setPolicy']>[2],
): ReturnType<Ledger['setPolicy']> {
  const known = await db
    .selectFrom('products')
    .select('number')
    .where('number', '=', product)
    .executeTakeFirst()
  if (known === undefined) return 'unknown-product'
  await db
    .insertInto('policies')
    .values({ product, class: keyClass, ...ofPolicy(rules) })
    .onConflict((conflict) => conflict.columns(['product', 'class']).doUpdateSet(ofPolicy(rules)))
    .execute()
  await note(db, { kind: 'policy-set', product, keyClass, policy: rules, by, at })
  return 'set'
}

async function mint(db: Database, batch: Batch, { by, at }: Act): ReturnType<Ledger['mint']> {
  const { product, keyClass, limit, regions, count } = batch
  const counted = await db
    .updateTable('products')
    .set((eb) => ({ minted: eb('minted', '+', count) }))
    .where('number', '=', product)
    .where('minted', '<=', mostSerials - count)
    .returning('minted')
    .executeTakeFirst()
  if (counted === undefined) {
    const known = await db
      .selectFrom('products')
      .select('number')
      .where('number', '=', product)
      .executeTakeFirst()
    return known === undefined ? 'unknown-product' : 'no-serials-left'
  }
  const first = counted.minted - count + 1
  for (let from = first; from <= counted.minted; from += rowsAtOnce) {
    const length = Math.min(rowsAtOnce, counted.minted - from + 1)
    const rows = Array.from({ length }, (_, index) => ({
      product,
      serial: from + index,
      class: keyClass,
      slots: limit,
      used: 0,
      activated: 0,
      revision: 0,
      regions: regions.join(','),
      minted_at: at,
    }))
    await db.insertInto('keys').values(rows).execute()
  }
  await note(db, { kind: 'minted', product, first, count, keyClass, limit, regions, by, at })
  return { first }
}

async function key(db: Database, { product, serial }: KeyName): Promise<LedgerKey | undefined> {
  const row = await db
    .selectFrom('keys')
    .selectAll()
    .where('product', '=', product)
    .where('serial', '=', serial)
    .executeTakeFirst()
  return row && toKey(row)
}

async function keys(
  db: Database,
  ...[product, { after, atMost }]: Parameters<Ledger['keys']>
): Promise<readonly LedgerKey[]> {
  const rows = await db
    .selectFrom('keys')
    .selectAll()
    .where('product', '=', product)
    .where('serial', '>', after)
    .orderBy('serial')
    .limit(atMost)
    .execute()
  return rows.map(toKey)
}

async function block(
  db: Database,
  { product, serial, as }: KeyName & { readonly as: Parameters<Ledger['block']>[1] },
  { by, at }: Act,
): Promise<LedgerKey | undefined> {
  const row = await change(db, { product, serial }, () =>
    as === undefined ? { blocked_as: null, blocked_at: null } : { blocked_as: as, blocked_at: at },
  )
  if (row === undefined) return undefined
  await note(
    db,
    as === undefined
      ? { kind: 'unblocked', product, serial, by, at }
      : { kind: 'blocked', product, serial, as, by, at },
  )
  return toKey(row)
}

async function extend(
  db: Database,
  { product, serial, more, reason }: KeyName & Parameters<Ledger['extend']>[1],
  { by, at }: Act,
): Promise<LedgerKey | undefined> {
  const row = await change(db, { product, serial }, (keys) => ({ slots: keys('slots', '+', more) }))
  if (row === undefined) return undefined
  await decide(db, { product, serial }, { granted: more, at })
  await note(db, { kind: 'extended', product, serial, more, reason, by, at })
  return toKey(row)
}

async function declineExtension(
  db: Database,
  { product, serial }: KeyName,
  { reason, by, at }: { readonly reason: string } & Act,
): Promise<boolean> {
  const wasWaiting = await decide(db, { product, serial }, { granted: 0, at })
  if (!wasWaiting) return false
  await change(db, { product, serial }, () => ({}))
  await note(db, { kind: 'extension-declined', product, serial, reason, by, at })
  return true
}

async function freeBoard(
  db: Database,
  { product, serial }: KeyName,
  { by, at }: Act,
): Promise<LedgerKey | undefined> {
  const row = await change(db, { product, serial }, (keys) => ({
    freed: keys.ref('activated'),
    used: 0,
  }))
  if (row === undefined) return undefined
  await db
    .updateTable('activations')
    .set({ released_at: at })
    .where('product', '=', product)
    .where('serial', '=', serial)
    .where('released_at', 'is', null)
    .execute()
  await note(db, { kind: 'board-freed', product, serial, by, at })
  return toKey(row)
}

async function decide(
  db: Database,
  { product, serial }: KeyName,
  { granted, at }: { readonly granted: number; readonly at: number },
): Promise<boolean> {
  const decided = await db
    .updateTable('extension_requests')
    .set({ decided_at: at, granted })
    .where('product', '=', product)
    .where('serial', '=', serial)
    .where('decided_at', 'is', null)
    .returning('id')
    .execute()
  return decided.length > 0
}

type Change = (keys: ExpressionBuilder<LedgerTables, 'keys'>) => UpdateObject<LedgerTables, 'keys'>

/** Changes a key's row: whoever has looked at it before decides anew. */
async function change(
  db: Database,
  { product, serial }: KeyName,
  of: Change,
): Promise<Selectable<LedgerTables['keys']> | undefined> {
  return db
    .updateTable('keys')
    .set((keys) => ({ ...of(keys), revision: keys('revision', '+', 1) }))
    .where('product', '=', product)
    .where('serial', '=', serial)
    .returningAll()
    .executeTakeFirst()
}
