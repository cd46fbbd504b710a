import { expect, test } from '@jest/globals'
import type { E164 } from '../../src/base/brand.ts'
import { createCallerHash, parseCaller } from '../../src/calls/caller-hash.ts'

const caller = '+31612345678' as E164

test('a caller’s number is known again by its hash, and only with the same key', () => {
  const hash = createCallerHash(new Uint8Array(32))
  expect(hash(caller)).toBe(createCallerHash(new Uint8Array(32))(caller))
  expect(hash(caller)).not.toBe(hash('+31612345679' as E164))
  expect(hash(caller)).not.toBe(createCallerHash(new Uint8Array(32).fill(1))(caller))
  expect(hash(caller)).not.toContain('612345678')
})

test.each([
  'anonymous',
  'unknown',
  '',
  '+266696687',
  '+7378742833',
  'client:op7',
  '+31 6',
  '31612345678',
])('a caller who is called %j is nobody in particular', (from) => {
  expect(parseCaller(from)).toBeUndefined()
})

test('a number in its international form is a caller', () => {
  expect(parseCaller(caller)).toBe(caller)
})
