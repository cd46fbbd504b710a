import { expect, test } from '@jest/globals'
import { drawCaseNumber } from '../../src/calls/case-number.ts'
import { seededChance } from '../../src/phone/index.ts'
import { startTalk } from '../support/talk.ts'
import { dammDigit } from '../../src/identifiers/damm.ts'

test.each([0, 7, 1_234_567, 9_999_999])(
  'a case number has eight digits that check: %i',
  (drawn) => {
    const number = drawCaseNumber(() => drawn)
    expect(number).toMatch(/^\d{8}$/)
    expect(Number(number.slice(0, 7))).toBe(drawn)
    expect(dammDigit(number)).toBe(0)
  },
)

test('whatever number is drawn, the line knows it when it is keyed alone', () => {
  const chance = seededChance(2_031)
  const drawn = Array.from({ length: 2_000 }, () => drawCaseNumber(() => chance.below(10_000_000)))
  const unknown = drawn.filter((number) => {
    const talk = startTalk()
    talk.press(number)
    return talk.recalledCases[0] !== number
  })
  expect(unknown).toEqual([])
})

test('what might begin an ID is drawn again, but not for ever', () => {
  const mayBegin = 2_000_000
  const draws = [mayBegin, 1_234_567]
  expect(drawCaseNumber(() => draws.shift() ?? NaN)).toBe('12345671')
  expect(() => drawCaseNumber(() => mayBegin)).toThrow('no case number in 100 draws')
})
