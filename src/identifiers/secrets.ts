import { expand, extract } from '@noble/hashes/hkdf.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { valueOf } from './bit-fields.ts'
import { n } from './curve-parameters.ts'

/** All that follows from the publisher's master key; whoever holds this can do all the key can. */
export type Secrets = {
  /** The 60-bit secret of one product key as 8 bytes, the first four bits zero. */
  keySecret(product: number, serial: number): Uint8Array
  /** The private scalar of a product's confirmation IDs, 1 to n - 1. */
  signingKey(product: number): bigint
  /** 16 hex digits by which a store knows that it was filled with this master key. */
  keyCheck(): string
  /** HKDF of the master key with the system's salt; at most 8,160 bytes. */
  derive(info: string, length: number): Uint8Array
}

/** Takes the master key, 32 bytes, and keeps what HKDF makes of it; throws a RangeError for another length. */
export function createSecrets(masterKey: Uint8Array): Secrets {
  if (masterKey.length !== 32) throw new RangeError('a master key has 32 bytes')
  const extracted = extract(sha256, masterKey, utf8ToBytes('activation-line'))
  const derive = (info: string, length: number): Uint8Array =>
    expand(sha256, extracted, utf8ToBytes(info), length)
  return {
    keySecret: keySecretFrom(extracted),
    signingKey: (product) => 1n + (valueOf(derive(`confirmation-id/v1/${product}`, 32)) % (n - 1n)),
    keyCheck: () => bytesToHex(derive('key-check/v1', 8)),
    derive,
  }
}

/** The healing derives thousands of these a call: one block of HKDF on a kept HMAC state, two compressions each. */
function keySecretFrom(extracted: Uint8Array): Secrets['keySecret'] {
  const keyed = hmac.create(sha256, extracted)
  const work = keyed.clone()
  const block = new Uint8Array(32)
  return (product, serial) => {
    const info = utf8ToBytes(`product-key/v1/${product}/${serial}\u0001`)
    keyed._cloneInto(work).update(info).digestInto(block)
    const secret = new Uint8Array(8)
    let carry = 0
    for (let i = 0; i < 8; i += 1) {
      const byte = block[i] ?? 0
      secret[i] = (carry << 4) | (byte >> 4)
      carry = byte & 15
    }
    block.fill(0)
    return secret
  }
}
