import { expect, test } from '@jest/globals'
import { fromMuLaw, silentByte, toMuLaw } from '../../src/modem/mu-law.ts'

const bytes = Array.from({ length: 256 }, (_, byte) => byte)

test('every byte of a telephone line comes back as itself, but for the second that means nothing', () => {
  expect(bytes.filter((byte) => toMuLaw(fromMuLaw(byte)) !== byte)).toEqual([0x7f])
})

test('silence is nothing, and what is too loud is as loud as the line can be', () => {
  expect(fromMuLaw(silentByte)).toBe(0)
  expect(toMuLaw(2)).toBe(toMuLaw(0.99))
  expect(fromMuLaw(toMuLaw(-2))).toBeCloseTo(-0.98, 2)
})
