import type { ConfirmationId } from '../base/brand.ts'
import { Fp12, G1, G2, pairingWith } from './curve.ts'
import { p } from './curve-parameters.ts'
import { readGroups, showGroups } from './digit-groups.ts'
import { hashToG1, pointAt } from './hash-to-curve.ts'
import { parsePublicKey, showPublicKey } from './public-key.ts'

export type Signer = {
  /** 160 hex digits, what a checker is made of. */
  readonly publicKey: string
  /** The one confirmation ID of an installation value; throws a RangeError for anything but 23 bytes. */
  sign(payload: Uint8Array): ConfirmationId
}

export type RefusedConfirmation =
  | { readonly kind: 'refused'; readonly reason: 'check-digit'; readonly group: number }
  | { readonly kind: 'refused'; readonly reason: 'out-of-range' | 'not-genuine' }

export type Checked =
  { readonly kind: 'genuine'; readonly confirmationId: ConfirmationId } | RefusedConfirmation

export type Checker = {
  /** Whether eight blocks are the signature of an installation value; the value last asked about costs half. */
  check(groups: readonly string[], payload: Uint8Array): Checked
}

/** Signs for one product; throws a RangeError for a key that is not 1 to n - 1. */
export function createSigner(signingKey: bigint): Signer {
  if (!G1.Fn.isValidNot0(signingKey)) throw new RangeError('a signing key is 1 to n - 1')
  return {
    publicKey: showPublicKey(G2.BASE.multiply(signingKey)),
    sign(payload) {
      if (payload.length !== 23) throw new RangeError('an installation value has 23 bytes')
      const signature = G1.fromAffine(hashToG1(payload)).multiply(signingKey)
      return showGroups(signature.x, 8) as ConfirmationId
    },
  }
}

/** Checks for one product, without any secret; throws a RangeError for a text that is no public key. */
export function createChecker(publicKey: string): Checker {
  const withPublicKey = pairingWith(parsePublicKey(publicKey))
  const withGenerator = pairingWith(G2.BASE)
  const expectedOf = keepLast((payload) => withPublicKey(hashToG1(payload)))
  return {
    check(groups, payload) {
      const read = readGroups(groups, 8)
      if (read.kind === 'refused') return read
      if (read.value >= p) return { kind: 'refused', reason: 'out-of-range' }
      const point = pointAt(read.value)
      if (point === undefined) return { kind: 'refused', reason: 'not-genuine' }
      const expected = expectedOf(payload)
      const found = withGenerator(point)
      // The sign of y is not transmitted; of a pairing's result the conjugate is the inverse.
      return Fp12.eql(found, expected) || Fp12.eql(found, Fp12.conjugate(expected))
        ? { kind: 'genuine', confirmationId: [...groups] as readonly string[] as ConfirmationId }
        : { kind: 'refused', reason: 'not-genuine' }
    },
  }
}

/** Remembers the result for the last payload: the healing and a second look ask about the same one. */
function keepLast<T>(compute: (payload: Uint8Array) => T): (payload: Uint8Array) => T {
  let last: { readonly payload: Uint8Array; readonly result: T } | undefined
  return (payload) => {
    if (last === undefined || !equal(last.payload, payload)) {
      last = { payload: payload.slice(), result: compute(payload) }
    }
    return last.result
  }
}

function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, i) => byte === other[i])
}
