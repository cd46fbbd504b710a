import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { type Kysely, sql } from 'kysely'
import type { KeyEntry } from '../../src/activation/entry.ts'
import type { KeyName, Ledger, LedgerKey, Standing } from '../../src/activation/ledger.ts'
import { defaultPolicies } from '../../src/activation/policy.ts'
import type { CaseNumber, Country } from '../../src/base/brand.ts'
import { openLedger } from '../../src/stores/ledger/ledger.ts'

/** What every engine's ledger must hold; `open` gives an empty database of that engine. */
export function describeLedger(engine: string, open: () => Promise<Kysely<unknown>>): void {
  describe(`the ledger on ${engine}`, () => {
    let database: Kysely<unknown>
    let ledger: Ledger
    beforeAll(async () => {
      database = await open()
      ledger = await openLedger(database)
    })
    afterAll(() => database.destroy())

    let product = 0
    beforeEach(async () => {
      product += 1
      await ledger.addProduct(named(product), act(0))
    })

    const mint = async (limit: number, rest: Partial<LedgerKey> = {}): Promise<KeyName> => {
      const { keyClass = 'mak', regions = [] } = rest
      const minted = await ledger.mint({ product, keyClass, limit, regions, count: 1 }, act(0))
      if (typeof minted === 'string') throw new Error(minted)
      return { product, serial: minted.first }
    }

    const standing = async (name: KeyName, hardware = machine(1)): Promise<Standing> => {
      const found = await ledger.look(name, hardware)
      if (typeof found === 'string') throw new Error(found)
      return found
    }

    const take = async (name: KeyName, hardware: Uint8Array, at = 1_000): Promise<string> => {
      const { revision, activated } = await standing(name)
      return ledger.record(activation(name, activated + 1, { hardware, at }), revision)
    }

    test('the cases of a key are found, the latest first, and each once', async () => {
      const [name, other] = [await mint(5), await mint(5)]
      await take(name, machine(1), 1_000)
      await take(name, machine(2), 3_000)
      await take(other, machine(3), 2_000)
      const cases = await ledger.casesOfKey(name)
      expect(cases.map(({ at }) => at)).toEqual([3_000])
      expect(await ledger.casesOfKey({ ...name, serial: 999 })).toEqual([])
    })

    describe('products and keys', () => {
      test('a product number is given once', async () => {
        expect(await ledger.addProduct(named(product), act(1))).toBe('taken')
        expect(await ledger.addProduct(named(4_095), act(1))).toBe('added')
      })

      test('serials are counted from one, batch after batch', async () => {
        const batch = { product, keyClass: 'mak', limit: 5, regions: [], count: 3 } as const
        expect(await ledger.mint(batch, act(0))).toEqual({ first: 1 })
        const regions = ['NL', 'BE'] as Country[]
        const other = { ...batch, keyClass: 'retail', limit: 1, regions } as const
        expect(await ledger.mint(other, act(0))).toEqual({ first: 4 })
        expect(await ledger.key({ product, serial: 3 })).toEqual({
          product,
          serial: 3,
          keyClass: 'mak',
          used: 0,
          limit: 5,
          blocked: undefined,
          regions: [],
        })
        expect(await ledger.key({ product, serial: 4 })).toMatchObject({
          keyClass: 'retail',
          limit: 1,
          regions,
        })
        expect(await ledger.key({ product, serial: 7 })).toBeUndefined()
        const page = await ledger.keys(product, { after: 2, atMost: 3 })
        expect(page.map(({ serial }) => serial)).toEqual([3, 4, 5])
      })

      test('nothing is minted for a product that is not there, nor beyond 30 bits', async () => {
        const batch = { product, keyClass: 'mak', limit: 5, regions: [], count: 2 } as const
        expect(await ledger.mint({ ...batch, product: 4_000 }, act(0))).toBe('unknown-product')
        await sql`update products set minted = ${2 ** 30 - 2} where number = ${product}`.execute(
          database,
        )
        expect(await ledger.mint(batch, act(0))).toBe('no-serials-left')
        expect(await ledger.mint({ ...batch, count: 1 }, act(0))).toEqual({ first: 2 ** 30 - 1 })
      })

      test('a key is blocked with its class and let go again', async () => {
        const name = await mint(1, { keyClass: 'retail' })
        expect(await ledger.block(name, 'leaked', act(5))).toMatchObject({ blocked: 'leaked' })
        expect(await ledger.key(name)).toMatchObject({ blocked: 'leaked' })
        expect(await ledger.block(name, undefined, act(6))).toMatchObject({ blocked: undefined })
        expect(await ledger.block({ product, serial: 99 }, 'leaked', act(5))).toBeUndefined()
      })

      test('a product is retired, put in its sunset, and names its successor', async () => {
        const name = await mint(1)
        await ledger.addProduct({ ...named(1_000 + product), name: 'The next one' }, act(0))
        const change = { state: 'retired', successor: 1_000 + product } as const
        expect(await ledger.setState(product, change, act(9))).toMatchObject({
          ...change,
          since: 9,
        })
        expect(await standing(name)).toMatchObject({
          product: { ...change, since: 9 },
          successor: 'The next one',
        })
        const sold = await ledger.setState(product, { state: 'sold' }, act(10))
        expect(sold).not.toHaveProperty('since')
        expect(await ledger.setState(4_001, { state: 'sold' }, act(10))).toBeUndefined()
      })

      test('a product has rules of its own for a class, and the usual ones for the others', async () => {
        const name = await mint(1)
        expect((await standing(name)).policy).toEqual(defaultPolicies.mak)
        const policy = { ...defaultPolicies.mak, equalEighths: 6, emergencies: true }
        expect(await ledger.setPolicy(product, 'mak', { policy, ...act(1) })).toBe('set')
        expect((await standing(name)).policy).toEqual(policy)
        expect(await ledger.policy(product, 'mak')).toEqual(policy)
        expect(await ledger.policy(product, 'retail')).toEqual(defaultPolicies.retail)
        expect(await ledger.setPolicy(4_002, 'mak', { policy, ...act(1) })).toBe('unknown-product')
      })
    })

    describe('what is decided on a look', () => {
      test('is written when nothing has changed since', async () => {
        const name = await mint(2)
        const { revision } = await standing(name)
        expect(await ledger.record(activation(name, 1), revision)).toBe('recorded')
        const after = await standing(name)
        expect(after).toMatchObject({ activated: 1, key: { used: 1 } })
        expect(after.alike).toEqual([{ nth: 1, hardware: machine(1), at: 1_000 }])
      })

      test('is not written when the key has changed, by whomever', async () => {
        const name = await mint(2)
        const { revision } = await standing(name)
        await ledger.block(name, 'stolen', act(1))
        expect(await ledger.record(activation(name, 1), revision)).toBe('changed')
        expect(await ledger.key(name)).toMatchObject({ used: 0 })
        const entries = await ledger.entriesOfCase(caseNumber, 0)
        expect(entries.filter((one) => 'product' in one && one.product === product)).toEqual([])
      })

      test.each<KeyEntry['kind']>([
        'reactivated',
        'released',
        'extension-requested',
        'confirmed-in-sunset',
      ])('of kind %s falls with its audit entry when the key has changed', async (kind) => {
        const name = await mint(2)
        await take(name, machine(1))
        const { revision } = await standing(name)
        const entry = entryOf(kind, name)
        expect(await ledger.record(entry, revision - 1)).toBe('changed')
        expect(await ledger.record(entry, revision)).toBe('recorded')
        const entries = await ledger.entriesOfCase(caseNumber, 0)
        expect(
          entries.filter((one) => one.kind === kind && 'product' in one && one.product === product),
        ).toEqual([entry])
      })

      test('of a key or a product that is not there says which', async () => {
        expect(await ledger.look({ product, serial: 99 }, machine(1))).toBe('unknown-key')
        expect(await ledger.look({ product: 4_003, serial: 1 }, machine(1))).toBe('unknown-product')
      })
    })

    describe('what the database itself refuses', () => {
      test('a slot more than the key has', async () => {
        const name = await mint(2)
        await take(name, machine(1))
        await take(name, machine(2))
        await expect(take(name, machine(3))).rejects.toThrow('never_more_than_the_slots')
        expect(await ledger.key(name)).toMatchObject({ used: 2 })
      })

      test('a second standing activation of one machine, also when nobody looked first', async () => {
        const name = await mint(2)
        await take(name, machine(1))
        await expect(take(name, machine(1))).rejects.toThrow(/unique/i)
        expect(await ledger.key(name)).toMatchObject({ used: 1 })
      })

      test('an activation of a key that is not there', async () => {
        const orphan =
          sql`insert into activations (product, serial, nth, hardware, case_number, activated_at)
          values (${product}, 99, 1, '0102030405060708', '12345674', 0)`.execute(database)
        await expect(orphan).rejects.toThrow(/foreign key/i)
      })

      test('a second request for more while one waits', async () => {
        const name = await mint(2)
        const ask = async (): Promise<string> =>
          ledger.record(entryOf('extension-requested', name), (await standing(name)).revision)
        await ask()
        await expect(ask()).rejects.toThrow(/unique/i)
      })

      test.each(['audit', 'seals'])('to change or remove a line of the %s', async (table) => {
        await mint(1)
        await sql`insert into seals (number, entry_id, seal)
          select ${product}, min(id), ${'0'.repeat(64)} from audit where product = ${product}`.execute(
          database,
        )
        const column = sql.ref(table === 'audit' ? 'at' : 'number')
        const update = sql`update ${sql.table(table)} set ${column} = ${column} + 1`
        await expect(update.execute(database)).rejects.toThrow('stays as it is')
        const removal = sql`delete from ${sql.table(table)}`
        await expect(removal.execute(database)).rejects.toThrow('stays as it is')
      })
    })

    test('only machines that share disk, network or everything are looked at', async () => {
      const name = await mint(9)
      const all = [
        Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
        Uint8Array.of(1, 2, 3, 4, 50, 6, 70, 8),
        Uint8Array.of(1, 2, 3, 4, 0, 6, 0, 8),
        Uint8Array.of(9, 9, 9, 9, 5, 9, 9, 9),
        Uint8Array.of(9, 9, 9, 9, 9, 9, 7, 9),
      ] as const
      for (const hardware of all) await take(name, hardware)
      const alike = async (hardware: Uint8Array): Promise<readonly number[]> =>
        (await standing(name, hardware)).alike.map(({ nth }) => nth)
      expect(await alike(all[0])).toEqual([1, 4, 5])
      expect(await alike(all[2])).toEqual([3])
      expect(await alike(Uint8Array.of(1, 2, 3, 4, 0, 6, 0, 9))).toEqual([])
    })

    test('an OEM key looks at the board too', async () => {
      const name = await mint(2, { keyClass: 'oem' })
      await take(name, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8))
      const { alike } = await standing(name, Uint8Array.of(9, 2, 9, 9, 9, 9, 9, 9))
      expect(alike.map(({ nth }) => nth)).toEqual([1])
    })

    describe('what has been', () => {
      const known = '30000004' as CaseNumber
      const question = (name: KeyName, nth?: number, hardware = machine(1), yearBegan = 0) =>
        ledger.history(name, { nth, hardware, caseNumber: known, yearBegan })

      test('of a key that nobody used is nothing', async () => {
        expect(await question(await mint(2))).toEqual({
          movesOfYear: { count: 0 },
          releasesOfYear: { count: 0 },
          slot: {
            fingerprintsOfYear: { count: 0 },
            isKnown: false,
            isCaseKnown: false,
            confirmations: 0,
          },
        })
      })

      test('counts slots given back and taken anew, emergencies and the request that waits', async () => {
        const name = await mint(1)
        await take(name, machine(1), 1_000)
        const record = async (entry: KeyEntry): Promise<void> => {
          expect(await ledger.record(entry, (await standing(name)).revision)).toBe('recorded')
        }
        await record({ ...entryOf('released', name), at: 2_000 })
        await take(name, machine(2), 3_000)
        await record({ ...entryOf('extension-requested', name), at: 4_000 })
        await record(activation(name, 3, { hardware: machine(3), at: 5_000, emergency: true }))
        expect(await ledger.key(name)).toMatchObject({ used: 2, limit: 2 })
        expect(await question(name)).toMatchObject({
          firstHardware: machine(1),
          movesOfYear: { count: 1, first: 5_000 },
          releasesOfYear: { count: 1, first: 2_000 },
          lastEmergency: 5_000,
          requested: caseNumber,
        })
        expect(await question(name, undefined, machine(1), 2_000)).toMatchObject({
          releasesOfYear: { count: 0 },
        })
        const waiting = await ledger.waitingRequests({ after: 0, atMost: 1_000 })
        expect(waiting).toContainEqual(expect.objectContaining({ ...name, at: 4_000 }))

        await ledger.extend(name, { more: 5, reason: 'they bought more' }, act(6_000))
        expect(await ledger.key(name)).toMatchObject({ used: 2, limit: 7 })
        expect(await question(name)).not.toHaveProperty('requested')
      })

      test('counts the other fingerprints of a slot, each once, and the cases', async () => {
        const name = await mint(1)
        await take(name, machine(1))
        const again = async (nth: number, of: string, at: number): Promise<void> => {
          const hardware = Buffer.from(machine(nth)).toString('hex')
          const entry = { ...entryOf('reactivated', name), hardware, at } as KeyEntry
          const inCase = { ...entry, caseNumber: of as CaseNumber }
          await ledger.record(inCase, (await standing(name)).revision)
        }
        await again(2, '20000007', 2_000)
        await again(2, '30000004', 3_000)
        await again(1, '30000004', 4_000)
        await again(3, '50000002', 5_000)
        expect(await question(name, 1, machine(2))).toMatchObject({
          slot: {
            fingerprintsOfYear: { count: 2, first: 2_000 },
            isKnown: true,
            isCaseKnown: true,
            confirmations: 4,
            lastCase: { caseNumber: '30000004', at: 3_000 },
          },
        })
        const { slot } = await question(name, 1, machine(4), 2_500)
        expect(slot).toEqual({
          fingerprintsOfYear: { count: 1, first: 5_000 },
          isKnown: false,
          isCaseKnown: false,
          confirmations: 4,
        })
      })

      test('a request that was declined waits no longer', async () => {
        const name = await mint(1)
        expect(await ledger.declineExtension(name, { reason: 'no', ...act(1) })).toBe(false)
        const entry = entryOf('extension-requested', name)
        await ledger.record(entry, (await standing(name)).revision)
        expect(await ledger.declineExtension(name, { reason: 'no', ...act(1) })).toBe(true)
        expect(await question(name)).not.toHaveProperty('requested')
      })
    })

    test('a case number is live while something happened under it', async () => {
      const name = await mint(1)
      const of = '87654321' as CaseNumber
      await ledger.note({ kind: 'refused', ...name, reason: 'blocked', caseNumber: of, at: 5_000 })
      expect(await ledger.isCaseLive(of, 4_999)).toBe(true)
      expect(await ledger.isCaseLive(of, 5_000)).toBe(false)
    })

    test('is ready while it can be written', async () => {
      expect(await ledger.isReady()).toBe(true)
    })
  })
}

