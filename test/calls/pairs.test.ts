import { describe, expect, test } from '@jest/globals'
import type { Keyed } from '../../src/base/keyed.ts'
import { beforePair, createPairHash, newPairs } from '../../src/calls/pairs.ts'
import { madeUpId, presses, runOf } from '../support/ids.ts'

const id = madeUpId(25)
const digits = runOf(id)
const pair = (place: number): string => digits.slice(7 * (place - 1), 7 * (place + 1))
const groups = (count: number): Keyed => presses(digits.slice(0, 7 * count))

describe('the pairs of an open case', () => {
  test('are those from group four on, as soon as both groups are complete', () => {
    expect(newPairs([], groups(4))).toEqual([])
    expect(newPairs([], presses(digits.slice(0, 34)))).toEqual([])
    expect(newPairs([], groups(5))).toEqual([pair(4)])
    expect(newPairs([], groups(9))).toEqual([4, 5, 6, 7, 8].map(pair))
  })

  test('are noted once', () => {
    expect(newPairs(groups(5), groups(7))).toEqual([pair(5), pair(6)])
    expect(newPairs(groups(7), groups(7))).toEqual([])
  })

  test('are found where a key was lost or doubled before them', () => {
    const lost = presses(digits.slice(0, 5) + digits.slice(6, 42))
    expect(newPairs([], lost)).toEqual([pair(4), pair(5)])
    const doubled = presses(digits.slice(0, 5) + digits.slice(4, 42))
    expect(newPairs([], doubled)).toEqual([pair(4), pair(5)])
  })

  test('are not those of a group that was only asked for', () => {
    const asked: Keyed = [
      ...groups(4),
      { kind: 'mark', mark: 'asked', group: 5 },
      ...presses(id[4] ?? ''),
    ]
    expect(newPairs([], asked)).toEqual([])
  })

  test('cut what was keyed just before them, marks and all', () => {
    const keyed: Keyed = [
      ...groups(5),
      { kind: 'mark', mark: 'timer' },
      ...presses(digits.slice(35, 49)),
    ]
    expect(beforePair(keyed, pair(5))).toEqual(groups(4))
    expect(beforePair(keyed, pair(6))).toEqual([...groups(5), { kind: 'mark', mark: 'timer' }])
    expect(beforePair(keyed, pair(7))).toBeUndefined()
  })

  test('are kept as hashes that tell nothing without the key', () => {
    const [one, other] = [1, 2].map((byte) => createPairHash(new Uint8Array(32).fill(byte)))
    expect(one?.(pair(4))).toMatch(/^[\w-]{43}$/)
    expect(one?.(pair(4))).toBe(one?.(pair(4)))
    expect(one?.(pair(4))).not.toBe(other?.(pair(4)))
    expect(one?.(pair(4))).not.toBe(one?.(pair(5)))
  })
})
