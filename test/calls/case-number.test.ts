import { expect, test } from '@jest/globals'
import { drawCaseNumber } from '../../src/calls/case-number.ts'
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
