import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { type Kysely, sql } from 'kysely'
import type { Confirmation, Ledger } from '../../src/activation/ledger.ts'
import type { CaseNumber } from '../../src/base/brand.ts'
import { openLedger } from '../../src/stores/ledger.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { temporaryFolders } from './temporary-folder.ts'

const newFolder = temporaryFolders()

let database: Kysely<unknown>
let ledger: Ledger
beforeAll(async () => {
  database = await openDatabase({ kind: 'sqlite', file: join(newFolder(), 'line.db') })
  ledger = await openLedger(database)
})
afterAll(() => database.destroy())

let product = 0
beforeEach(async () => {
  product += 1
  await ledger.addProduct(named(product), 0)
})

const named = (
  number: number,
): { number: number; name: string; publicKey: string; keyCheck: string } => ({
  number,
  name: `Product ${number}`,
  publicKey: 'f'.repeat(160),
  keyCheck: '0123456789abcdef',
})

const confirmation = (first: number): Confirmation => ({
  hardware: Uint8Array.of(first, 2, 3, 4, 5, 6, 7, 8),
  caseNumber: '12345674' as CaseNumber,
  at: 1_000,
})

describe('products and keys', () => {
  test('a product number is given once', async () => {
    expect(await ledger.addProduct(named(product), 1)).toBe('taken')
    expect(await ledger.addProduct(named(4_095), 1)).toBe('added')
  })

  test('serials are counted from one, batch after batch', async () => {
    const batch = { product, keyClass: 'mak', limit: 5, count: 3, at: 0 } as const
    expect(await ledger.mint(batch)).toEqual({ first: 1 })
    expect(await ledger.mint({ ...batch, keyClass: 'retail', limit: 1 })).toEqual({ first: 4 })
    expect(await ledger.key({ product, serial: 3 })).toEqual({
      product,
      serial: 3,
      keyClass: 'mak',
      used: 0,
      limit: 5,
      blocked: undefined,
    })
    expect(await ledger.key({ product, serial: 4 })).toMatchObject({ keyClass: 'retail', limit: 1 })
    expect(await ledger.key({ product, serial: 7 })).toBeUndefined()
  })

  test('nothing is minted for a product that is not there, nor beyond 30 bits', async () => {
    const batch = { product, keyClass: 'mak', limit: 5, count: 2, at: 0 } as const
    expect(await ledger.mint({ ...batch, product: 4_000 })).toBe('unknown-product')
    await sql`update products set minted = ${2 ** 30 - 2} where number = ${product}`.execute(
      database,
    )
    expect(await ledger.mint(batch)).toBe('no-serials-left')
    expect(await ledger.mint({ ...batch, count: 1 })).toEqual({ first: 2 ** 30 - 1 })
  })

  test('a key is blocked with its class and let go again', async () => {
    await ledger.mint({ product, keyClass: 'retail', limit: 1, count: 1, at: 0 })
    const name = { product, serial: 1 }
    expect(await ledger.block(name, 'leaked', 5)).toMatchObject({ blocked: 'leaked' })
    expect(await ledger.key(name)).toMatchObject({ blocked: 'leaked' })
    expect(await ledger.block(name, undefined, 6)).toMatchObject({ blocked: undefined })
    expect(await ledger.block({ product, serial: 9 }, 'leaked', 5)).toBeUndefined()
  })
})

describe('what the database itself refuses', () => {
  const name = (): { product: number; serial: number } => ({ product, serial: 1 })

  beforeEach(async () => {
    await ledger.mint({ product, keyClass: 'mak', limit: 2, count: 1, at: 0 })
    await ledger.atomically((books) => books.takeSlot(name(), confirmation(1)))
  })

  test('a slot more than the key has', async () => {
    const take = (first: number): Promise<unknown> =>
      ledger.atomically((books) => books.takeSlot(name(), confirmation(first)))
    expect([await take(11), await take(12)]).toEqual([2, 'full'])
    const forced = sql`update keys set used = used + 1, activated = activated + 1
      where product = ${product}`.execute(database)
    await expect(forced).rejects.toThrow('never_more_than_the_slots')
  })

  test('a second standing activation of one machine, also when nobody looked first', async () => {
    const again = ledger.atomically((books) => books.takeSlot(name(), confirmation(1)))
    await expect(again).rejects.toThrow('UNIQUE constraint failed')
    expect(await ledger.key(name())).toMatchObject({ used: 1 })
  })

  test('an activation of a key that is not there', async () => {
    const orphan =
      sql`insert into activations (product, serial, nth, hardware, case_number, activated_at)
      values (${product}, 99, 1, '0102030405060708', '12345674', 0)`.execute(database)
    await expect(orphan).rejects.toThrow('FOREIGN KEY constraint failed')
  })

  test('a machine whose slot was given back may take one again', async () => {
    await sql`update activations set released_at = 2000 where product = ${product}`.execute(
      database,
    )
    await sql`update keys set used = 0 where product = ${product}`.execute(database)
    expect(await ledger.atomically((books) => books.takeSlot(name(), confirmation(1)))).toBe(1)
  })

  test('half of a change: what fails in the middle leaves nothing', async () => {
    const failing = ledger.atomically(async (books) => {
      await books.takeSlot(name(), confirmation(9))
      throw new Error('interrupted')
    })
    await expect(failing).rejects.toThrow('interrupted')
    expect(await ledger.key(name())).toMatchObject({ used: 1 })
    expect(
      await ledger.atomically((books) => books.alike(name(), confirmation(9).hardware)),
    ).toEqual([{ nth: 1, hardware: confirmation(1).hardware }])
  })
})

test('only machines that share disk, network or everything are looked at', async () => {
  await ledger.mint({ product, keyClass: 'mak', limit: 9, count: 1, at: 0 })
  const name = { product, serial: 1 }
  const standing = [
    Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    Uint8Array.of(1, 2, 3, 4, 50, 6, 70, 8),
    Uint8Array.of(1, 2, 3, 4, 0, 6, 0, 8),
    Uint8Array.of(9, 9, 9, 9, 5, 9, 9, 9),
    Uint8Array.of(9, 9, 9, 9, 9, 9, 7, 9),
  ]
  await ledger.atomically(async (books) => {
    for (const hardware of standing) {
      await books.takeSlot(name, { ...confirmation(0), hardware })
    }
  })
  const alike = async (hardware: Uint8Array | undefined): Promise<readonly number[]> => {
    const found = await ledger.atomically((books) =>
      books.alike(name, hardware ?? new Uint8Array(8)),
    )
    return found.map(({ nth }) => nth)
  }
  expect(await alike(standing[0])).toEqual([1, 4, 5])
  expect(await alike(standing[2])).toEqual([3])
  expect(await alike(Uint8Array.of(1, 2, 3, 4, 0, 6, 0, 9))).toEqual([])
})
