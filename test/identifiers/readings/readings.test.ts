import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import type { Keyed, KeyedItem } from '../../../src/base/keyed.ts'
import { fits } from '../../../src/identifiers/digit-groups.ts'
import { makeInstallationId } from '../../../src/identifiers/installation-id.ts'
import { createLattice } from '../../../src/identifiers/readings/lattice.ts'
import { readings, type Books } from '../../../src/identifiers/readings/readings.ts'
import { createSearch } from '../../../src/identifiers/readings/search.ts'
import { layOut } from '../../../src/identifiers/readings/tape.ts'
import { seededChance } from '../../../src/phone/index.ts'
import { drawId, heal, keysWithSlips } from '../../support/healing.ts'
import { keyedAs } from '../../support/keyed-as.ts'

const chance = seededChance(2_030)
const none: Books = { products: [], proofOf: () => 0n }

/** The readings themselves, without the breaths between them. */
function allOf(keyed: Keyed, atMost: number, books?: Books): readonly (readonly string[])[] {
  return Array.from(readings([keyed], books, atMost)).filter((groups) => groups !== undefined)
}

/** Anything that a line can bring in: keys, stars, and marks in any order. */
const anyKeyed: fc.Arbitrary<Keyed> = fc.array(
  fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom<KeyedItem>(...keyedAs('0123456789')) },
    { weight: 1, arbitrary: fc.constantFrom<KeyedItem>(...keyedAs('*#|/~><4:<9:')) },
  ),
  { maxLength: 90 },
)

/** Entries that are nearly IDs. */
const spoiled: fc.Arbitrary<Keyed> = fc
  .tuple(fc.nat(), fc.nat(6))
  .map(([seed, slips]) => seededChance(seed + 7 * slips))
  .map((draw) => keyedAs(`${keysWithSlips(drawId(draw), draw.below(6), draw)}|`))

describe('whatever was keyed', () => {
  test.each([
    ['anything at all', anyKeyed],
    ['an ID with slips', spoiled],
  ])(
    '%s: each reading is nine groups that fit, none comes twice, and there is an end',
    (_, some) => {
      fc.assert(
        fc.property(some, (keyed) => {
          const all = allOf(keyed, 300)
          expect(all.length).toBeLessThanOrEqual(300)
          expect(new Set(all.map((groups) => groups.join(' '))).size).toBe(all.length)
          for (const groups of all) {
            expect(groups.map((group, at) => fits(group, at + 1))).toEqual(Array(9).fill(true))
          }
        }),
        { numRuns: 150, seed: 31 },
      )
    },
  )

  test('the same keys give the same readings in the same order', () => {
    fc.assert(
      fc.property(spoiled, (keyed) => {
        expect(allOf(keyed, 100)).toEqual(allOf(keyed, 100))
      }),
      { numRuns: 20, seed: 32 },
    )
  })

  test('what comes first is never unlikelier than what comes after it', () => {
    fc.assert(
      fc.property(fc.oneof(anyKeyed, spoiled), (keyed) => {
        const search = createSearch(createLattice(layOut(keyed)), undefined)
        const costs: number[] = []
        for (let work = 0; work < 2_000 && search.least() < Infinity; work++) {
          const bound = search.least()
          const found = search.next(60)
          if (found === undefined) continue
          expect(found.cost).toBeGreaterThanOrEqual(bound)
          costs.push(found.cost)
        }
        expect(costs.toSorted((one, other) => one - other)).toEqual(costs)
      }),
      { numRuns: 60, seed: 33 },
    )
  })

  test('work comes in small pieces: others run before a hopeless entry is given up', () => {
    const keyed = keyedAs(`${Array.from({ length: 63 }, () => chance.below(10)).join('|')}|`)
    const pieces = Array.from(readings([keyed], none)).length
    expect(pieces).toBeGreaterThan(100)
    expect(pieces).toBeLessThan(260_000)
  })
})

describe('how many are tried', () => {
  test('no more than asked for', () => {
    const keyed = keyedAs(`${drawId(chance, 'theirs').join('')}|`)
    expect(allOf(keyed, 5)).toHaveLength(5)
    expect(allOf(keyed, 0)).toHaveLength(0)
  })

  test('an entry of nine groups that fit and are not ours is soon given up', () => {
    const { id, readings: tried } = heal([keyedAs(`${drawId(chance, 'theirs').join('')}|`)])
    expect(id).toBeUndefined()
    expect(tried).toBeLessThan(4_000)
  })

  test('each trial for a group that was left out counts', () => {
    const id = drawId(chance)
    const withoutSix = keyedAs(`${id.toSpliced(5, 1).join('')}|`)
    const needed = heal([withoutSix]).readings
    expect(heal([withoutSix], needed).id).toEqual(id)
    expect(heal([withoutSix], needed - 2).id).toBeUndefined()
  })
})

describe('what the books say', () => {
  const hardware = Uint8Array.from({ length: 8 }, () => 1 + chance.below(255))
  const secret = Uint8Array.from({ length: 8 }, (_, at) => at)
  const books: Books = { ...none, products: [{ product: 42, highestSerial: 5_000 }] }
  const idOf = (product: number, serial: number): readonly string[] =>
    makeInstallationId({ product, serial, secret, hardware })

  test.each([
    ['a product that is not in them', idOf(43, 10)],
    ['a key that was not minted', idOf(42, 5_001)],
  ])('%s is read as keyed, and with one slip, but not with two', (_, id) => {
    const digits = id.join('')
    const wrongAt = (keys: string, at: number): string =>
      `${keys.slice(0, at)}${(Number(keys[at]) + 3) % 10}${keys.slice(at + 1)}`
    const entries = [digits, wrongAt(digits, 40), wrongAt(wrongAt(digits, 40), 50)]
    const read = entries.map((entry) =>
      allOf(keyedAs(`${entry}|`), 20_000, books).some((groups) => groups.join('') === digits),
    )
    expect(read).toEqual([true, true, false])
  })

  test('the keys in them are read first', () => {
    const [minted, other] = [idOf(42, 17), idOf(41, 17)]
    const keyed = [keyedAs(`${other.join('')}|`), keyedAs(`${minted.join('')}|`)]
    const first = Array.from(readings(keyed, books, 2)).filter((groups) => groups !== undefined)
    expect(first[0]).toEqual(minted)
  })

  test('without them every product and serial is read alike', () => {
    const id = idOf(43, 900_000)
    expect(allOf(keyedAs(`${id.join('')}|`), 1)).toEqual([id])
  })
})
