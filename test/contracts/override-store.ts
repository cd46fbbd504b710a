import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Kysely, sql } from 'kysely'
import type { Entry } from '../../src/activation/entry.ts'
import type { KeyName, Ledger, LedgerKey } from '../../src/activation/ledger.ts'
import type { CaseNumber } from '../../src/base/brand.ts'
import type { OperatorId } from '../../src/base/operator.ts'
import {
  drawName,
  drawOperatorId,
  drawSecret,
  hashOfSecret,
} from '../../src/operators/accounts/secrets-of-chance.ts'
import type { AskedOverride, Override } from '../../src/operators/overrides/override.ts'
import {
  isNeeded,
  judge,
  type OverridePolicy,
} from '../../src/operators/overrides/override-policy.ts'
import { openLedger } from '../../src/stores/ledger/ledger.ts'
import { openOperatorStore, type OperatorStore } from '../../src/stores/operator-store.ts'
import { seal } from './sealing.ts'

/** What must hold of overrides on every engine; `open` gives an empty database of that engine. */
export function describeOverrideStore(engine: string, open: () => Promise<Kysely<unknown>>): void {
  describe(`overrides on ${engine}`, () => {
    let database: Kysely<unknown>
    let ledger: Ledger
    let store: OperatorStore
    beforeAll(async () => {
      database = await open()
      ledger = await openLedger(database)
      store = await openOperatorStore(database)
      await ledger.addProduct(
        { number: 1, name: 'One', publicKey: 'f'.repeat(160), keyCheck: '0123456789abcdef' },
        act,
      )
    })
    afterAll(() => database.destroy())

    const act = { by: 'cli', at: 1 }
    const somebody = async (): Promise<OperatorId> => {
      const id = drawOperatorId()
      const email = `${id.toLowerCase()}@example.com`
      const person = { id, name: 'Ann', email, roles: ['operator'] as const }
      const invitation = { hash: hashOfSecret(drawSecret()), expiresAt: 1_000 }
      await store.accounts.invite({ ...person, languages: [], countries: [] }, invitation, act)
      return id
    }
    const exhausted = async (keyClass: 'retail' | 'oem' | 'mak' = 'retail'): Promise<KeyName> => {
      const minted = await ledger.mint(
        { product: 1, keyClass, limit: 1, regions: [], count: 1 },
        act,
      )
      if (typeof minted === 'string') throw new Error(minted)
      const name = { product: 1, serial: minted.first }
      await activate(name, 1)
      return name
    }
    const activate = async (name: KeyName, nth: number): Promise<void> => {
      const look = await ledger.look(name, machine(nth))
      if (typeof look === 'string') throw new Error(look)
      const hardware = Buffer.from(machine(nth)).toString('hex')
      const entry = { kind: 'activated', ...name, nth, hardware, emergency: false, caseNumber, at }
      expect(await ledger.record(entry as never, look.revision)).toBe('recorded')
    }
    const asked = (rest: KeyName & Pick<AskedOverride, 'by'> & Partial<AskedOverride>) => ({
      id: drawName(),
      kind: 'extra-slot' as const,
      caseNumber,
      more: 1,
      reason: 'hardware-failed' as const,
      text: 'the board burnt',
      at,
      ...rest,
    })
    const ask = (one: AskedOverride, rules: Partial<OverridePolicy> = {}) =>
      store.overrides.ask(one, (ground) => judge(one, ground, { ...policy, ...rules }))
    const askedWell = async (one: AskedOverride): Promise<Override> => {
      const override = await ask(one)
      if (typeof override === 'string') throw new Error(override)
      return override
    }
    const decide = (id: string, by: OperatorId, isApproved = true) =>
      store.overrides.decide(id, { by, at: at + 1, isApproved }, (override, key) =>
        isNeeded(override.kind, key),
      )
    const keyOf = async (name: KeyName): Promise<LedgerKey> => {
      const key = await ledger.key(name)
      if (key === undefined) throw new Error('no key')
      return key
    }
    const entriesOf = async ({ serial }: KeyName): Promise<readonly Entry[]> => {
      const { rows } = await sql<{ readonly entry: string }>`
        select entry from audit where serial = ${serial} and product = 1 order by id`.execute(
        database,
      )
      return rows.map(({ entry }) => JSON.parse(entry) as Entry)
    }

    test('one slot more is granted at once, and the audit tells what was asked and what it did', async () => {
      const [name, by] = [await exhausted(), await somebody()]
      const one = asked({ ...name, by, evidence: 'ticket 12' })
      expect(await ask(one)).toEqual({ ...one, needsSecond: false })
      expect(await keyOf(name)).toMatchObject({ used: 1, limit: 2 })
      const { kind: _, ...rest } = one
      expect((await entriesOf(name)).slice(-2)).toEqual([
        { ...rest, kind: 'override-asked', override: 'extra-slot', needsSecond: false },
        { kind: 'extended', ...name, more: 1, reason: `override ${one.id}`, by, at },
      ])
      expect(await store.overrides.ofKey(name)).toEqual([{ ...one, needsSecond: false }])
    })

    test('more machines on a volume key wait for a second person, and are there once he says yes', async () => {
      const [name, by, other] = [await exhausted('mak'), await somebody(), await somebody()]
      const { id } = await askedWell(asked({ ...name, by, kind: 'extension', more: 20 }))
      expect(await keyOf(name)).toMatchObject({ limit: 1 })
      expect((await store.overrides.waiting()).map((one) => one.id)).toContain(id)
      const decided = { by: other, at: at + 1, isApproved: true }
      expect(await decide(id, other)).toMatchObject({ id, decided })
      expect(await keyOf(name)).toMatchObject({ limit: 21 })
      expect((await store.overrides.waiting()).map((one) => one.id)).not.toContain(id)
      expect((await entriesOf(name)).slice(-2)).toEqual([
        { kind: 'override-decided', id, ...name, caseNumber, ...decided },
        expect.objectContaining({ kind: 'extended', more: 20, by: other }),
      ])
    })

    test('what is declined does nothing, and is not approved after', async () => {
      const [name, by, other] = [await exhausted('mak'), await somebody(), await somebody()]
      const { id } = await askedWell(asked({ ...name, by, kind: 'extension', more: 20 }))
      expect(await decide(id, other, false)).toMatchObject({ decided: { isApproved: false } })
      expect(await decide(id, other)).toBe('decided')
      expect(await keyOf(name)).toMatchObject({ limit: 1 })
    })

    test('nobody decides on his own, nor on what is not there', async () => {
      const [name, by] = [await exhausted('mak'), await somebody()]
      const { id } = await askedWell(asked({ ...name, by, kind: 'extension', more: 20 }))
      expect(await decide(id, by)).toBe('own-override')
      expect(await decide(id, by, false)).toBe('own-override')
      expect(await decide('nothing', by)).toBe('unknown-override')
      expect(await keyOf(name)).toMatchObject({ limit: 1 })
    })

    test('of many who approve at once one does, and the key is changed once', async () => {
      const [name, by] = [await exhausted('mak'), await somebody()]
      const others = await Promise.all([somebody(), somebody(), somebody(), somebody()])
      const { id } = await askedWell(asked({ ...name, by, kind: 'extension', more: 20 }))
      const all = await Promise.all(others.map((other) => decide(id, other)))
      expect(all.filter((one) => typeof one !== 'string')).toHaveLength(1)
      expect(await keyOf(name)).toMatchObject({ limit: 21 })
    })

    test('two windows of an operator have one budget', async () => {
      const by = await somebody()
      const names = await Promise.all(Array.from({ length: 6 }, () => exhausted()))
      const all = await Promise.all(names.map((name) => ask(asked({ ...name, by }), { perDay: 3 })))
      expect(all.filter((one) => one === 'over-budget')).toHaveLength(3)
      expect(await store.overrides.askedBy(by, at - 1)).toBe(3)
      const tomorrow = at + 24 * 60 * 60 * 1000
      const later = asked({ ...(await exhausted()), by, at: tomorrow })
      expect(await ask(later, { perDay: 3 })).toMatchObject({ needsSecond: false })
    })

    test('of two operators who grant one key a slot at once, the second needs a second person', async () => {
      const name = await exhausted()
      const both = await Promise.all([somebody(), somebody()])
      const all = await Promise.all(both.map((by) => ask(asked({ ...name, by }))))
      const granted = all.filter((one) => typeof one === 'object' && !one.needsSecond)
      expect(granted).toHaveLength(1)
      expect(await keyOf(name)).toMatchObject({ limit: 2 })
    })

    test('a blocked key is let go by two', async () => {
      const [name, by, other] = [await exhausted(), await somebody(), await somebody()]
      await ledger.block(name, 'stolen', act)
      expect(await ask(asked({ ...name, by }))).toBe('not-needed')
      const { id } = await askedWell(asked({ ...name, by, kind: 'unblock', more: 0 }))
      await decide(id, other)
      expect((await keyOf(name)).blocked).toBeUndefined()
    })

    test('what the key no longer needs is not approved', async () => {
      const [name, by, other] = [await exhausted(), await somebody(), await somebody()]
      await ledger.block(name, 'stolen', act)
      const { id } = await askedWell(asked({ ...name, by, kind: 'unblock', more: 0 }))
      await ledger.block(name, undefined, act)
      expect(await decide(id, other)).toBe('not-needed')
      expect(await decide(id, other, false)).toMatchObject({ decided: { isApproved: false } })
    })

    test('an OEM key that is freed of its board belongs to the next one', async () => {
      const [name, by] = [await exhausted('oem'), await somebody()]
      const question = { nth: undefined, hardware: machine(2), caseNumber, yearBegan: 0 }
      expect((await ledger.history(name, question)).firstHardware).toEqual(machine(1))
      await askedWell(asked({ ...name, by, kind: 'other-board', more: 0 }))
      expect(await keyOf(name)).toMatchObject({ used: 0, limit: 1 })
      expect((await ledger.history(name, question)).firstHardware).toBeUndefined()
      await activate(name, 2)
      expect((await ledger.history(name, question)).firstHardware).toEqual(machine(2))
    })

    test('standing activations come with their cases, those first that are most like a machine', async () => {
      const [name, by] = [await exhausted(), await somebody()]
      await askedWell(asked({ ...name, by }))
      await activate(name, 2)
      const like = { hardware: machine(1), atMost: 10 }
      expect(await ledger.activationsOf(name, like)).toEqual([
        { nth: 1, hardware: machine(1), at, caseNumber },
        { nth: 2, hardware: machine(2), at, caseNumber },
      ])
      const other = { hardware: machine(2), atMost: 1 }
      expect((await ledger.activationsOf(name, other)).map(({ nth }) => nth)).toEqual([2])
    })

    test('nobody grants anything who was disabled meanwhile', async () => {
      const [name, by] = [await exhausted(), await somebody()]
      await store.accounts.setState(by, 'disabled', act)
      expect(await ask(asked({ ...name, by }))).toBe('unknown-operator')
      expect(await keyOf(name)).toMatchObject({ limit: 1 })
    })

    test('the audit replays all of it, and finds what was changed by hand', async () => {
      const verify = () => ledger.verifyAudit({ seal, kept: undefined, now: 1, atMost: 100 })
      const unsealed = /not sealed/
      const said = async (): Promise<readonly string[]> =>
        (await verify()).differences
          .map(({ where, what }) => `${where}: ${what}`)
          .filter((one) => !unsealed.test(one))
      expect(await said()).toEqual([])
      const [name, by] = [await exhausted('mak'), await somebody()]
      const { id } = await askedWell(asked({ ...name, by, kind: 'extension', more: 20 }))
      await sql`update overrides set decided_by = 'x', decided_at = 2, is_approved = 1, text = 'y'
        where id = ${id}`.execute(database)
      expect((await said()).toSorted()).toEqual(
        [
          'decided_at is 2, and nothing by the audit',
          'decided_by is "x", and nothing by the audit',
          'is_approved is 1, and nothing by the audit',
          'text is not what the audit says',
        ].map((what) => `overrides 1/${name.serial}/${id}: ${what}`),
      )
    })
  })
}

const at = 1_000_000_000

const caseNumber = '12345674' as CaseNumber

const policy = { perDay: 10, alonePerKey: 1, mostMachines: 100 }

const machine = (nth: number): Uint8Array => new Uint8Array(8).fill(nth)
