import { describe, expect, test } from '@jest/globals'
import { slowness } from '../../src/calls/limits-policy.ts'

const from = (attested: Parameters<typeof slowness>[1]['attested'], isWithheld = false) =>
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 50].map((entries) =>
    slowness(entries, { isWithheld, attested }),
  )

describe('how long the line waits before it asks again', () => {
  test.each(['full', 'partial', 'gateway', 'none'] as const)(
    'after five entries without a proof of a number that is %s vouched for, twice as long each time',
    (attested) => {
      const waits = [0, 0, 0, 0, 0, 0, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]
      expect(from(attested)).toEqual(waits)
    },
  )

  test('sooner where the number is not the caller’s, or is withheld; but nobody is turned away', () => {
    const waits = [0, 0, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000, 20_000, 20_000]
    expect(from('failed').slice(0, 10)).toEqual(waits)
    expect(from('none', true).slice(0, 10)).toEqual(waits)
  })
})
