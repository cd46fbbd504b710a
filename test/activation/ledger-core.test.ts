import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createLedgerCore } from '../../src/activation/ledger-core.ts'
import { createKeyring } from '../../src/activation/keyring.ts'
import { addProduct, mintKeys } from '../../src/activation/mint-keys.ts'
import type { ActivationResult, Confirmed, KeyClass } from '../../src/base/activation.ts'
import type { CaseNumber, InstallationId } from '../../src/base/brand.ts'
import { drawCaseNumber } from '../../src/calls/case-number.ts'
import { createChecker } from '../../src/identifiers/confirmation-id.ts'
import { parseInstallationId } from '../../src/identifiers/installation-id.ts'
import { openLedger } from '../../src/stores/ledger/ledger.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { engines, temporaryAddresses } from '../stores/engines.ts'
import { openLineBehindHttp } from './behind-http.ts'
import { firstOf, type Line, machine, openLineAt, product } from './line.ts'

const act = { by: 'test', at: 0 }
const days = 24 * 60 * 60 * 1000

const homes = [
  ...engines.map((engine) => ({ home: engine, engine, open: openLineAt })),
  { home: 'another server', engine: 'sqlite', open: openLineBehindHttp },
] as const

describe.each(homes)('on $home', ({ engine, open }) => {
  const newAddress = temporaryAddresses(engine)

  let line: Line
  beforeEach(async () => {
    line = await open(await newAddress())
  })
  afterEach(() => line.close())

  const activate = (
    installationId: InstallationId,
    more: { licences?: readonly KeyClass[]; caseNumber?: CaseNumber } = {},
  ): Promise<ActivationResult> => line.core.activate({ installationId, licences: [], ...more })

  async function confirmed(...request: Parameters<typeof activate>): Promise<Confirmed> {
    const result = await activate(...request)
    if (result.kind === 'refused') throw new Error(result.reason)
    return result
  }

  describe('what is confirmed', () => {
    test('a genuine ID of a minted key gets an answer that the software accepts', async () => {
      const key = firstOf(await line.mint('mak', 3))
      const installationId = line.shows(key, machine(1))
      const result = await confirmed(installationId)
      expect(result).toMatchObject({
        kind: 'confirmed',
        installationId,
        keyClass: 'mak',
        used: 1,
        limit: 3,
        reactivation: false,
      })
      expect(result.caseNumber).toMatch(/^\d{8}$/)

      const { publicKey } = firstOf(await line.ledger.products())
      const parsed = parseInstallationId(installationId)
      const payload = parsed.kind === 'installation' ? parsed.payload : new Uint8Array()
      expect(createChecker(publicKey).check(result.confirmationId, payload).kind).toBe('genuine')
    })

    test('the published vectors get the published answers', async () => {
      const { valid } = JSON.parse(readFileSync('test/vectors/identifiers.json', 'utf8')) as {
        readonly valid: readonly Vector[]
      }
      const minted = valid.filter(({ serial }) => serial === 1)
      expect(minted.length).toBeGreaterThan(2)
      for (const vector of minted) {
        const database = await openDatabase(await newAddress())
        const ledger = await openLedger(database)
        const keyring = createKeyring([Buffer.from(vector.masterKey, 'hex')])
        const administration = { ledger, keyring, now: () => 0, by: 'test' }
        await addProduct(administration, { number: vector.product, name: 'A vector' })
        const keys = await mintKeys(administration, {
          product: vector.product,
          keyClass: 'retail',
          limit: 1,
          count: 1,
        })
        expect(keys).toEqual([expect.objectContaining({ productKey: vector.productKey })])
        const core = createLedgerCore({
          ...administration,
          drawCaseNumber: () => '00000000' as CaseNumber,
        })
        const result = await core.activate({ installationId: vector.installationId, licences: [] })
        expect(result).toMatchObject({ confirmationId: vector.confirmationId })
        await database.destroy()
      }
    })

    test('the same ID again gets the same answer and costs no slot', async () => {
      const installationId = line.shows(firstOf(await line.mint('retail', 1)), machine(1))
      const first = await confirmed(installationId)
      const again = await confirmed(installationId)
      expect(again).toEqual({ ...first, reactivation: true })
    })

    test('the same machine with a new graphics board costs no slot', async () => {
      const key = firstOf(await line.mint('retail', 1))
      await confirmed(line.shows(key, machine(1)))
      const changed = machine(1).with(1, 200).with(2, 201)
      const result = await confirmed(line.shows(key, changed))
      expect(result).toMatchObject({ reactivation: true, used: 1 })
    })

    test('a machine whose disk and network are both new is another machine', async () => {
      const key = firstOf(await line.mint('mak', 2))
      await confirmed(line.shows(key, machine(1)))
      const result = await confirmed(line.shows(key, machine(1).with(4, 200).with(6, 201)))
      expect(result).toMatchObject({ reactivation: false, used: 2 })
    })

    test('a changed machine is compared with what took the slot, not with what was seen last', async () => {
      const key = firstOf(await line.mint('retail', 1))
      const first = machine(1)
      const second = first.with(0, 200).with(1, 201).with(2, 202)
      const third = second.with(3, 203)
      await confirmed(line.shows(key, first))
      await confirmed(line.shows(key, second))
      expect(await activate(line.shows(key, third))).toMatchObject({ reason: 'exhausted' })
    })

    test('two keys of one product on one machine take a slot each', async () => {
      const [one, other] = await line.mint('retail', 1, 2)
      if (one === undefined || other === undefined) throw new Error('two were minted')
      await confirmed(line.shows(one, machine(1)))
      expect(await confirmed(line.shows(other, machine(1)))).toMatchObject({ reactivation: false })
    })

    test('what was confirmed is still there when the line starts again', async () => {
      const address = await newAddress()
      const before = await open(address)
      const key = firstOf(await before.mint('retail', 1))
      const request = { installationId: before.shows(key, machine(1)), licences: [] }
      const first = await before.core.activate(request)
      await before.close()

      const after = await open(address)
      const again = await after.core.activate(request)
      await after.close()
      expect(again).toEqual({ ...first, reactivation: true })
    })
  })

  describe('what is refused', () => {
    test('a group whose check digit is wrong, by its number', async () => {
      const installationId = line.shows(firstOf(await line.mint('retail', 1)), machine(1))
      const last = installationId[4] ?? ''
      const wrong = last.slice(0, 6) + ((Number(last[6]) + 1) % 10)
      const groups = installationId.with(4, wrong) as readonly string[] as InstallationId
      expect(await activate(groups)).toEqual({ kind: 'refused', reason: 'check-digit', group: 5 })
    })

    test('an ID that was made with no key of this publisher', async () => {
      const foreign = await open(await newAddress(), new Uint8Array(32).fill(8))
      const key = firstOf(await foreign.mint('retail', 1))
      const installationId = foreign.shows(key, machine(1))
      await foreign.close()
      await line.mint('retail', 1)
      expect(await activate(installationId)).toEqual({ kind: 'refused', reason: 'forged' })
    })

    test('nothing is learnt of unknown products, unknown or blocked keys without a proof', async () => {
      const key = firstOf(await line.mint('retail', 1))
      await line.ledger.block(key, 'stolen', act)
      const forger = await open(await newAddress(), new Uint8Array(32).fill(8))
      const names = [{ product: 7, serial: 1 }, { product, serial: 99 }, key]
      const answers = await Promise.all(
        names.map((name) => activate(forger.shows(name, machine(1)))),
      )
      await forger.close()
      expect(answers).toEqual(names.map(() => ({ kind: 'refused', reason: 'forged' })))
    })

    test('a genuine ID of a product that the ledger does not know', async () => {
      const installationId = line.shows({ product: 7, serial: 1 }, machine(1))
      expect(await activate(installationId)).toEqual({ kind: 'refused', reason: 'unknown-product' })
    })

    test('a genuine ID of a key that was never minted', async () => {
      const installationId = line.shows({ product, serial: 99 }, machine(1))
      expect(await activate(installationId)).toEqual({ kind: 'refused', reason: 'unknown-key' })
    })

    test('a blocked key, with its class, however often it was confirmed before', async () => {
      const key = firstOf(await line.mint('retail', 1))
      const installationId = line.shows(key, machine(1))
      await confirmed(installationId)
      await line.ledger.block(key, 'refunded', act)
      expect(await activate(installationId)).toEqual({
        kind: 'refused',
        reason: 'blocked',
        blockClass: 'refunded',
      })
      await line.ledger.block(key, undefined, act)
      expect(await confirmed(installationId)).toMatchObject({ reactivation: true })
    })

    test('a key whose class the called number does not serve', async () => {
      const installationId = line.shows(firstOf(await line.mint('mak', 5)), machine(1))
      expect(await activate(installationId, { licences: ['retail', 'oem'] })).toEqual({
        kind: 'refused',
        reason: 'not-served-here',
      })
      expect(await activate(installationId, { licences: ['mak'] })).toMatchObject({ used: 1 })
    })

    test('a machine that shows fewer than four components', async () => {
      const key = firstOf(await line.mint('retail', 1))
      const poor = Uint8Array.of(1, 2, 0, 0, 3, 0, 0, 0)
      expect(await activate(line.shows(key, poor))).toEqual({
        kind: 'refused',
        reason: 'too-little-hardware',
      })
      expect(await activate(line.shows(key, poor.with(6, 9)))).toMatchObject({ used: 1 })
    })

    test('another machine when all slots are taken', async () => {
      const key = firstOf(await line.mint('mak', 2))
      await confirmed(line.shows(key, machine(1)))
      await confirmed(line.shows(key, machine(2)))
      expect(await activate(line.shows(key, machine(3)))).toEqual({
        kind: 'refused',
        reason: 'exhausted',
        used: 2,
        limit: 2,
        extension: 'may-be-asked',
      })
      expect(await activate(line.shows(key, machine(2)))).toMatchObject({ reactivation: true })
    })

    test('a release ID, which is never signed', async () => {
      const key = firstOf(await line.mint('retail', 1))
      expect(await activate(line.shows(key, machine(1), 2))).toEqual({
        kind: 'refused',
        reason: 'unknown-version',
      })
    })
  })

  describe('case numbers', () => {
    test('a case that the line opened keeps its number', async () => {
      const key = firstOf(await line.mint('retail', 1))
      const installationId = line.shows(key, machine(1))
      const [first, later] = [drawCaseNumber(() => 1_000_001), drawCaseNumber(() => 1_000_002)]
      expect(await confirmed(installationId, { caseNumber: first })).toMatchObject({
        caseNumber: first,
      })
      line.clock.at += 1
      expect(await confirmed(installationId, { caseNumber: later })).toMatchObject({
        caseNumber: later,
        reactivation: true,
      })
      expect(await confirmed(installationId)).toMatchObject({ caseNumber: later })
    })

    test('a number in use is not drawn again for 90 days', async () => {
      const key = firstOf(await line.mint('mak', 9))
      const drawn = ['1', '1', '2', '1'] as CaseNumber[]
      const core = createLedgerCore({
        ledger: line.ledger,
        keyring: line.keyring,
        now: () => line.clock.at,
        drawCaseNumber: () => drawn.shift() ?? ('none' as CaseNumber),
      })
      const caseOf = async (nth: number): Promise<unknown> => {
        const installationId = line.shows(key, machine(nth))
        return core.activate({ installationId, licences: [] })
      }
      expect(await caseOf(1)).toMatchObject({ caseNumber: '1' })
      line.clock.at += 89 * days
      expect(await caseOf(2)).toMatchObject({ caseNumber: '2' })
      line.clock.at += 2 * days
      expect(await caseOf(3)).toMatchObject({ caseNumber: '1' })
    })

    test('who comes back after 90 days gets a new number, as his old one may be another’s', async () => {
      const installationId = line.shows(firstOf(await line.mint('retail', 1)), machine(1))
      const first = await confirmed(installationId)
      line.clock.at += 91 * days
      const second = await confirmed(installationId)
      expect(second.caseNumber).not.toBe(first.caseNumber)
      expect((await confirmed(installationId)).caseNumber).toBe(second.caseNumber)
    })
  })

  describe('health', () => {
    test('the core is ready while the ledger can be written, and unable when it cannot', async () => {
      expect(await line.core.health()).toBe('ready')
      const gone = await open(await newAddress())
      await gone.close()
      expect(await gone.core.health()).toBe('unable')
    })
  })
})

type Vector = {
  readonly masterKey: string
  readonly product: number
  readonly serial: number
  readonly productKey: string
  readonly installationId: InstallationId
  readonly confirmationId: readonly string[]
}
