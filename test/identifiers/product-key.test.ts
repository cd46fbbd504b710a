import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  parseProductKey,
  productKeyAlphabet,
  showProductKey,
} from '../../src/identifiers/product-key.ts'
import { keyFields } from './arbitraries.ts'

describe('a product key', () => {
  test('reads back as the product, serial and secret it was made of', () => {
    fc.assert(
      fc.property(keyFields, (fields) => {
        expect(parseProductKey(showProductKey(fields))).toEqual({ kind: 'product-key', ...fields })
      }),
    )
  })

  test('may be typed small, without hyphens, with spaces, or with the hyphens of a word processor', () => {
    fc.assert(
      fc.property(keyFields, fc.constantFrom('', ' ', '\u2011', ' – '), (fields, between) => {
        const typed = showProductKey(fields).toLowerCase().replaceAll('-', between)
        expect(parseProductKey(`\t${typed}\n`)).toMatchObject({ kind: 'product-key' })
      }),
    )
  })

  test('with one wrong character is nearly always refused', () => {
    const letter = fc.constantFrom(...productKeyAlphabet.split(''))
    let taken = 0
    fc.assert(
      fc.property(keyFields, fc.nat(24), letter, (fields, at, wrong) => {
        const compact = showProductKey(fields).replaceAll('-', '')
        fc.pre(compact.charAt(at) !== wrong)
        const parsed = parseProductKey(compact.slice(0, at) + wrong + compact.slice(at + 1))
        if (parsed.kind === 'product-key') taken += 1
      }),
      { numRuns: 500, seed: 7 },
    )
    expect(taken).toBeLessThan(5)
  })

  test('is refused for the first thing that is wrong with it', () => {
    const reasonOf = (text: string): unknown => parseProductKey(text)
    expect(reasonOf('')).toEqual({ kind: 'refused', reason: 'length' })
    expect(reasonOf('AAAAA')).toEqual({ kind: 'refused', reason: 'length' })
    expect(reasonOf('ß'.repeat(25))).toEqual({ kind: 'refused', reason: 'alphabet' })
    expect(reasonOf('😀'.repeat(25))).toEqual({ kind: 'refused', reason: 'alphabet' })
    expect(reasonOf('9'.repeat(25))).toEqual({ kind: 'refused', reason: 'range' })
    expect(reasonOf('B'.repeat(25))).toEqual({ kind: 'refused', reason: 'check' })
  })

  test('is not made for a product, serial or secret that does not fit it', () => {
    const fields = { product: 1, serial: 1, secret: new Uint8Array(8) }
    expect(() => showProductKey({ ...fields, product: 4096 })).toThrow(RangeError)
    expect(() => showProductKey({ ...fields, serial: 2 ** 30 })).toThrow(RangeError)
    expect(() => showProductKey({ ...fields, serial: -1 })).toThrow(RangeError)
    expect(() => showProductKey({ ...fields, serial: 1.5 })).toThrow(RangeError)
    expect(() => showProductKey({ ...fields, secret: new Uint8Array(8).fill(255) })).toThrow(
      RangeError,
    )
  })
})
