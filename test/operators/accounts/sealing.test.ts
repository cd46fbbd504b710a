import { expect, test } from '@jest/globals'
import { createSealing } from '../../../src/operators/accounts/sealing.ts'

const key = new Uint8Array(32).fill(7)
const sealing = createSealing(key)

test('what is sealed is read again, in its place and with its key', () => {
  const sealed = sealing.seal('a secret', 'here')
  expect(sealed).not.toContain('secret')
  expect(sealing.seal('a secret', 'here')).not.toBe(sealed)
  expect(sealing.open(sealed, 'here')).toBe('a secret')
  expect(sealing.open(sealed, 'there')).toBeUndefined()
  expect(createSealing(new Uint8Array(32)).open(sealed, 'here')).toBeUndefined()
})

test('what was altered anywhere is nothing', () => {
  const bytes = Buffer.from(sealing.seal('a secret', 'here'), 'base64url')
  for (let place = 0; place < bytes.length; place += 1) {
    const altered = Buffer.from(bytes)
    altered[place] = (altered[place] ?? 0) ^ 1
    expect(sealing.open(altered.toString('base64url'), 'here')).toBeUndefined()
  }
  for (const short of ['', 'x', bytes.subarray(0, 27).toString('base64url')]) {
    expect(sealing.open(short, 'here')).toBeUndefined()
  }
})
