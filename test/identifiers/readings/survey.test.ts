import { describe, expect, test } from '@jest/globals'
import { doubtfulGroups, survey } from '../../../src/identifiers/readings/survey.ts'
import { seededChance } from '../../../src/phone/index.ts'
import { drawId } from '../../support/healing.ts'
import { keyedAs } from '../../support/keyed-as.ts'

const chance = seededChance(2_029)
const places = [1, 2, 3, 4, 5, 6, 7, 8, 9]

const anyDigits = (count: number): string =>
  Array.from({ length: count }, () => chance.below(10)).join('')

const wrongAt = (digits: string, at: number): string => {
  const other = (Number(digits[at]) + 1 + chance.below(9)) % 10
  return `${digits.slice(0, at)}${other}${digits.slice(at + 1)}`
}

/** How many of so many drawn entries the survey is as it should be of. */
function share(count: number, isSo: () => boolean): number {
  return Array.from({ length: count }, isSo).filter(Boolean).length / count
}

describe('what stands so far', () => {
  test.each(Array.from({ length: 64 }, (_, count) => count))(
    'the first %i keys: the complete groups, and the keys of the one begun',
    (count) => {
      const { groups, inside, fitting, doubtful, late } = survey(
        keyedAs(`${drawId(chance).join('').slice(0, count)}|`),
      )
      const complete = Math.floor(count / 7)
      expect({ complete: groups.length, inside, fitting, doubtful, late }).toEqual({
        complete,
        inside: count % 7,
        fitting: complete,
        doubtful: [],
        late: 0,
      })
    },
  )

  test('keys after the ninth group are late', () => {
    expect(survey(keyedAs(`${drawId(chance).join('')}/482|`)).late).toBe(3)
  })

  test.each(places)('a group %i that was begun again is one group', (place) => {
    const id = drawId(chance)
    const entry = id.map((group, at) =>
      at === place - 1 ? `${group.slice(0, 4)}|${group}` : group,
    )
    expect(survey(keyedAs(`${entry.join('')}|`)).fitting).toBe(9)
  })

  test.each(places.filter((place) => place !== 8))(
    'a group %i that had been left out and was keyed when asked for is there',
    (place) => {
      const id = drawId(chance)
      const entry = id.with(place - 1, '').join('')
      expect(survey(keyedAs(`${entry}|<${place}:${id[place - 1]}|`)).fitting).toBe(9)
    },
  )

  test.each(places)('a group %i that was wrong and then asked for is in doubt no more', (place) => {
    const id = drawId(chance)
    const entry = id.with(place - 1, anyDigits(7)).join('')
    expect(survey(keyedAs(`${entry}|<${place}:${id[place - 1]}|`)).fitting).toBe(9)
  })

  test.each([1, 2, 3, 4, 5, 6])(
    'group nine asked for after %i of its keys is complete',
    (count) => {
      const id = drawId(chance)
      const entry = id.with(8, id[8]?.slice(0, count) ?? '').join('')
      expect(survey(keyedAs(`${entry}|<9:${id[8]}|`))).toMatchObject({ fitting: 9, inside: 0 })
    },
  )
})

describe.each(places)('what is wrong with group %i', (place) => {
  const at = 7 * (place - 1)

  test('a wrong digit: it is in doubt, and no other', () => {
    const id = drawId(chance)
    const keyed = keyedAs(`${wrongAt(id.join(''), at + chance.below(7))}|`)
    expect(survey(keyed)).toMatchObject({ fitting: 8, doubtful: [place], inside: 0 })
    expect(doubtfulGroups([keyed])).toEqual([place])
  })

  test('a lost or a doubled key: it is in doubt, or a neighbour', () => {
    const named = share(100, () => {
      const digits = drawId(chance).join('')
      const key = at + chance.below(7)
      const isLost = chance.happens(0.5) && place < 9
      const entry = digits.slice(0, key) + digits.slice(isLost ? key + 1 : key - 1)
      const { doubtful, late } = survey(keyedAs(`${entry}|`))
      const [first = 0, ...others] = doubtful
      return late === 1 || (others.length === 0 && Math.abs(first - place) <= 1)
    })
    expect(named).toBeGreaterThan(0.9)
  })

  test('left out: it is missing; the last is still to come, and the one before it only in doubt', () => {
    const right = share(100, () => {
      const { groups, doubtful } = survey(
        keyedAs(
          `${drawId(chance)
            .toSpliced(place - 1, 1)
            .join('')}|`,
        ),
      )
      if (place === 9) return groups.length === 8 && doubtful.length === 0
      const isNamed = doubtful.join() === String(place)
      return place === 8 ? isNamed : isNamed && groups[place - 1] === 'missing'
    })
    expect(right).toBeGreaterThan(0.9)
  })
})

describe('what is no ID', () => {
  test('of nine groups of any digits five or more fit nowhere', () => {
    const strange = share(300, () => survey(keyedAs(`${anyDigits(63)}|`)).fitting <= 4)
    expect(strange).toBeGreaterThan(0.97)
  })

  test('25 keys of a product key are far from the beginning of an ID', () => {
    const far = share(300, () => survey(keyedAs(`${anyDigits(25)}|`)).cost > 22)
    expect(far).toBeGreaterThan(0.9)
  })

  test('no key at all is no group', () => {
    expect(survey(keyedAs('|'))).toMatchObject({ groups: [], inside: 0, cost: 0 })
  })
})

describe('how unlikely it is', () => {
  test('an entry as it should be costs nothing, and each slip more', () => {
    const digits = drawId(chance).join('')
    const costs = [digits, wrongAt(digits, 10), wrongAt(wrongAt(digits, 10), 40)].map(
      (entry) => survey(keyedAs(`${entry}|`)).cost,
    )
    expect(costs[0]).toBe(0)
    expect(costs.toSorted((one, other) => one - other)).toEqual(costs)
    expect(new Set(costs).size).toBe(3)
  })

  test('of two sequences that may have been meant the likelier one says what is in doubt', () => {
    const digits = drawId(chance).join('')
    const likelier = keyedAs(`${wrongAt(digits, 30)}|`)
    expect(doubtfulGroups([keyedAs(`${anyDigits(63)}|`), likelier])).toEqual([5])
    expect(doubtfulGroups([])).toEqual([])
  })
})
