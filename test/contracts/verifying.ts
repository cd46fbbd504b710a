import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type Kysely, sql } from 'kysely'
import type { AuditHead, ExportedRow, ExportRequest, Verified } from '../../src/activation/audit.ts'
import { createSeal } from '../../src/activation/audit-seal.ts'
import { sealAll } from '../../src/activation/audit-sealer.ts'
import type { KeyEntry } from '../../src/activation/entry.ts'
import type { Ledger } from '../../src/activation/ledger.ts'
import { defaultPolicies } from '../../src/activation/policy.ts'
import type { CaseNumber, Country } from '../../src/base/brand.ts'
import { createSecrets } from '../../src/identifiers/secrets.ts'
import { engineOf } from '../../src/stores/engine.ts'
import type { LedgerTables } from '../../src/stores/ledger/tables.ts'
import { openLedger } from '../../src/stores/ledger/ledger.ts'
import { type DatabaseAddress, openDatabase } from '../../src/stores/open-database.ts'
import { refuse, seal } from './sealing.ts'

/** What every engine must find in books that somebody with the database's password changed. */
export function describeVerifying(
  engine: string,
  newAddress: () => Promise<DatabaseAddress>,
): void {
  describe(`the verification of the audit on ${engine}`, () => {
    let address: DatabaseAddress
    let db: Kysely<LedgerTables>
    let ledger: Ledger
    let kept: AuditHead | undefined
    beforeEach(async () => {
      address = await newAddress()
      const database = await openDatabase(address)
      db = database.withTables<LedgerTables>()
      ledger = await openLedger(database)
      await keepBooks(ledger)
      await sealAll(ledger, seal)
      kept = await ledger.auditHead()
    })
    afterEach(() => db.destroy())

    const verify = (rest: { kept?: AuditHead | undefined; now?: number } = {}): Promise<Verified> =>
      ledger.verifyAudit({ seal, kept: undefined, now: 1_000_000, atMost: 100, ...rest })
    const said = ({ differences }: Verified): readonly string[] =>
      differences.map(({ where, what }) => `${where}: ${what}`)
    const attack = async (...statements: readonly string[]): Promise<void> => {
      await disarm(db)
      for (const statement of statements) await sql.raw(statement).execute(db)
    }

    test('books that are as they were written are clean, with their head and without', async () => {
      const clean = { sealed: entries, unsealed: 0, head: kept, differences: [], count: 0 }
      expect(await verify()).toEqual(clean)
      expect(await verify({ kept })).toEqual(clean)
      await refuse(ledger, 1)
      await sealAll(ledger, seal)
      expect(await verify({ kept })).toMatchObject({ sealed: entries + 1, count: 0 })
    })

    test('nothing at all is clean, unless a head was kept', async () => {
      await attack(...everyTable.map((table) => `delete from ${table}`))
      expect(await verify()).toEqual({
        sealed: 0,
        unsealed: 0,
        head: undefined,
        differences: [],
        count: 0,
      })
      expect(said(await verify({ kept }))).toEqual([
        `seals 1 to ${entries}: cut off: the head that was kept is later`,
      ])
    })

    test('an entry of this moment may be unsealed, an older one not', async () => {
      await refuse(ledger, 1)
      expect(await verify({ now: 1_000 })).toMatchObject({ unsealed: 1, count: 0 })
      expect(said(await verify({ now: 11_000 }))).toEqual([
        `audit ${entries + 1}: not sealed, and no longer new`,
      ])
    })

    describe('finds in the audit', () => {
      test.each<[string, string]>([
        [
          'an altered entry',
          `update audit set entry = replace(entry, 'stolen', 'leaked') where id = 8`,
        ],
        ['an altered column', 'update audit set at = at + 1 where id = 8'],
        ['an altered seal', `update seals set seal = '${'0'.repeat(64)}' where number = 8`],
        ['nothing made of an empty text', `update audit set case_number = '' where id = 8`],
      ])('%s', async (_what, statement) => {
        await attack(statement)
        expect(said(await verify())).toContain('audit 8: altered, or its seal 8 is')
      })

      test('a line that was removed, with its seal and without', async () => {
        await attack('delete from audit where id = 9')
        expect(said(await verify())).toContain('audit 9: removed; seal 9 stands for it')
        await attack('delete from seals where number = 9')
        expect(said(await verify())).toContain('seals 9: missing')
        await attack(
          'update seals set number = number + 1000 where number > 9',
          'update seals set number = number - 1001 where number > 1000',
        )
        const { count, differences } = await verify()
        expect(differences[0]).toEqual({ where: 'audit 10', what: 'altered, or its seal 9 is' })
        expect(count).toBeGreaterThan(entries - 9)
      })

      test('a line that was put in between', async () => {
        await attack('update seals set number = number + 100 where number > 4')
        await attack('update seals set number = number - 99 where number > 100')
        await sql`insert into audit (at, kind, product, serial, entry)
          values (1, 'refused', 1, 1, '{"kind":"refused","product":1,"serial":1,"at":1}')`.execute(
          db,
        )
        await sql`insert into seals values (5, ${entries + 1}, ${'a'.repeat(64)})`.execute(db)
        const { differences } = await verify()
        expect(differences.map(({ where }) => where)).toEqual([
          `audit ${entries + 1}`,
          ...Array.from({ length: entries - 4 }, (_, index) => `audit ${index + 5}`),
        ])
      })

      test('a line that was put in and left for nobody to seal', async () => {
        await sql`insert into audit (id, at, kind, product, serial, entry) ${overriding(db)}
          values (-5, 1, 'refused', 1, 1, '{"kind":"refused","product":1,"serial":2,"at":1}')`.execute(
          db,
        )
        expect(said(await verify())).toEqual([
          'audit -5: not sealed, and no longer new',
          'audit -5: not what its entry says',
        ])
      })

      test('two lines that changed places, or their seals', async () => {
        await attack(
          'update seals set entry_id = 1000 where number = 7',
          'update seals set entry_id = 7 where number = 8',
          'update seals set entry_id = 8 where number = 7',
        )
        expect(said(await verify())).toEqual([
          'audit 8: altered, or its seal 7 is',
          'audit 7: altered, or its seal 8 is',
        ])
      })

      test('an end that was cut off, tables and all, by the head that was kept', async () => {
        await refuse(ledger, 1)
        await sealAll(ledger, seal)
        const later = await ledger.auditHead()
        await attack(
          `delete from seals where number > ${entries}`,
          `delete from audit where id > ${entries}`,
        )
        expect(await verify()).toMatchObject({ count: 0 })
        expect(await verify({ kept })).toMatchObject({ count: 0 })
        expect(said(await verify({ kept: later }))).toEqual([
          `seals ${entries + 1}: cut off: the head that was kept is later`,
        ])
      })

      test('a chain made anew without the master key', async () => {
        await attack('delete from seals')
        await sealAll(ledger, createSeal(createSecrets(new Uint8Array(32).fill(8))))
        const { count, differences } = await verify()
        expect(count).toBe(entries)
        expect(differences[0]).toEqual({ where: 'audit 1', what: 'altered, or its seal 1 is' })
      })

      test('a chain made anew with the master key, by the head that was kept', async () => {
        await attack(
          `update audit set entry = replace(entry, 'they bought', 'a gift of') where id = 13`,
          'delete from seals',
        )
        await sealAll(ledger, seal)
        expect(await verify()).toMatchObject({ count: 0 })
        expect(said(await verify({ kept }))).toEqual([
          `seals ${entries}: not the head that was kept: the chain was made anew`,
        ])
      })

      test('what is no entry', async () => {
        await attack(`update audit set entry = '{"kind":' where id = 1`)
        expect(said(await verify())).toEqual(
          expect.arrayContaining(['audit 1: unreadable', 'products 1: stands in no entry']),
        )
      })
    })

    describe('finds in the tables', () => {
      test.each<[string, string, readonly string[]]>([
        [
          'a slot given back without a release',
          'update keys set used = used - 1 where serial = 1',
          ['keys 1/1: used is 1, and 2 by the audit'],
        ],
        [
          'more slots',
          'update keys set slots = 500 where serial = 1',
          ['keys 1/1: slots is 500, and 5 by the audit'],
        ],
        [
          'a key that was let go again',
          'update keys set blocked_as = null, blocked_at = null where serial = 2',
          [
            'keys 1/2: blocked_as is nothing, and "stolen" by the audit',
            'keys 1/2: blocked_at is nothing, and 8000 by the audit',
          ],
        ],
        [
          'another class and other countries',
          `update keys set class = 'retail', regions = '' where serial = 3`,
          [
            'keys 1/3: class is "retail", and "mak" by the audit',
            'keys 1/3: regions is "", and "NL,BE" by the audit',
          ],
        ],
        ['a key that was removed', 'delete from keys where serial = 4', ['keys 1/4: missing']],
        [
          'many keys that were removed',
          'delete from keys where serial > 3',
          ['keys 1/4 to 1/5: missing'],
        ],
        [
          'a key that nobody minted',
          `insert into keys (product, serial, class, slots, minted_at) values (1, 77, 'mak', 9, 0)`,
          ['keys 1/77: stands in no entry'],
        ],
        [
          'another machine in a slot',
          `update activations set hardware = 'ffffffffffffffff' where nth = 2`,
          ['activations 1/1/2: hardware is not what the audit says'],
        ],
        [
          'an activation that was removed',
          'delete from activations where nth = 3',
          ['activations 1/1/3: missing'],
        ],
        [
          'an activation that nobody made',
          `insert into activations (product, serial, nth, hardware, case_number, activated_at)
            values (1, 3, 1, 'aaaaaaaaaaaaaaaa', '12345674', 1)`,
          ['activations 1/3/1: stands in no entry'],
        ],
        [
          'a release that was undone',
          'update activations set released_at = null where nth = 1',
          ['activations 1/1/1: released_at is nothing, and 6000 by the audit'],
        ],
        [
          'a reactivation that was forgotten',
          'delete from reactivations',
          ['reactivations 1/1/2: missing'],
        ],
        [
          'a confirmation in sunset that was forgotten',
          'delete from sunset_confirmations',
          ['sunset_confirmations 1/1: missing'],
        ],
        [
          'a request that was never granted',
          'update extension_requests set granted = 50 where id = 2',
          ['extension_requests 1/1/2: granted is 50, and 0 by the audit'],
        ],
        [
          'a product on sale again, with another successor',
          `update products set state = 'sold', since = null, successor = 3 where number = 1`,
          [
            'products 1: state is "sold", and "sunset" by the audit',
            'products 1: since is nothing, and 15000 by the audit',
            'products 1: successor is 3, and 2 by the audit',
          ],
        ],
        [
          'serials that were counted on',
          'update products set minted = 9 where number = 1',
          ['products 1: minted is 9, and 5 by the audit'],
        ],
        [
          'softer rules',
          'update policies set equal_eighths = 1',
          ['policies 1/mak: equal_eighths is 1, and 6 by the audit'],
        ],
        ['rules that were removed', 'delete from policies', ['policies 1/mak: missing']],
      ])('%s', async (_what, statement, differences) => {
        await attack(statement)
        expect(said(await verify({ kept }))).toEqual(differences)
      })
    })

    test('tells the first differences and counts all', async () => {
      await attack('update seals set number = number + 1000')
      const { differences, count } = await ledger.verifyAudit({
        seal,
        kept: undefined,
        now: 0,
        atMost: 1,
      })
      expect(differences).toHaveLength(1)
      expect(count).toBe(entries)
      await attack(`update keys set slots = slots + 7`)
      expect(await ledger.verifyAudit({ seal, kept, now: 0, atMost: 2 })).toMatchObject({
        count: entries + 5,
        differences: [{ where: 'seals 1 to 1000' }, { where: 'audit 2' }],
      })
    })

    test('what is exported are the rows, with their times in words, page after page', async () => {
      const exported = async (request: ExportRequest): Promise<readonly ExportedRow[]> => {
        const rows = []
        for await (const row of ledger.exportRows(request)) rows.push(row)
        return rows
      }
      const activations = await exported({ table: 'activations', since: 0 })
      expect(activations).toHaveLength(3)
      expect(activations[0]).toEqual({
        product: 1,
        serial: 1,
        nth: 1,
        hardware: '0101010101010101',
        case_number: caseNumber,
        activated_at: '1970-01-01T00:00:02.000Z',
        emergency: 0,
        released_at: '1970-01-01T00:00:06.000Z',
      })
      expect(await exported({ table: 'activations', since: 2_001 })).toEqual([])
      await ledger.mint(
        { product: 2, keyClass: 'retail', limit: 1, regions: [], count: 1_500 },
        act(0),
      )
      const keys = await exported({ table: 'keys', since: 0 })
      expect(keys.map(({ product, serial }) => `${product}/${serial}`)).toEqual([
        ...[1, 2, 3, 4, 5].map((serial) => `1/${serial}`),
        ...Array.from({ length: 1_500 }, (_, index) => `2/${index + 1}`),
      ])
      expect(keys[0]).toMatchObject({ product_name: 'Product 1', limit: 5, used: 2 })
      const audit = await exported({ table: 'audit', since: 15_000 })
      expect(audit.map(({ number, kind }) => [number, kind])).toEqual([
        [18, 'product-state'],
        [19, 'confirmed-in-sunset'],
      ])
      expect(await verify({ now: 0 })).toMatchObject({ unsealed: 1, count: 0 })
    })

    test('keeps nobody from writing, and sees none of what is written meanwhile', async () => {
      const elsewhere = await openDatabase(address)
      const other = await openLedger(elsewhere)
      let [isVerifying, meanwhile] = [true, 0]
      const verified = verify({ now: 1_000 }).finally(() => (isVerifying = false))
      while (isVerifying) {
        for (const as of ['stolen', undefined] as const) {
          await other.block({ product: 1, serial: 5 }, as, act(1_000))
          if (isVerifying) meanwhile += 1
        }
      }
      await elsewhere.destroy()
      expect(await verified).toMatchObject({ sealed: entries, count: 0 })
      expect(meanwhile).toBeGreaterThan(0)
    })
  })
}

