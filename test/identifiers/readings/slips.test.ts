import { describe, expect, test } from '@jest/globals'
import { survey } from '../../../src/identifiers/readings/survey.ts'
import { seededChance } from '../../../src/phone/index.ts'
import { drawId, heal } from '../../support/healing.ts'
import { keyedAs } from '../../support/keyed-as.ts'

const chance = seededChance(2_026)
const places = [1, 2, 3, 4, 5, 6, 7, 8, 9]
const pairs = places.flatMap((one) => places.slice(one).map((other) => [one, other] as const))
const keys = Array.from({ length: 63 }, (_, at) => at)

/** The entry heals to its own ID; gives after how many readings. */
function expectHealed(id: readonly string[], entry: string): number {
  const { id: healed, readings } = heal([keyedAs(`${entry}|`)])
  expect(healed?.join(' ')).toBe(id.join(' '))
  return readings
}

function splice(digits: string, at: number, count: number, put = ''): string {
  return digits.slice(0, at) + put + digits.slice(at + count)
}

function otherThan(digit: string): string {
  return String((Number(digit) + 1 + chance.below(9)) % 10)
}

function wrongAt(digits: string, at: number): string {
  return splice(digits, at, 1, otherThan(digits.charAt(at)))
}

function exchanged(id: readonly string[], one: number, other: number): string {
  const [group = '', another = ''] = [id[one - 1], id[other - 1]]
  return id
    .with(one - 1, another)
    .with(other - 1, group)
    .join('')
}

describe('one slip heals without a question', () => {
  test('nothing wrong at all is the first reading', () => {
    const id = drawId(chance)
    expect(expectHealed(id, id.join(''))).toBe(1)
  })

  test.each(keys)('a wrong digit at key %i', (at) => {
    const id = drawId(chance)
    expect(expectHealed(id, wrongAt(id.join(''), at))).toBeLessThanOrEqual(20)
  })

  test.each(keys.slice(1))('key %i struck before the one before it', (at) => {
    const id = drawId(chance)
    const digits = id.join('')
    const swapped = `${digits.charAt(at)}${digits.charAt(at - 1)}`
    expect(expectHealed(id, splice(digits, at - 1, 2, swapped))).toBeLessThanOrEqual(30)
  })

  test.each(keys)('key %i lost', (at) => {
    const id = drawId(chance)
    expect(expectHealed(id, splice(id.join(''), at, 1))).toBeLessThanOrEqual(60)
  })

  test.each(keys)('key %i doubled', (at) => {
    const id = drawId(chance)
    const digits = id.join('')
    expect(expectHealed(id, splice(digits, at, 0, digits.charAt(at)))).toBeLessThanOrEqual(40)
  })

  test.each(keys)('any key too many before key %i', (at) => {
    const id = drawId(chance)
    const entry = splice(id.join(''), at, 0, String(chance.below(10)))
    expect(expectHealed(id, entry)).toBeLessThanOrEqual(80)
  })

  describe.each(places)('group %i', (place) => {
    test.each([1, 2, 3, 4, 5, 6])('begun again after %i keys', (count) => {
      const id = drawId(chance)
      const at = 7 * (place - 1)
      expectHealed(id, splice(id.join(''), at, 0, id[place - 1]?.slice(0, count)))
    })

    test('keyed twice', () => {
      const id = drawId(chance)
      expectHealed(
        id,
        id.flatMap((group, at) => (at === place - 1 ? [group, group] : group)).join(''),
      )
    })
  })

  test.each(pairs)('groups %i and %i exchanged', (one, other) => {
    const id = drawId(chance)
    expectHealed(id, exchanged(id, one, other))
  })
})

describe('a group left out', () => {
  test.each([1, 2, 6, 7, 8, 9])('group %i is worked out', (place) => {
    const id = drawId(chance)
    const readings = expectHealed(id, id.toSpliced(place - 1, 1).join(''))
    expect(readings).toBeLessThanOrEqual(place === 6 ? 900 : 250)
  })

  test.each([3, 4, 5])('group %i is known to nobody: it is soon given up, and named', (place) => {
    const keyed = keyedAs(
      `${drawId(chance)
        .toSpliced(place - 1, 1)
        .join('')}|`,
    )
    const { id, readings } = heal([keyed])
    expect(id).toBeUndefined()
    expect(readings).toBeLessThan(2_000)
    expect(survey(keyed).doubtful).toEqual([place])
  })

  test.each([1, 2, 6, 7, 8, 9])('group %i is worked out though another holds a slip', (place) => {
    const id = drawId(chance)
    const left = id.toSpliced(place - 1, 1).join('')
    expectHealed(id, wrongAt(left, chance.below(56)))
  })

  test('two groups left out are never worked out: 30 bits of proof would be too few', () => {
    const id = drawId(chance)
    expect(heal([keyedAs(`${id.slice(0, 7).join('')}|`)]).id).toBeUndefined()
  })
})

describe.each(places)('two slips in and beside group %i', (place) => {
  const at = 7 * (place - 1)

  test.each([
    [0, 6],
    [1, 2],
    [2, 5],
  ])('wrong digits %i and %i', (one, two) => {
    const id = drawId(chance)
    expectHealed(id, wrongAt(wrongAt(id.join(''), at + one), at + two))
  })

  test('a wrong digit and a lost key', () => {
    const id = drawId(chance)
    expectHealed(id, splice(wrongAt(id.join(''), at + 1), at + 4, 1))
  })

  test('a wrong digit and one too many', () => {
    const id = drawId(chance)
    expectHealed(id, splice(wrongAt(id.join(''), at + 5), at + 2, 0, String(chance.below(10))))
  })

  test('two lost keys', () => {
    const id = drawId(chance)
    expectHealed(id, splice(splice(id.join(''), at + 4, 1), at + 1, 1))
  })

  test('two keys too many', () => {
    const id = drawId(chance)
    const digits = id.join('')
    expectHealed(id, splice(splice(digits, at + 5, 0, digits[at + 5]), at + 1, 0, digits[at + 1]))
  })

  test.each(places.filter((other) => other !== place))(
    'exchanged for group %i, and a wrong digit in it',
    (other) => {
      const id = drawId(chance)
      expectHealed(id, wrongAt(exchanged(id, place, other), at + chance.below(7)))
    },
  )

  test.each(['first', 'second'])('keyed twice, a key of the %s time lost', (time) => {
    const id = drawId(chance)
    const twice = splice(id.join(''), at, 0, id[place - 1])
    expectHealed(id, splice(twice, at + (time === 'first' ? 3 : 10), 1))
  })

  test('begun again after a slip', () => {
    const id = drawId(chance)
    const begun = wrongAt(id[place - 1]?.slice(0, 4) ?? '', 2)
    expectHealed(id, splice(id.join(''), at, 0, begun))
  })
})

test('three wrong digits in one group heal nearly always, too', () => {
  const healed = places.filter((place) => {
    const id = drawId(chance)
    const wrong = [0, 2, 5].reduce(
      (digits, at) => wrongAt(digits, 7 * (place - 1) + at),
      id.join(''),
    )
    return heal([keyedAs(`${wrong}|`)]).id?.join() === id.join()
  })
  expect(healed.length).toBeGreaterThanOrEqual(8)
})
