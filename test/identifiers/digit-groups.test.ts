import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { dammDigit } from '../../src/identifiers/damm.ts'
import {
  checkDigit,
  fits,
  readGroups,
  showGroups,
  splitDigits,
} from '../../src/identifiers/digit-groups.ts'
import { digit, idGroups, sixDigits } from './arbitraries.ts'

const place = fc.integer({ min: 1, max: 9 })

describe('a value in groups', () => {
  test('reads back as the value that was shown', () => {
    fc.assert(
      fc.property(idGroups, ({ value, groups }) => {
        expect(groups.every((group, i) => fits(group, i + 1))).toBe(true)
        expect(readGroups(groups, groups.length)).toEqual({ kind: 'value', value })
        expect(splitDigits(groups.join(''), groups.length)).toEqual(groups)
      }),
    )
  })

  test('is not shown in groups that are too few for it', () => {
    expect(() => showGroups(10n ** 6n, 1)).toThrow(RangeError)
    expect(() => showGroups(-1n, 2)).toThrow(RangeError)
  })

  test('begins with zeros where it is small', () => {
    expect(showGroups(7n, 2)).toEqual([`000000${dammDigit('000000', 1)}`, expect.anything()])
  })
})

describe('a slip is noticed in its own group', () => {
  test('when one digit is wrong, whichever', () => {
    fc.assert(
      fc.property(place, sixDigits, fc.nat(6), digit, (at, six, position, wrong) => {
        const group = six + checkDigit(six, at)
        fc.pre(group.charAt(position) !== wrong)
        expect(fits(group.slice(0, position) + wrong + group.slice(position + 1), at)).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })

  test('when two unequal neighbours are swapped', () => {
    fc.assert(
      fc.property(place, sixDigits, fc.nat(5), (at, six, position) => {
        const group = six + checkDigit(six, at)
        const [one, other] = [group.charAt(position), group.charAt(position + 1)]
        fc.pre(one !== other)
        const swapped = group.slice(0, position) + other + one + group.slice(position + 2)
        expect(fits(swapped, at)).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })

  test('when it stands in another place', () => {
    fc.assert(
      fc.property(place, place, sixDigits, (at, elsewhere, six) => {
        fc.pre(at !== elsewhere)
        expect(fits(six + checkDigit(six, at), elsewhere)).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })

  test('when the neighbours stand on two sides of a border', () => {
    fc.assert(
      fc.property(idGroups, fc.nat(7), ({ groups }, left) => {
        const [one, other] = [groups[left] ?? '', groups[left + 1] ?? '']
        fc.pre(other !== '' && one.slice(-1) !== other.charAt(0))
        const keyed = groups
          .with(left, one.slice(0, 6) + other.charAt(0))
          .with(left + 1, one.slice(-1) + other.slice(1))
        expect(readGroups(keyed)).toEqual({
          kind: 'refused',
          reason: 'check-digit',
          group: left + 1,
        })
      }),
    )
  })
})

describe('what is not groups', () => {
  test('is refused at the first group that fails, and only that one is named', () => {
    const groups = showGroups(123456789012345678901234567890n, 9)
    const refused = (group: number): unknown => ({ kind: 'refused', reason: 'check-digit', group })
    expect(readGroups(groups.slice(0, 8), 9)).toEqual(refused(9))
    expect(readGroups([], 9)).toEqual(refused(1))
    expect(readGroups([...groups, '1234567'], 9)).toEqual(refused(9))
    expect(readGroups(groups.with(3, '123'), 9)).toEqual(refused(4))
    expect(readGroups(groups.with(3, '１２３４５６７'), 9)).toEqual(refused(4))
    expect(readGroups(groups.with(6, ` ${groups[6]}`).with(3, ''), 9)).toEqual(refused(4))
  })

  test('is no group at a place that no ID has', () => {
    expect(fits(`123456${dammDigit('123456', 0)}`, 0)).toBe(false)
    for (const last of '0123456789') expect(fits(`123456${last}`, 10)).toBe(false)
  })
})

describe('digits typed as one text', () => {
  test('may have spaces and hyphens of any kind between them', () => {
    expect(splitDigits(' 1234567-8901234\u00a0\u20115678901\n', 3)).toEqual([
      '1234567',
      '8901234',
      '5678901',
    ])
  })

  test('leave the last groups empty when they are too few, and the last one long when they are too many', () => {
    expect(splitDigits('12345678', 3)).toEqual(['1234567', '8', ''])
    expect(splitDigits('1234567890123456', 2)).toEqual(['1234567', '890123456'])
  })

  test('keep whatever is not a digit, so that it is refused and not dropped', () => {
    expect(splitDigits('123456O', 1)).toEqual(['123456O'])
  })
})