/** Every kind of entry; one line of the audit each, in this order. */
async function keepBooks(ledger: Ledger): Promise<void> {
  const product = 1
  for (const number of [1, 2]) await ledger.addProduct(named(number), act(1_000))
  const policy = { ...defaultPolicies.mak, equalEighths: 6, emergencies: true }
  await ledger.setPolicy(product, 'mak', { policy, ...act(1_000) })
  const batch = { product, keyClass: 'mak', limit: 2, regions: [], count: 2 } as const
  await ledger.mint(batch, act(1_000))
  await ledger.mint({ ...batch, count: 3, regions: ['NL', 'BE'] as Country[] }, act(1_000))
  const key = { product, serial: 1 }
  const write = async (entry: KeyEntry): Promise<void> => {
    const look = await ledger.look(key, new Uint8Array(8))
    if (typeof look === 'string') throw new Error(look)
    expect(await ledger.record(entry, look.revision)).toBe('recorded')
  }
  const take = (nth: number, emergency = false): Promise<void> =>
    write({ kind: 'activated', ...key, nth, ...on(nth), emergency, at: 2_000 })
  await take(1)
  await take(2)
  await ledger.block({ product, serial: 2 }, 'stolen', act(8_000))
  await write({ kind: 'released', ...key, nth: 1, caseNumber, by: 'caller', at: 6_000 })
  await take(3)
  await write({ kind: 'reactivated', ...key, nth: 2, ...on(9), at: 7_000 })
  await write({ kind: 'extension-requested', ...key, caseNumber, at: 9_000 })
  await ledger.extend(key, { more: 3, reason: 'they bought more' }, act(10_000))
  await write({ kind: 'extension-requested', ...key, caseNumber, at: 11_000 })
  await ledger.declineExtension(key, { reason: 'they have enough', ...act(12_000) })
  await ledger.block({ product, serial: 3 }, 'leaked', act(13_000))
  await ledger.block({ product, serial: 3 }, undefined, act(14_000))
  await ledger.setState(product, { state: 'sunset', successor: 2 }, act(15_000))
  await write({ kind: 'confirmed-in-sunset', ...key, ...on(7), at: 16_000 })
  await refuse(ledger, 3)
}