const caseNumber = '12345674' as CaseNumber

const act = (at: number): { readonly by: string; readonly at: number } => ({ by: 'test', at })

const named = (
  number: number,
): { number: number; name: string; publicKey: string; keyCheck: string } => ({
  number,
  name: `Product ${number}`,
  publicKey: 'f'.repeat(160),
  keyCheck: '0123456789abcdef',
})

const machine = (nth: number): Uint8Array => Uint8Array.of(nth, 2, 3, 4, 5, 6, 7, 8)

type Activation = Extract<KeyEntry, { readonly kind: 'activated' }>

function activation(
  { product, serial }: KeyName,
  nth: number,
  more: { hardware?: Uint8Array; at?: number; emergency?: boolean } = {},
): Activation {
  const { hardware = machine(1), at = 1_000, emergency = false } = more
  return {
    kind: 'activated',
    product,
    serial,
    nth,
    hardware: Buffer.from(hardware).toString('hex'),
    emergency,
    caseNumber,
    at,
  }
}

/** An entry of this kind about the first activation of a key. */
function entryOf(kind: KeyEntry['kind'], name: KeyName): KeyEntry {
  const { hardware, emergency: _, ...first } = activation(name, 1, { at: 2_000 })
  switch (kind) {
    case 'activated':
      return activation(name, 1)
    case 'reactivated':
      return { ...first, kind, hardware }
    case 'confirmed-in-sunset':
      return { ...name, kind, hardware, caseNumber, at: 2_000 }
    case 'released':
      return { ...first, kind, by: 'caller' }
    case 'extension-requested':
      return { ...name, kind, caseNumber, at: 2_000 }
  }
}
