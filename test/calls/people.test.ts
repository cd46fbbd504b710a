import { expect, test } from '@jest/globals'
import type { CallId } from '../../src/base/brand.ts'
import type { Refused } from '../../src/base/activation.ts'
import { isProven, nobodyThere } from '../../src/calls/people.ts'
import { madeUpId } from '../support/ids.ts'

test('on a line without a desk whoever comes back from a person has met nobody', async () => {
  expect(await nobodyThere.came('CA1' as CallId)).toEqual({ kind: 'nobody' })
})

test.each<[string, Parameters<typeof isProven>[0], boolean]>([
  ['who has heard an answer', { confirmed: madeUpId(1) }, true],
  ['whose key is used up', { refused: refusedFor('unknown-key') }, true],
  ['whose key was made up', { refused: refusedFor('forged') }, false],
  ['who has keyed nothing', {}, false],
])('%s has, or has not, shown that there is a computer', (_, seeking, proven) => {
  expect(isProven(seeking)).toBe(proven)
})

function refusedFor(reason: 'unknown-key' | 'forged'): Refused {
  return { kind: 'refused', reason }
}
