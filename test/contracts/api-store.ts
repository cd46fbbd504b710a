import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Kysely } from 'kysely'
import { outcomeLivesFor } from '../../src/api/once.ts'
import { drawToken, hashOfToken } from '../../src/api/token.ts'
import type { Ledger } from '../../src/activation/ledger.ts'
import { type ApiStore, openApiStore } from '../../src/stores/api-store.ts'
import { openLedger } from '../../src/stores/ledger/ledger.ts'

/** What the API's store must hold on every engine; `open` gives an empty database of that engine. */
export function describeApiStore(engine: string, open: () => Promise<Kysely<unknown>>): void {
  describe(`the API's store on ${engine}`, () => {
    let database: Kysely<unknown>
    let ledger: Ledger
    let store: ApiStore
    beforeAll(async () => {
      database = await open()
      ledger = await openLedger(database)
      store = await openApiStore(database)
      const product = { number: 1, name: 'One', publicKey: 'ab'.repeat(80), keyCheck: 'c' }
      await ledger.addProduct(product, { by: 'test', at: 0 })
    })
    afterAll(() => database.destroy())

    const named = (name: string) => ({
      name,
      hash: hashOfToken(drawToken()),
      scopes: ['batch', 'keys:read'] as const,
      createdAt: 5,
    })

    test('a token is found by its hash, with all that was said of it', async () => {
      const token = { ...named('one'), expiresAt: 2 ** 41 }
      expect(await store.tokens.add(token)).toBe('added')
      expect(await store.tokens.find(token.hash)).toEqual(token)
      expect(await store.tokens.find(hashOfToken('another'))).toBeUndefined()
    })

    test('a name is given once, until its token is removed', async () => {
      const [first, second] = [named('two'), named('two')]
      expect(await store.tokens.add(first)).toBe('added')
      expect(await store.tokens.add(second)).toBe('taken')
      expect(await store.tokens.find(second.hash)).toBeUndefined()
      expect(await store.tokens.remove('two')).toBe(true)
      expect(await store.tokens.remove('two')).toBe(false)
      expect(await store.tokens.find(first.hash)).toBeUndefined()
      expect(await store.tokens.add(second)).toBe('added')
    })

    test('tokens are listed by name, with the day of their last use', async () => {
      const token = named('three')
      await store.tokens.add(token)
      await store.tokens.noteUse(token.hash, 86_400_000)
      const listed = await store.tokens.list()
      expect(listed.map(({ name }) => name)).toEqual(listed.map(({ name }) => name).toSorted())
      expect(listed).toContainEqual({ ...token, lastUsedOn: 86_400_000 })
    })

    const batch = { product: 1, keyClass: 'mak', limit: 5, regions: [], count: 2 } as const
    const mintOnce = (name: string, { request = 'a', at = 0 } = {}) =>
      store.once({ name, request, at }, (books) => books.mint(batch, { by: 'test', at }))
    const minted = async (): Promise<number | undefined> =>
      (await ledger.products()).find(({ number }) => number === 1)?.minted

    test('what is asked twice is done once, and answered twice', async () => {
      const first = await mintOnce('twice')
      const before = await minted()
      expect(await mintOnce('twice')).toEqual(first)
      expect(await minted()).toBe(before)
    })

    test('what is asked many times at once is done once', async () => {
      const before = (await minted()) ?? 0
      const all = await Promise.all(Array.from({ length: 8 }, () => mintOnce('at-once')))
      expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1)
      expect(await minted()).toBe(before + batch.count)
    })

    test('a name that was used for something else does nothing', async () => {
      await mintOnce('other')
      const before = await minted()
      expect(await mintOnce('other', { request: 'b' })).toEqual({ kind: 'other-request' })
      expect(await minted()).toBe(before)
    })

    test('what failed may be asked again, and nothing of it was done', async () => {
      const before = (await minted()) ?? 0
      const failing = store.once({ name: 'fails', request: 'a', at: 0 }, async (books) => {
        await books.mint(batch, { by: 'test', at: 0 })
        throw new RangeError('in the middle')
      })
      await expect(failing).rejects.toThrow('in the middle')
      expect(await minted()).toBe(before)
      expect(await mintOnce('fails')).toEqual({ kind: 'done', outcome: { first: before + 1 } })
    })

    test('after a day a name is free again', async () => {
      await mintOnce('day', { at: 1_000 })
      const before = (await minted()) ?? 0
      await mintOnce('day', { at: 1_000 + outcomeLivesFor - 1 })
      expect(await minted()).toBe(before)
      await mintOnce('day', { at: 1_000 + outcomeLivesFor })
      expect(await minted()).toBe(before + batch.count)
    })
  })
}
