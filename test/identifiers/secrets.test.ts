import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { n } from '../../src/identifiers/curve-parameters.ts'
import { createSecrets } from '../../src/identifiers/secrets.ts'
import { keyFields, masterKey } from './arbitraries.ts'

const plain = (key: Uint8Array, info: string, length: number): string =>
  bytesToHex(hkdf(sha256, key, utf8ToBytes('activation-line'), utf8ToBytes(info), length))

describe('what follows from the master key', () => {
  test('is plain HKDF, the quick way to a key secret included', () => {
    fc.assert(
      fc.property(masterKey, keyFields, (key, { product, serial }) => {
        const secrets = createSecrets(key)
        const info = `product-key/v1/${product}/${serial}`
        expect(`${bytesToHex(secrets.keySecret(product, serial))}`).toBe(
          `0${plain(key, info, 8).slice(0, 15)}`,
        )
        expect(bytesToHex(secrets.derive('anything/v1', 100))).toBe(plain(key, 'anything/v1', 100))
        expect(secrets.keyCheck()).toBe(plain(key, 'key-check/v1', 8))
      }),
    )
  })

  test('gives every asker a secret of his own, the same each time', () => {
    const secrets = createSecrets(new Uint8Array(32))
    const first = secrets.keySecret(1, 2)
    const kept = bytesToHex(first)
    expect(bytesToHex(secrets.keySecret(1, 3))).not.toBe(kept)
    expect(bytesToHex(first)).toBe(kept)
    first.fill(0)
    expect(bytesToHex(secrets.keySecret(1, 2))).toBe(kept)
  })

  test('signs with a number of the group, never zero', () => {
    fc.assert(
      fc.property(masterKey, fc.nat(4095), (key, product) => {
        const signingKey = createSecrets(key).signingKey(product)
        expect(signingKey > 0n && signingKey < n).toBe(true)
      }),
    )
  })

  test('needs a master key of 32 bytes', () => {
    expect(() => createSecrets(new Uint8Array(31))).toThrow(RangeError)
  })
})
