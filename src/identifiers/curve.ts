import { blsBasic, type BlsPostPrecomputeFn } from '@noble/curves/abstract/bls.js'
import { Field } from '@noble/curves/abstract/modular.js'
import type { Fp12 as Fp12Value, Fp2 as Fp2Value } from '@noble/curves/abstract/tower.js'
import { psiFrobenius, tower12 } from '@noble/curves/abstract/tower.js'
import { weierstrass } from '@noble/curves/abstract/weierstrass.js'
import { n, p, u } from './curve-parameters.ts'

const tower = tower12({
  ORDER: p,
  X_LEN: u.toString(2).length,
  FP2_NONRESIDUE: [4n, 1n],
  Fp2mulByB: (num: Fp2Value) => tower.Fp2.mul(num, twistB),
  Fp12finalExponentiate: finalExponentiate,
})

/** The fields: coordinates of G1, coordinates of G2, results of pairings. */
export const { Fp, Fp2, Fp12 } = tower

const Fr = Field(n)

/** y² = x³ + 3 over F_p; its cofactor is 1, so that every point of it is in G1. */
export const G1 = weierstrass({ p, n, h: 1n, a: 0n, b: 3n, Gx: 1n, Gy: 2n }, { Fp, Fn: Fr })

const twistB: Fp2Value = Fp2.div(Fp2.fromBigTuple([3n, 0n]), Fp2.NONRESIDUE)

/** The twist y² = x³ + 3/ξ over F_p², cofactor 2p − n; G2 is its subgroup of order n. */
export const G2 = weierstrass(
  {
    p: Fp2.ORDER,
    n,
    h: 2n * p - n,
    a: Fp2.ZERO,
    b: twistB,
    Gx: Fp2.fromBigTuple([
      12239447211428418025782733790444747053870763993n,
      961706793027270014879574802701609392333637767932n,
    ]),
    Gy: Fp2.fromBigTuple([
      139510073692328651500652826101594539574464499306n,
      505427018175365674039000569725694554125352203164n,
    ]),
  },
  { Fp: Fp2, Fn: Fr },
)

const frobenius = psiFrobenius(Fp, Fp2, Fp2.NONRESIDUE)

// The optimal ate pairing of a BN curve ends in two more lines, through π(Q) and −π²(Q).
// oxlint-disable-next-line max-params
const lastLines: BlsPostPrecomputeFn = (Rx, Ry, Rz, Qx, Qy, add) => {
  const [x1, y1] = frobenius.psi(Qx, Qy)
  const R = add(Rx, Ry, Rz, x1, y1)
  const [x2, y2] = frobenius.psi(x1, y1)
  return add(R.Rx, R.Ry, R.Rz, x2, Fp2.neg(y2))
}

const bls = blsBasic({ Fp, Fr, Fp2, Fp6: tower.Fp6, Fp12 }, G1, G2, {
  ateLoopSize: 6n * u + 2n,
  xNegative: false,
  twistType: 'divisive',
  postPrecompute: lastLines,
})

/** A pairing with the point of G2 held fast: its lines are computed once, each call costs one Miller loop and one final exponentiation. */
export function pairingWith(
  g2: InstanceType<typeof G2>,
): (g1: { readonly x: bigint; readonly y: bigint }) => Fp12Value {
  const lines = bls.utils.calcPairingPrecomputes(g2)
  return ({ x, y }) => Fp12.finalExponentiate(bls.millerLoopBatch([[lines, x, y]]))
}

/**
 * The easy part (p⁶ − 1)(p² + 1), then a fixed multiple of the hard part (p⁴ − p² + 1)/n as in L. Fuentes-Castañeda,
 * E. Knapp, F. Rodríguez-Henríquez, "Faster hashing to G2", 2011, section 5: three powers of u, the rest Frobenius maps.
 */
function finalExponentiate(num: Fp12Value): Fp12Value {
  const half = Fp12.mul(inverse(num), Fp12.inv(num))
  const f = Fp12.mul(Fp12.frobeniusMap(half, 2), half)
  const f2u = square(powerOfU(f))
  const f6u = Fp12.mul(square(f2u), f2u)
  const f6uu = powerOfU(f6u)
  const f12uuu = powerOfU(square(f6uu))
  const a = Fp12.mul(Fp12.mul(f12uuu, f6uu), f6u)
  const b = Fp12.mul(a, inverse(f2u))
  return [
    Fp12.mul(Fp12.mul(a, f6uu), f),
    Fp12.frobeniusMap(b, 1),
    Fp12.frobeniusMap(a, 2),
    Fp12.frobeniusMap(Fp12.mul(b, inverse(f)), 3),
  ].reduce((product, factor) => Fp12.mul(product, factor))
}

const square = (num: Fp12Value): Fp12Value => Fp12._cyclotomicSquare(num)

const powerOfU = (num: Fp12Value): Fp12Value => Fp12._cyclotomicExp(num, u)

/** After the easy part, and of every result of a pairing, the conjugate is the inverse. */
const inverse = (num: Fp12Value): Fp12Value => Fp12.conjugate(num)
