import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createReader } from '../../src/activation/reader.ts'
import type { ReadResult } from '../../src/base/activation.ts'
import type { InstallationId } from '../../src/base/brand.ts'
import type { Keyed, KeyedItem } from '../../src/base/keyed.ts'
import { checkDigit } from '../../src/identifiers/digit-groups.ts'
import { createProver, type Prover } from '../../src/identifiers/installation-id.ts'
import { temporaryAddresses } from '../stores/engines.ts'
import { openLineBehindHttp } from './behind-http.ts'
import { firstOf, type KeyOfProduct, type Line, machine, openLineAt, product } from './line.ts'

const newAddress = temporaryAddresses('sqlite')

const homes = [
  { home: 'by the line itself', open: openLineAt },
  { home: 'by another server', open: openLineBehindHttp },
]

describe.each(homes)('$home', ({ open }) => {
  let line: Line
  let key: KeyOfProduct
  let installationId: InstallationId
  let foreignDigits: string
  beforeAll(async () => {
    line = await open(await newAddress())
    key = firstOf(await line.mint('retail', 1))
    installationId = line.shows(key, machine(1))
    const foreign = await open(await newAddress(), new Uint8Array(32).fill(8))
    foreignDigits = foreign.shows(key, machine(1)).join('')
    await foreign.close()
  })
  afterAll(() => line.close())

  const read = (...keyed: readonly string[]): Promise<ReadResult> =>
    line.core.read({ keyed: keyed.map(pressed), atMost: 20_000 })

  describe('what was keyed', () => {
    test('an ID that was keyed as it stands is read as it stands', async () => {
      expect(await read(installationId.join(''))).toEqual({
        kind: 'genuine',
        installationId,
        healed: false,
      })
    })

    test('a wrong digit in each of two groups is healed', async () => {
      const keyed = change(change(installationId.join(''), 17), 44)
      expect(await read(keyed)).toEqual({ kind: 'genuine', installationId, healed: true })
    })

    test('a slip in the serial is healed too, though the key it seems to be was never minted', async () => {
      const keyed = change(installationId.join(''), 9)
      expect(await read(keyed)).toEqual({ kind: 'genuine', installationId, healed: true })
    })

    test('a genuine ID of a key that the ledger does not know is still read', async () => {
      const unknown = line.shows({ product, serial: 77 }, machine(1))
      const other = line.shows({ product: 7, serial: 1 }, machine(1))
      expect(await read(unknown.join(''))).toMatchObject({ installationId: unknown })
      expect(await read(other.join(''))).toMatchObject({ installationId: other })
    })

    test('of this call and what an earlier one brought in, the one that is genuine is read', async () => {
      const digits = installationId.join('')
      expect(await read(digits.slice(28), digits)).toMatchObject({
        kind: 'genuine',
        installationId,
      })
    })

    test('a release ID is told from an installation ID', async () => {
      const releaseId = line.shows(key, machine(1), 2)
      expect(await read(releaseId.join(''))).toEqual({ kind: 'release', releaseId, healed: false })
    })

    test('reading changes nothing in the ledger', async () => {
      await read(installationId.join(''))
      expect(await line.ledger.key(key)).toMatchObject({ used: 0 })
    })
  })

  describe('what no reading makes genuine', () => {
    test('the groups worth asking for are named, first the one in which the readings differ most', async () => {
      const digits = change(foreignDigits, 30)
      const result = await line.core.read({ keyed: [pressed(digits)], atMost: 500 })
      expect(result).toEqual({ kind: 'unreadable', groups: expect.any(Array) })
      expect(result).toHaveProperty(['groups', '0'], 5)
    })

    test('of an entry that was hardly read the group is named that does not fit', async () => {
      const keyed = [pressed(change(foreignDigits, 30))]
      expect(await line.core.read({ keyed, atMost: 1 })).toEqual({
        kind: 'unreadable',
        groups: [5],
      })
    })

    test('no more readings are tried than were asked for', async () => {
      const keyed = [pressed(change(installationId.join(''), 60))]
      expect(await line.core.read({ keyed, atMost: 0 })).toMatchObject({ kind: 'unreadable' })
      expect(await line.core.read({ keyed, atMost: 2_000 })).toMatchObject({ kind: 'genuine' })
    })

    test('nothing keyed is unreadable', async () => {
      expect(await line.core.read({ keyed: [], atMost: 20_000 })).toEqual({
        kind: 'unreadable',
        groups: [],
      })
    })

    test('random groups with right check digits are not read', async () => {
      for (let entry = 0; entry < 3; entry += 1) {
        const groups = Array.from({ length: 9 }, (_, place) => {
          const six = String((entry * 7_919 + place * 104_729) % 1_000_000).padStart(6, '0')
          return six + checkDigit(six, place + 1)
        })
        const result = await line.core.read({ keyed: [pressed(groups.join(''))], atMost: 200 })
        expect(result.kind).toBe('unreadable')
      }
    })
  })

  test('others have their turn while many hopeless entries are read at once', async () => {
    const hopeless = pressed(foreignDigits)
    let turns = 0
    let isDone = false
    const count = (): void => {
      turns += 1
      if (!isDone) setImmediate(count)
    }
    setImmediate(count)
    const entries = Array.from({ length: 6 }, () =>
      line.core.read({ keyed: [hopeless], atMost: 1_000 }),
    )
    const results = await Promise.all(entries)
    isDone = true
    expect(results.map(({ kind }) => kind)).toEqual(entries.map(() => 'unreadable'))
    expect(turns).toBeGreaterThan(6)
  })
})

const pressed = (digits: string): Keyed =>
  Array.from(digits, (press) => ({ kind: 'press', key: press }) as KeyedItem)

const change = (digits: string, at: number): string =>
  digits.slice(0, at) + ((Number(digits[at]) + 3) % 10) + digits.slice(at + 1)

test('an entry that would be read for too long is not read to the end: its doubtful groups are named', async () => {
  const line = await openLineAt(await newAddress())
  const key = firstOf(await line.mint('retail', 1))
  const digits = line.shows(key, machine(1)).join('')
  const { products } = line.ledger
  const proverOf = ({ product: number, serial }: KeyOfProduct): Prover =>
    createProver(line.secrets.keySecret(number, serial))
  const keyed = [pressed(change(digits, 17))]
  const readFor = (readWithinInMs: number): Promise<ReadResult> =>
    createReader({ products, proverOf, readWithinInMs })({ keyed, atMost: 20_000 })
  expect(await readFor(60_000)).toMatchObject({ kind: 'genuine', healed: true })
  expect(await readFor(0)).toEqual({ kind: 'unreadable', groups: [3] })
  await line.close()
})
