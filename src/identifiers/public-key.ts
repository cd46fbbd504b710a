import type { Fp2 as Fp2Value } from '@noble/curves/abstract/tower.js'
import { Fp2, G2 } from './curve.ts'
import { p } from './curve-parameters.ts'

export type G2Point = InstanceType<typeof G2>

/** Writes a point of G2 as 160 hex digits: x.c0, x.c1, y.c0, y.c1. */
export function showPublicKey(point: G2Point): string {
  const { x, y } = point.toAffine()
  return [x.c0, x.c1, y.c0, y.c1].map((part) => part.toString(16).padStart(40, '0')).join('')
}

/** Reads a public key; throws a RangeError for anything but a point of G2 other than the one at infinity. */
export function parsePublicKey(text: string): G2Point {
  if (typeof text !== 'string' || !/^[0-9a-f]{160}$/i.test(text)) throw new RangeError(notOne)
  const part = (i: number): bigint => BigInt(`0x${text.slice(40 * i, 40 * i + 40)}`)
  try {
    const point = G2.fromAffine({
      x: coordinate(part(0), part(1)),
      y: coordinate(part(2), part(3)),
    })
    point.assertValidity()
    return point
  } catch (cause) {
    throw new RangeError(notOne, { cause })
  }
}

const notOne = 'not a public key'

function coordinate(c0: bigint, c1: bigint): Fp2Value {
  if (c0 >= p || c1 >= p) throw new RangeError('over p')
  return Fp2.fromBigTuple([c0, c1])
}