const entries = 20

const caseNumber = '12345674' as CaseNumber

const act = (at: number): { readonly by: string; readonly at: number } => ({ by: 'test', at })

const on = (machine: number): { readonly hardware: string; readonly caseNumber: CaseNumber } => ({
  hardware: `0${machine}`.repeat(8),
  caseNumber,
})

const named = (
  number: number,
): { number: number; name: string; publicKey: string; keyCheck: string } => ({
  number,
  name: `Product ${number}`,
  publicKey: 'f'.repeat(160),
  keyCheck: '0123456789abcdef',
})

/** So that each may be emptied when those before it are. */
const everyTable = [
  'seals',
  'audit',
  'extension_requests',
  'sunset_confirmations',
  'reactivations',
  'activations',
  'keys',
  'policies',
  'products',
]

/** What somebody with the database's password does first. */
async function disarm(db: Kysely<LedgerTables>): Promise<void> {
  if (engineOf(db) === 'postgres') {
    for (const table of everyTable) {
      await sql`alter table ${sql.table(table)} disable trigger all`.execute(db)
    }
    return
  }
  await sql`pragma foreign_keys = off`.execute(db)
  for (const table of ['audit', 'seals']) {
    for (const change of ['update', 'delete']) {
      await sql`drop trigger if exists ${sql.id(`${table}_stays_as_it_is_on_${change}`)}`.execute(
        db,
      )
    }
  }
}

function overriding(db: Kysely<LedgerTables>): ReturnType<typeof sql.raw> {
  return sql.raw(engineOf(db) === 'postgres' ? 'overriding system value' : '')
}
