import { hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, test } from '@jest/globals'
import { createChecker, createSigner } from '../../src/identifiers/confirmation-id.ts'
import { n, p } from '../../src/identifiers/curve-parameters.ts'
import { G2 } from '../../src/identifiers/curve.ts'
import { showGroups } from '../../src/identifiers/digit-groups.ts'
import { parsePublicKey, showPublicKey } from '../../src/identifiers/public-key.ts'
import { vectors } from './vectors.ts'

const payload = hexToBytes(vectors.valid[0].installationPayload)
const signer = createSigner(1234567890123456789012345678901234567890n)
const checker = createChecker(signer.publicKey)

describe('a confirmation ID', () => {
  test('is the same each time, and genuine for its own installation and product alone', () => {
    const confirmationId = signer.sign(payload)
    expect(signer.sign(payload)).toEqual(confirmationId)
    expect(checker.check(confirmationId, payload)).toEqual({ kind: 'genuine', confirmationId })
    const notGenuine = { kind: 'refused', reason: 'not-genuine' }
    const other = payload.with(22, (payload[22] ?? 0) ^ 1)
    expect(checker.check(confirmationId, other)).toEqual(notGenuine)
    expect(checker.check(confirmationId, payload)).toEqual({ kind: 'genuine', confirmationId })
    expect(createChecker(vectors.valid[0].publicKey).check(confirmationId, payload)).toEqual(
      notGenuine,
    )
  })

  test('is judged by the installation as it was when asked, even if the bytes are used again', () => {
    const own = createChecker(signer.publicKey)
    const reused = payload.slice()
    const confirmationId = signer.sign(reused)
    expect(own.check(confirmationId, reused).kind).toBe('genuine')
    reused[22] = (reused[22] ?? 0) ^ 1
    expect(own.check(confirmationId, reused).kind).toBe('refused')
  })

  test('is refused for its check digits first, then its range, then because it is not genuine', () => {
    const refused = (reason: string): unknown => ({ kind: 'refused', reason })
    const id = signer.sign(payload)
    expect(checker.check(id.slice(0, 7), payload)).toEqual({
      ...Object(refused('check-digit')),
      group: 8,
    })
    expect(checker.check(showGroups(p, 8), payload)).toEqual(refused('out-of-range'))
    expect(checker.check(showGroups(p - 1n, 8), payload)).toEqual(refused('not-genuine'))
    expect(checker.check(showGroups(0n, 8), payload)).toEqual(refused('not-genuine'))
    expect(checker.check(showGroups(1n, 8), payload)).toEqual(refused('not-genuine'))
  })

  test('is made with a key of the group and for an installation value only', () => {
    for (const wrong of [0n, n, -1n]) expect(() => createSigner(wrong)).toThrow('1 to n - 1')
    expect(() => signer.sign(payload.subarray(1))).toThrow(RangeError)
  })
})

describe('a public key', () => {
  test('reads back as the point it was written from, in either case', () => {
    const point = parsePublicKey(signer.publicKey.toUpperCase())
    expect(showPublicKey(point)).toBe(signer.publicKey)
    expect(point.equals(G2.BASE.multiply(1234567890123456789012345678901234567890n))).toBe(true)
  })

  test('that is no point of the group is refused before anything is checked with it', () => {
    const { publicKey } = signer
    const generator = showPublicKey(G2.BASE)
    const sameModuloP = (G2.BASE.toAffine().x.c0 + p).toString(16) + generator.slice(40)
    expect(sameModuloP).toHaveLength(160)
    const notInTheGroup = onTwistOnly()
    for (const wrong of [
      '',
      publicKey.slice(1),
      `${publicKey}00`,
      publicKey.replace(/.$/, 'g'),
      publicKey.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      '0'.repeat(160),
      sameModuloP,
      notInTheGroup,
    ]) {
      expect(() => createChecker(wrong)).toThrow(RangeError)
    }
    expect(() => createChecker(notInTheGroup.slice(0, 159))).toThrow('not a public key')
  })
})

/** A point of the twist outside the subgroup; nearly all are. */
function onTwistOnly(): string {
  for (let c0 = 1n; ; c0 += 1n) {
    try {
      const x = G2.Fp.create({ c0, c1: 0n })
      const y = G2.Fp.sqrt(G2.Fp.add(G2.Fp.mul(G2.Fp.sqr(x), x), G2.CURVE().b))
      const point = G2.fromAffine({ x, y })
      if (!point.isTorsionFree()) return showPublicKey(point)
    } catch {
      continue
    }
  }
}
