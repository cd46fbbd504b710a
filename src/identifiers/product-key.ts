import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { bitsOf, bytesOf, packBits, valueOf } from './bit-fields.ts'
import { withoutSeparators } from './separators.ts'

/** The 24 characters of a product key: no vowels, nothing that looks like something else. */
export const productKeyAlphabet = 'BCDFGHJKMPQRTVWXY2346789'

export type ProductKey = {
  /** 0 to 4095 */
  readonly product: number
  /** 0 to 2^30 - 1 */
  readonly serial: number
  /** 60 bits as 8 bytes, the first four bits zero. */
  readonly secret: Uint8Array
}

export type ParsedProductKey =
  | ({ readonly kind: 'product-key' } & ProductKey)
  | {
      readonly kind: 'refused'
      readonly reason: 'length' | 'alphabet' | 'range' | 'check' | 'version'
    }

/** Writes a key as five groups of five, `XXXXX-XXXXX-XXXXX-XXXXX-XXXXX`; throws a RangeError for numbers that no key has. */
export function showProductKey({ product, serial, secret }: ProductKey): string {
  const stated = packBits([
    [2, 1],
    [12, product],
    [30, serial],
    [60, valueOf(secret)],
  ])
  let rest = (stated << 10n) | checkOf(stated)
  let text = ''
  for (let i = 0; i < 25; i += 1) {
    text = productKeyAlphabet.charAt(Number(rest % 24n)) + (i > 0 && i % 5 === 0 ? '-' : '') + text
    rest /= 24n
  }
  return text
}

/** Reads what was typed as a product key, in any case, with or without spaces and hyphens. */
export function parseProductKey(text: string): ParsedProductKey {
  const characters = Array.from(withoutSeparators(text))
  if (characters.length !== 25) return { kind: 'refused', reason: 'length' }
  const places = characters.map((character) => productKeyAlphabet.indexOf(character.toUpperCase()))
  if (places.includes(-1)) return { kind: 'refused', reason: 'alphabet' }
  const value = places.reduce((sum, place) => sum * 24n + BigInt(place), 0n)
  if (value >> 114n !== 0n) return { kind: 'refused', reason: 'range' }
  if (bitsOf(value, 10, 0) !== checkOf(value >> 10n)) return { kind: 'refused', reason: 'check' }
  if (bitsOf(value, 2, 112) !== 1n) return { kind: 'refused', reason: 'version' }
  return {
    kind: 'product-key',
    product: Number(bitsOf(value, 12, 100)),
    serial: Number(bitsOf(value, 30, 70)),
    secret: bytesOf(bitsOf(value, 60, 10), 8),
  }
}

const prefix = utf8ToBytes('activation-line/product-key/v1\0')

/** The check of the first 104 bits: the first 10 bits of their hash. */
function checkOf(stated: bigint): bigint {
  const hash = sha256(concatBytes(prefix, bytesOf(stated, 13)))
  return valueOf(hash.subarray(0, 2)) >> 6n
}
