import { expect, test } from '@jest/globals'
import { Secret } from 'otpauth'
import {
  codeAt,
  drawCodeSecret,
  stepOfCode,
} from '../../../src/operators/accounts/one-time-code.ts'

/** RFC 6238, appendix B, SHA-1; its eight digits end in our six. */
const rfcSecret = Secret.fromUTF8('12345678901234567890').base32

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('the code at second %i is that of the standard', (second, code) => {
  expect(codeAt(rfcSecret, second * 1000)).toBe(code)
  expect(stepOfCode(rfcSecret, code, second * 1000)).toBe(Math.floor(second / 30))
})

test('a code tells the step it belongs to, whenever in its window it is said', () => {
  const at = 1_000_000 * 30_000
  const code = codeAt(rfcSecret, at)
  expect(
    [-30_000, 0, 29_999, 30_000].map((late) => stepOfCode(rfcSecret, code, at + late)),
  ).toEqual([1_000_000, 1_000_000, 1_000_000, 1_000_000])
  expect(stepOfCode(rfcSecret, code, at + 60_000)).toBeUndefined()
  expect(stepOfCode(rfcSecret, code, at - 30_001)).toBeUndefined()
})

test.each(['', '12345', '1234567', 'abcdef', '١٢٣٤٥٦', '-12345', '1e5000'])(
  '"%s" is no code',
  (text) => {
    expect(stepOfCode(rfcSecret, text, 59_000)).toBeUndefined()
  },
)

test('secrets have 160 bits, and no two are the same', () => {
  const drawn = Array.from({ length: 20 }, drawCodeSecret)
  expect(new Set(drawn).size).toBe(20)
  for (const one of drawn) expect(one).toMatch(/^[A-Z2-7]{32}$/)
})
