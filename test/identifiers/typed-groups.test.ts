import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { pastedGroups, verdictOf } from '../../src/identifiers/typed-groups.ts'
import { madeUpId, withWrongDigit } from '../support/ids.ts'

const ids = fc.nat(100_000).map((number) => madeUpId(number))
const seed = { seed: 7 }

/** What stands around groups in mails, on screens and in chats: no digit of it. */
const between = fc.constantFrom(' ', '-', '  ', '\n', '\t', ' – ', ', ', ' / ', '\u00a0', ' | ', '')
const before = fc.constantFrom('', 'Installation ID: ', 'De installatie-ID is\n', '> ', 'ID\t')
const after = fc.constantFrom('', '.', '\nKind regards', ' thanks!')

test('an ID is found in any form that it is pasted in', () => {
  fc.assert(
    fc.property(ids, before, between, after, (id, head, mark, tail) => {
      expect(pastedGroups(head + id.join(mark) + tail)).toEqual({ from: 1, groups: id })
    }),
    seed,
  )
})

test('an ID is found behind the numbers of its groups, whatever separates them', () => {
  const forms = fc.constantFrom(': ', ' ', '. ', ') ', '\t')
  fc.assert(
    fc.property(ids, forms, fc.constantFrom('\n', '  ', '; '), (id, form, mark) => {
      const text = id.map((group, index) => `${index + 1}${form}${group}`).join(mark)
      expect(pastedGroups(text)).toEqual({ from: 1, groups: id })
    }),
    seed,
  )
})

test('an ID is found behind a case number, a date or a telephone number', () => {
  const numbers = fc.constantFrom('case 1234 5674\n', '2026-11-26 ', 'call +31 20 123 4567: ')
  fc.assert(
    fc.property(ids, numbers, between, (id, number, mark) => {
      expect(pastedGroups(`${number}ID ${id.join(mark)}`)).toEqual({ from: 1, groups: id })
    }),
    seed,
  )
})

test('an ID that was cut anywhere is put together again', () => {
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 62 }), { maxLength: 20 })
  fc.assert(
    fc.property(ids, cuts, (id, places) => {
      const text = Array.from(id.join(''), (digit, at) =>
        places.includes(at) ? ` ${digit}` : digit,
      )
      expect(pastedGroups(text.join(''))).toEqual({ from: 1, groups: id })
    }),
    seed,
  )
})

test('a wrong digit moves no other', () => {
  fc.assert(
    fc.property(ids, fc.nat(62), between, (id, at, mark) => {
      const wrong = withWrongDigit(id.join(''), at).match(/.{7}/g) ?? []
      expect(pastedGroups(wrong.join(mark))).toEqual({ from: 1, groups: wrong })
    }),
    seed,
  )
})

test('some groups go into the box where they are pasted, or where their numbers say', () => {
  fc.assert(
    fc.property(ids, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (id, a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)]
      const some = id.slice(from - 1, to)
      expect(pastedGroups(some.join(' '), from)).toEqual({ from, groups: some })
      const numbered = some.map((group, index) => `${from + index}: ${group}`).join('\n')
      expect(pastedGroups(numbered, 1)).toEqual({ from, groups: some })
    }),
    seed,
  )
})

test('the whole ID goes into all boxes, whichever it is pasted into', () => {
  const id = madeUpId(3)
  expect(pastedGroups(id.join(' '), 5)).toEqual({ from: 1, groups: id })
})

test('whatever is pasted, what comes of it are digits that fit into the boxes', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 3_000 }),
      fc.integer({ min: 1, max: 9 }),
      (text, place) => {
        const { from, groups } = pastedGroups(text, place)
        expect(from + groups.length - 1).toBeLessThanOrEqual(9)
        for (const group of groups) expect(group).toMatch(/^\d{1,7}$/)
      },
    ),
    seed,
  )
})

test('digits of other widths are digits', () => {
  const id = madeUpId(4)
  const wide = id
    .join(' ')
    .replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))
  expect(pastedGroups(wide).groups).toEqual(id)
})

test('a box is right, wrong, too short, too long or empty', () => {
  const [first = ''] = madeUpId(5)
  expect(verdictOf('', 1)).toBe('empty')
  expect(verdictOf(first.slice(1), 1)).toBe('short')
  expect(verdictOf(`${first}0`, 1)).toBe('long')
  expect(verdictOf(first, 1)).toBe('right')
  expect(verdictOf(first, 2)).toBe('wrong')
  expect(verdictOf(withWrongDigit(first, 3), 1)).toBe('wrong')
})
