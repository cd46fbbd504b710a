import { describe, expect, test } from '@jest/globals'
import { n, p } from '../../src/identifiers/curve-parameters.ts'
import { Fp12, G1, G2, pairingWith } from '../../src/identifiers/curve.ts'
import { pointAt } from '../../src/identifiers/hash-to-curve.ts'

describe('the pairing', () => {
  const one = pairingWith(G2.BASE)(G1.BASE.toAffine())

  test('is not trivial, and its values have the order of the groups', () => {
    expect(Fp12.eql(one, Fp12.ONE)).toBe(false)
    expect(Fp12.eql(Fp12.pow(one, n), Fp12.ONE)).toBe(true)
  })

  test('takes a factor from either side', () => {
    const factor = 123456789012345678901234567890123n
    const expected = Fp12.pow(one, factor)
    const left = pairingWith(G2.BASE)(G1.BASE.multiply(factor).toAffine())
    const right = pairingWith(G2.BASE.multiply(factor))(G1.BASE.toAffine())
    expect(Fp12.eql(left, expected)).toBe(true)
    expect(Fp12.eql(right, expected)).toBe(true)
  })
})

describe('the groups', () => {
  test('have the order they are said to have', () => {
    expect(
      G1.BASE.multiplyUnsafe(n - 1n)
        .add(G1.BASE)
        .is0(),
    ).toBe(true)
    expect(
      G2.BASE.multiplyUnsafe(n - 1n)
        .add(G2.BASE)
        .is0(),
    ).toBe(true)
  })

  test('have 48-digit coordinates in a field that is just below 10^48', () => {
    expect(p.toString()).toHaveLength(48)
    expect(p % 4n).toBe(3n)
  })

  test('have for each x that is on the curve the point whose y is even', () => {
    expect(pointAt(1n)).toEqual({ x: 1n, y: 2n })
    const points = Array.from({ length: 50 }, (_, i) => pointAt(BigInt(i)))
    for (const point of points.filter((found) => found !== undefined)) {
      expect(point.y % 2n).toBe(0n)
      expect((point.y ** 2n - point.x ** 3n - 3n) % p).toBe(0n)
    }
    expect(points).toContain(undefined)
  })
})
