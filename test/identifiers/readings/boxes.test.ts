import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { boxesOf, keyedIn } from '../../../src/identifiers/readings/boxes.ts'
import { survey } from '../../../src/identifiers/readings/survey.ts'
import { madeUpId, presses, withWrongDigit } from '../../support/ids.ts'
import { keyedAs } from '../../support/keyed-as.ts'

const id = madeUpId(1234)
const fits = (count: number): readonly string[] => Array.from({ length: count }, () => 'fits')
const none = Array.from({ length: 9 }, () => '')
const upTo = (count: number): readonly string[] =>
  none.map((_, at) => (at < count ? (id[at] ?? '') : ''))

test('five groups that were keyed stand in five boxes', () => {
  expect(boxesOf(keyedAs(`${id.slice(0, 5).join('')}|`))).toEqual(upTo(5))
  expect(boxesOf(keyedAs(`${id.slice(0, 5).join('#')}#|`))).toEqual(upTo(5))
  expect(boxesOf([])).toEqual(none)
})

test('what was begun of a group stands in its box', () => {
  const keyed = keyedAs(`${id.slice(0, 5).join('')}|123|`)
  expect(boxesOf(keyed)).toEqual(upTo(5).with(5, '123'))
})

test('a group that does not fit stands as it was keyed', () => {
  const wrong = withWrongDigit(id[5] ?? '', 2)
  expect(boxesOf(keyedAs(`${id.slice(0, 5).join('')}${wrong}|`))).toEqual(upTo(5).with(5, wrong))
})

test('of a group that was asked for again the last answer stands there', () => {
  const run = `${id.slice(0, 5).join('')}${withWrongDigit(id[5] ?? '', 2)}|`
  const wrong = withWrongDigit(id[5] ?? '', 3)
  expect(boxesOf(keyedAs(`${run}<6:1111111|<6:${wrong}|`))).toEqual(upTo(5).with(5, wrong))
  expect(boxesOf(keyedAs(`${run}<6:${wrong}|<6:${id[5]}|`))).toEqual(upTo(6))
})

test('a group that was left out is an empty box', () => {
  const keyed = presses(id.toSpliced(2, 1).join(''))
  expect(boxesOf(keyed)).toEqual(id.with(2, ''))
})

test('a key that was taken back by star is not there', () => {
  const [first = ''] = id
  const other = (Number(first[3]) + 1) % 10
  const keyed = keyedAs(`${first.slice(0, 3)}${other}*${first.slice(3)}${id.slice(1).join('')}|`)
  expect(boxesOf(keyed)).toEqual(id)
})

test('whatever stands in the boxes stands there again after it was keyed', () => {
  const boxes = fc.tuple(fc.nat(5_000), fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }))
  fc.assert(
    fc.property(boxes, ([number, filled]) => {
      const some = madeUpId(number).map((group, at) => (filled[at] === true ? group : ''))
      expect(boxesOf(keyedIn(some))).toEqual(some)
    }),
    { seed: 7 },
  )
})

test('the line goes on at the first box that is empty, and does not ask for those after it', () => {
  expect(survey(keyedIn(upTo(5)))).toMatchObject({ groups: fits(5), inside: 0, cost: 0 })
  expect(survey(keyedIn(id.with(2, '')))).toMatchObject({ groups: fits(9).with(2, 'missing') })
})

test('anything keyed is shown in nine boxes of digits', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...Array.from('0123456789*#|/~?')), maxLength: 90 }),
      (text) => {
        const boxes = boxesOf(keyedAs(text))
        expect(boxes).toHaveLength(9)
        for (const digits of boxes) expect(digits).toMatch(/^\d*$/)
      },
    ),
    { seed: 7, numRuns: 30 },
  )
})
