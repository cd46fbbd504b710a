import { describe, expect, test } from '@jest/globals'
import { make, mixOfSlips, withSlips, type Slip } from '../../../src/phone/callers/slips.ts'
import { seededChance } from '../../../src/phone/index.ts'

const groups = [
  '1191643',
  '9975011',
  '4420107',
  '6850038',
  '7466731',
  '7843814',
  '9390166',
  '3448883',
  '6582474',
]
const whole = groups.map((keys, place) => ({ group: place + 1, keys }))
const run = groups.join('')

const keyed = (slip: Slip, seed: number): string =>
  make(slip, whole, seededChance(seed))
    .map(({ keys }) => keys)
    .join('')

const seeds = Array.from({ length: 500 }, (_, seed) => seed)

/** Which slip turned the ID into this. */
const kindOf = (segments: readonly { readonly group: number; readonly keys: string }[]): Slip => {
  const keys = segments.map((segment) => segment.keys).join('')
  const order = segments.map(({ group }) => group).join('')
  if (order.length < 9) return 'left-out'
  if (order.length > 9) return keys.length === 70 ? 'twice' : 'begun-again'
  if (order !== '123456789') return 'exchanged'
  if (keys.length !== 63) return keys.length < 63 ? 'lost' : 'extra'
  const differ = Array.from(keys).filter((key, place) => key !== run[place]).length
  return differ === 1 ? 'wrong' : 'swapped'
}

describe('each slip', () => {
  test('a wrong digit changes one key', () => {
    for (const seed of seeds) {
      const keys = keyed('wrong', seed)
      expect(Array.from(keys).filter((key, place) => key !== run[place])).toHaveLength(1)
    }
  })

  test('a swap exchanges two neighbours that differ, also across a border of groups', () => {
    const places = seeds.map((seed) => {
      const keys = keyed('swapped', seed)
      const first = Array.from(keys).findIndex((key, place) => key !== run[place])
      const back =
        keys.slice(0, first) + keys.charAt(first + 1) + keys.charAt(first) + keys.slice(first + 2)
      expect(back).toBe(run)
      return first
    })
    expect(places.some((place) => place % 7 === 6)).toBe(true)
  })

  test('a lost key is one fewer, an extra key one more', () => {
    for (const seed of seeds) {
      expect(keyed('lost', seed)).toHaveLength(62)
      expect(keyed('extra', seed)).toHaveLength(64)
    }
  })

  test('half of the extra keys double their neighbour', () => {
    const doubled = seeds.filter((seed) => {
      const keys = keyed('extra', seed)
      const first = Array.from(keys).findIndex((key, place) => key !== run[place])
      return keys[first] === keys[first - 1]
    })
    expect(doubled.length / seeds.length).toBeGreaterThan(0.45)
    expect(doubled.length / seeds.length).toBeLessThan(0.65)
  })

  test('a group begun again is keyed whole after one to six of its keys', () => {
    const segments = make('begun-again', whole, seededChance(2))
    expect(segments).toHaveLength(10)
    const place = segments.findIndex(({ keys }) => keys.length < 7)
    expect(segments[place + 1]?.keys.startsWith(segments[place]?.keys ?? 'x')).toBe(true)
  })

  test('a group is keyed twice, left out, or changes places with another', () => {
    expect(make('twice', whole, seededChance(1))).toHaveLength(10)
    expect(make('left-out', whole, seededChance(1))).toHaveLength(8)
    const exchanged = make('exchanged', whole, seededChance(1))
    expect(exchanged.filter(({ group }, place) => group !== place + 1)).toHaveLength(2)
    expect(new Set(exchanged.map(({ group }) => group)).size).toBe(9)
  })
})

test('slips come in the stated mix', () => {
  const count = 20_000
  const found = new Map<Slip, number>()
  for (let seed = 0; seed < count; seed += 1) {
    const kind = kindOf(withSlips(groups, 1, seededChance(seed)))
    found.set(kind, (found.get(kind) ?? 0) + 1)
  }
  for (const [slip, perCent] of Object.entries(mixOfSlips)) {
    const share = ((found.get(slip as Slip) ?? 0) / count) * 100
    expect(Math.abs(share - perCent)).toBeLessThan(1.2)
  }
})

test('the mix is of all slips there are', () => {
  expect(Object.values(mixOfSlips).reduce((sum, share) => sum + share, 0)).toBe(100)
})

test('without slips the ID is keyed as it is, with four it is another', () => {
  expect(withSlips(groups, 0, seededChance(1))).toEqual(whole)
  expect(withSlips(groups, 4, seededChance(1))).not.toEqual(whole)
})
