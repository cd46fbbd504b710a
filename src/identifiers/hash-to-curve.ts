import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { valueOf } from './bit-fields.ts'
import { Fp } from './curve.ts'
import { p } from './curve-parameters.ts'

/** A point of G1, never the one at infinity. */
export type Affine = { readonly x: bigint; readonly y: bigint }

/** The point of G1 that stands for an installation value of 23 bytes: of the first x that is on the curve, the even y. */
export function hashToG1(payload: Uint8Array): Affine {
  const message = new Uint8Array(prefix.length + payload.length + 1)
  message.set(prefix)
  message.set(payload, prefix.length)
  for (let count = 0; count < 256; count += 1) {
    message[message.length - 1] = count
    const point = pointAt(valueOf(sha256(message)) % p)
    if (point !== undefined) return point
  }
  throw new Error('none of 256 hashes is on the curve, which happens once in 2^256')
}

/** The point of G1 with this x, below p, and an even y; undefined where the curve has none. */
export function pointAt(x: bigint): Affine | undefined {
  const square = Fp.add(Fp.mul(Fp.sqr(x), x), 3n)
  const root = Fp.pow(square, rootPower)
  if (!Fp.eql(Fp.sqr(root), square)) return undefined
  return { x, y: root % 2n === 0n ? root : Fp.neg(root) }
}

const prefix = utf8ToBytes('activation-line/confirmation-id/v1\0')

/** p is 3 mod 4, so the power (p + 1) / 4 of a square is a root of it. */
const rootPower = (p + 1n) / 4n
