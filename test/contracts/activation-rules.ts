import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Policy } from '../../src/activation/policy.ts'
import type {
  ActivationRequest,
  ActivationResult,
  Confirmed,
  KeyClass,
  ReleaseResult,
} from '../../src/base/activation.ts'
import type { CaseNumber, Country } from '../../src/base/brand.ts'
import { drawCaseNumber } from '../../src/calls/case-number.ts'
import {
  anyMachine,
  firstOf,
  type KeyOfProduct,
  type Line,
  machine,
  product,
} from '../activation/line.ts'

const hour = 60 * 60 * 1000
const day = 24 * hour
const act = { by: 'test', at: 0 }
const [board, disk, network] = [1, 4, 6]

/** The rules of every class of keys; `open` gives a core of this kind on an empty database. */
export function describeRules(kind: string, open: () => Promise<Line>): void {
  describe(`the rules, with the books ${kind}`, () => {
    let line: Line
    beforeAll(async () => {
      line = await open()
    })
    afterAll(() => line.close())

    type More = Partial<ActivationRequest>

    const mint = async (keyClass: KeyClass, limit = 1, regions: readonly string[] = []) =>
      firstOf(await line.mint(keyClass, limit, { regions }))

    const activate = (
      key: KeyOfProduct,
      hardware: Uint8Array,
      more: More = {},
    ): Promise<ActivationResult> =>
      line.core.activate({ installationId: line.shows(key, hardware), licences: [], ...more })

    const confirmed = async (...request: Parameters<typeof activate>): Promise<Confirmed> => {
      const result = await activate(...request)
      if (result.kind === 'refused') throw new Error(result.reason)
      return result
    }

    const release = (key: KeyOfProduct, hardware: Uint8Array): Promise<ReleaseResult> =>
      line.core.release({ releaseId: line.shows(key, hardware, 2) })

    const later = (ms: number): void => void (line.clock.at += ms)

    const withPolicy = async (keyClass: KeyClass, change: Partial<Policy>): Promise<void> => {
      const policy = { ...(await line.ledger.policy(product, keyClass)), ...change }
      await line.ledger.setPolicy(product, keyClass, { policy, ...act })
    }

    describe('retail keys', () => {
      test('are for one machine, and for another one when the first gave its slot back', async () => {
        const key = await mint('retail')
        await confirmed(key, machine(1))
        expect(await activate(key, machine(2))).toEqual({
          kind: 'refused',
          reason: 'exhausted',
          used: 1,
          limit: 1,
          extension: 'none',
        })
        later(25 * hour)
        expect(await release(key, machine(1))).toMatchObject({
          kind: 'released',
          used: 0,
          limit: 1,
        })
        expect(await confirmed(key, machine(2))).toMatchObject({ reactivation: false, used: 1 })
        expect(await activate(key, machine(1))).toMatchObject({ reason: 'exhausted' })
      })

      test('move to a new machine three times a year, and again when the year is over', async () => {
        const key = await mint('retail')
        await withPolicy('retail', { releasesPerYear: 100 })
        await confirmed(key, machine(0))
        const begun = line.clock.at + 25 * hour
        for (let move = 1; move <= 3; move += 1) {
          later(25 * hour)
          await release(key, machine(move - 1))
          await confirmed(key, machine(move))
        }
        later(25 * hour)
        await release(key, machine(3))
        expect(await activate(key, machine(4))).toEqual({
          kind: 'refused',
          reason: 'limited',
          to: 'new-machines',
          until: begun + 365 * day,
        })
        expect(await activate(key, machine(3))).toMatchObject({ to: 'new-machines' })
        line.clock.at = begun + 365 * day
        expect(await confirmed(key, machine(4))).toMatchObject({ used: 1 })
        await withPolicy('retail', { releasesPerYear: 3 })
      })
    })

    describe('OEM keys', () => {
      const first = machine(1)
      const repaired = (nth: number): Uint8Array => machine(nth).with(board, first[board] ?? 0)

      test('stay with the board they were sold with, whatever else is changed', async () => {
        const key = await mint('oem')
        await confirmed(key, first)
        expect(await confirmed(key, repaired(2))).toMatchObject({ reactivation: true, used: 1 })
        expect(await activate(key, first.with(board, 99))).toEqual({
          kind: 'refused',
          reason: 'other-board',
        })
      })

      test('stay with it also when the slot was given back', async () => {
        const key = await mint('oem')
        await confirmed(key, first)
        later(25 * hour)
        await release(key, first)
        expect(await activate(key, machine(2))).toMatchObject({ reason: 'other-board' })
        expect(await confirmed(key, repaired(3))).toMatchObject({ reactivation: false, used: 1 })
      })

      test('of a machine that names no board go by the whole machine', async () => {
        const key = await mint('oem')
        await confirmed(key, first.with(board, 0))
        expect(await confirmed(key, first.with(board, 0).with(0, 99))).toMatchObject({
          reactivation: true,
        })
        expect(await activate(key, machine(2))).toMatchObject({ reason: 'exhausted' })
      })
    })

    describe('MAKs', () => {
      test('count each machine once, up to their limit', async () => {
        const key = await mint('mak', 3)
        for (const nth of [1, 2, 3]) {
          expect(await confirmed(key, machine(nth))).toMatchObject({ used: nth, limit: 3 })
        }
        expect(await activate(key, machine(4))).toMatchObject({
          reason: 'exhausted',
          extension: 'may-be-asked',
        })
      })

      test('are extended when somebody grants it', async () => {
        const key = await mint('mak', 1)
        await confirmed(key, machine(1))
        const installationId = line.shows(key, machine(2))
        const caseNumber = drawCaseNumber(() => 1)
        const asked = await line.core.requestExtension({ installationId, caseNumber })
        expect(asked).toEqual({ kind: 'requested', already: false, caseNumber })
        const other = drawCaseNumber(() => 2)
        expect(await line.core.requestExtension({ installationId, caseNumber: other })).toEqual({
          kind: 'requested',
          already: true,
          caseNumber,
        })
        expect(await activate(key, machine(2))).toMatchObject({ extension: 'asked' })
        await line.ledger.extend(key, { more: 50, reason: 'they bought more' }, act)
        expect(await confirmed(key, machine(2))).toMatchObject({ used: 2, limit: 51 })
      })

      test('of a product that allows it have one emergency a month while a request waits', async () => {
        await withPolicy('mak', { emergencies: true })
        const key = await mint('mak', 1)
        await confirmed(key, machine(1))
        expect(await activate(key, machine(2))).toMatchObject({ reason: 'exhausted' })
        await line.core.requestExtension({ installationId: line.shows(key, machine(2)) })
        expect(await confirmed(key, machine(2))).toMatchObject({
          emergency: true,
          used: 2,
          limit: 2,
        })
        expect(await confirmed(key, machine(2))).toMatchObject({
          emergency: false,
          reactivation: true,
        })
        later(29 * day)
        expect(await activate(key, machine(3))).toMatchObject({ reason: 'exhausted' })
        later(2 * day)
        expect(await confirmed(key, machine(3))).toMatchObject({ emergency: true, limit: 3 })
        await withPolicy('mak', { emergencies: false })
      })

      test('only MAKs are extended', async () => {
        const key = await mint('retail')
        const installationId = line.shows(key, machine(1))
        expect(await line.core.requestExtension({ installationId })).toMatchObject({
          kind: 'refused',
          reason: 'exhausted',
          extension: 'none',
        })
      })
    })

    describe('KMS keys', () => {
      const caseOf = (nth: number): CaseNumber => drawCaseNumber(() => 1_000_000 + nth)

      test('of a host are for six hosts', async () => {
        const key = await mint('kms-host', 6)
        for (let nth = 1; nth <= 6; nth += 1) await confirmed(key, machine(nth))
        expect(await activate(key, machine(7))).toEqual({ kind: 'refused', reason: 'host-limit' })
      })

      test('activate each host ten times, a case counted once', async () => {
        const key = await mint('kms-host', 6)
        for (let nth = 1; nth <= 10; nth += 1) {
          await confirmed(key, machine(1), { caseNumber: caseOf(nth) })
          await confirmed(key, machine(1), { caseNumber: caseOf(nth) })
        }
        const more = { caseNumber: caseOf(11) }
        expect(await activate(key, machine(1), more)).toMatchObject({ reason: 'host-limit' })
        expect(await confirmed(key, machine(2), more)).toMatchObject({ used: 2 })
      })

      test('of clients are activated by their own network', async () => {
        const key = await mint('kms-client', 0)
        expect(await activate(key, machine(1))).toEqual({
          kind: 'refused',
          reason: 'network-activated',
        })
      })
    })

    describe('regions', () => {
      test('are refused elsewhere, and where nobody knows from where it is asked, not', async () => {
        const key = await mint('mak', 9, ['NL', 'BE'])
        const from = (country: string): More => ({ country: country as Country })
        expect(await activate(key, machine(1), from('US'))).toEqual({
          kind: 'refused',
          reason: 'wrong-region',
        })
        expect(await confirmed(key, machine(1), from('BE'))).toMatchObject({ used: 1 })
        expect(await confirmed(key, machine(2))).toMatchObject({ used: 2 })
      })
    })

    describe('the same machine', () => {
      test('is confirmed again for four other fingerprints a year, each as often as it asks', async () => {
        const key = await mint('retail')
        const changed = (nth: number): Uint8Array => machine(1).with(2, 100 + nth)
        const began = line.clock.at
        await confirmed(key, machine(1))
        for (let nth = 1; nth <= 4; nth += 1) await confirmed(key, changed(nth))
        expect(await activate(key, changed(5))).toEqual({
          kind: 'refused',
          reason: 'limited',
          to: 'reactivations',
          until: began + 365 * day,
        })
        expect(await confirmed(key, changed(3))).toMatchObject({ reactivation: true })
        expect(await confirmed(key, machine(1))).toMatchObject({ reactivation: true })
        later(366 * day)
        expect(await confirmed(key, changed(5))).toMatchObject({ reactivation: true })
      })

      test('is as strict as the product says', async () => {
        const key = await mint('mak', 2)
        await confirmed(key, machine(1))
        const changed = machine(1).with(0, 200).with(2, 201)
        await withPolicy('mak', { equalEighths: 7 })
        expect(await confirmed(key, changed)).toMatchObject({ reactivation: false, used: 2 })
        await withPolicy('mak', { equalEighths: 5 })
      })
    })

    describe('giving a slot back', () => {
      test('is answered the same when it is asked twice, or when nothing was taken', async () => {
        const key = await mint('mak', 3)
        await confirmed(key, machine(1))
        await confirmed(key, machine(2))
        later(25 * hour)
        const first = await release(key, machine(1))
        expect(first).toMatchObject({ kind: 'released', keyClass: 'mak', used: 1, limit: 3 })
        expect(await release(key, machine(1))).toMatchObject({ kind: 'released', used: 1 })
        expect(await release(key, machine(3))).toMatchObject({ kind: 'released', used: 1 })
        expect(await line.ledger.key(key)).toMatchObject({ used: 1 })
      })

      test('is not possible within a day of the activation, nor more than three times a year', async () => {
        const key = await mint('mak', 9)
        for (const nth of [1, 2, 3, 4]) await confirmed(key, machine(nth))
        const { at } = line.clock
        later(23 * hour)
        expect(await release(key, machine(1))).toEqual({
          kind: 'refused',
          reason: 'limited',
          to: 'release-too-soon',
          until: at + day,
        })
        later(hour)
        for (const nth of [1, 2, 3]) await release(key, machine(nth))
        expect(await release(key, machine(4))).toEqual({
          kind: 'refused',
          reason: 'limited',
          to: 'releases',
          until: at + day + 365 * day,
        })
        const installationId = line.shows(key, machine(4))
        const byOperator = { releaseId: installationId, operator: 'somebody' }
        expect(await line.core.release(byOperator)).toMatchObject({ kind: 'released', used: 0 })
      })

      test('goes by the machine, though it has changed a little since', async () => {
        const key = await mint('retail')
        await confirmed(key, machine(1))
        later(25 * hour)
        expect(await release(key, machine(1).with(3, 99))).toMatchObject({ used: 0 })
      })

      test('needs a release ID, and an activation an installation ID', async () => {
        const key = await mint('retail')
        const installationId = line.shows(key, machine(1))
        expect(await line.core.release({ releaseId: installationId })).toEqual({
          kind: 'refused',
          reason: 'unknown-version',
        })
        const releaseId = line.shows(key, machine(1), 2)
        expect(await line.core.activate({ installationId: releaseId, licences: [] })).toEqual({
          kind: 'refused',
          reason: 'unknown-version',
        })
      })

      test('of a forged ID or a blocked key is refused', async () => {
        const key = await mint('retail')
        const forged = line.shows({ product, serial: 99_999 }, machine(1), 2).with(8, '0000000')
        expect(await line.core.release({ releaseId: forged as never })).toMatchObject({
          kind: 'refused',
        })
        await line.ledger.block(key, 'stolen', act)
        expect(await release(key, machine(1))).toMatchObject({ blockClass: 'stolen' })
      })
    })

    describe('what is left to somebody who cheats', () => {
      test('walking, three components at a time: five IDs a slot and year, and no step further', async () => {
        const key = await mint('retail')
        const first = anyMachine(1)
        const changed = (from: Uint8Array, parts: readonly number[], step: number): Uint8Array =>
          parts.reduce((hardware, part) => hardware.with(part, 1 + ((step * 7 + part) % 255)), from)
        const answers = new Set<string>()
        const ask = async (hardware: Uint8Array): Promise<boolean> => {
          const result = await activate(key, hardware)
          if (result.kind === 'confirmed') answers.add(result.confirmationId.join(''))
          return result.kind === 'confirmed'
        }
        await ask(first)
        for (let step = 0; step < 100; step += 1) {
          const near = changed(first, [0, 2, 3], step)
          await ask(near)
          // Whatever was accepted last is no new beginning.
          expect(await ask(changed(near, [1, 5, 7], step))).toBe(false)
        }
        expect(answers.size).toBe(5)
        expect(await line.ledger.key(key)).toMatchObject({ used: 1 })
      })

      test.each([10, 40])(
        '%i machines from one image: five of them, as their disks or networks differ',
        async (count) => {
          const key = await mint('retail')
          // Copied disks say the same name; the network cards are the machines' own.
          const image = anyMachine(7)
          let answers = 0
          for (let nth = 0; nth < count; nth += 1) {
            const { kind } = await activate(key, image.with(network, 1 + nth))
            answers += kind === 'confirmed' ? 1 : 0
          }
          expect(answers).toBe(5)
          expect(await line.ledger.key(key)).toMatchObject({ used: 1 })
        },
      )

      test('machines of one model with their own disks and networks take a slot each', async () => {
        const key = await mint('mak', 10)
        const model = anyMachine(8)
        for (let nth = 1; nth <= 10; nth += 1) {
          const own = model.with(disk, nth).with(network, 100 + nth)
          expect(await confirmed(key, own)).toMatchObject({ used: nth, reactivation: false })
        }
      })

      test('giving back without stopping: three machines more a year', async () => {
        const key = await mint('retail')
        let machines = 0
        for (let round = 0; round < 150; round += 1) {
          const { kind } = await activate(key, anyMachine(round))
          machines += kind === 'confirmed' ? 1 : 0
          later(25 * hour)
          await release(key, anyMachine(round))
          later(25 * hour)
        }
        expect(machines).toBe(4)
      })
    })

    // These change the product for all keys, and so come last.
    describe('products', () => {
      test('that are retired say since when, and what takes their place', async () => {
        const key = await mint('mak', 5)
        await confirmed(key, machine(1))
        await line.ledger.addProduct(
          {
            number: 43,
            name: 'Example Office 2',
            publicKey: '',
            keyCheck: line.secrets.keyCheck(),
          },
          act,
        )
        const at = line.clock.at
        await line.ledger.setState(product, { state: 'retired', successor: 43 }, { by: 'test', at })
        expect(await activate(key, machine(1))).toEqual({
          kind: 'refused',
          reason: 'retired-product',
          since: at,
          successor: 'Example Office 2',
        })
      })

      test('in their sunset confirm every genuine key, without a limit and without a slot', async () => {
        const act = { by: 'test', at: line.clock.at }
        await line.ledger.setState(product, { state: 'sunset' }, act)
        const key = await mint('retail')
        for (let nth = 1; nth <= 20; nth += 1) await confirmed(key, machine(nth))
        expect(await line.ledger.key(key)).toMatchObject({ used: 1, limit: 1 })
        await line.ledger.block(key, 'leaked', act)
        expect(await activate(key, machine(1))).toMatchObject({ reason: 'blocked' })
        await line.ledger.setState(product, { state: 'sold' }, act)
      })
    })
  })
}
