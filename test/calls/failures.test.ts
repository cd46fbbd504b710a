import { expect, test } from '@jest/globals'
import type { CallId } from '../../src/base/brand.ts'
import { createFailures } from '../../src/calls/failures.ts'

const [one, two, three] = ['CA1' as CallId, 'CA2' as CallId, 'CA3' as CallId]

test('failures are counted for each call, from one again after a turn that held', () => {
  const failures = createFailures()
  expect([failures.count(one), failures.count(one), failures.count(two)]).toEqual([1, 2, 1])
  failures.forget(one)
  expect(failures.count(one)).toBe(1)
})

test('no more calls are remembered than there is room for, the oldest go', () => {
  const failures = createFailures(2)
  for (const call of [one, two, one, three]) failures.count(call)
  expect([failures.count(one), failures.count(two)]).toEqual([3, 1])
})
