import { expect, test } from '@jest/globals'
import type { Keyed } from '../../src/base/keyed.ts'
import { parseKeyed, renderKeyed } from '../../src/calls/keyed-text.ts'

const keyed: Keyed = [
  { kind: 'press', key: '7', doubt: 0.25 },
  { kind: 'press', key: '*' },
  { kind: 'mark', mark: 'group-end' },
  { kind: 'mark', mark: 'asked', group: 9 },
  { kind: 'mark', mark: 'named', group: 2 },
]

test('what was keyed is read back as it was stored', () => {
  expect(parseKeyed(renderKeyed(keyed))).toEqual(keyed)
})

test.each(['', 'null', '{}', '[{"kind":"press","key":"#"}]', '[{"kind":"mark","mark":"asked"}]'])(
  'what cannot be read is nothing keyed: %j',
  (text) => {
    expect(parseKeyed(text)).toEqual([])
  },
)
