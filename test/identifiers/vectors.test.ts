import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, test } from '@jest/globals'
import { unreachable } from '../../src/base/unreachable.ts'
import { createChecker, createSigner } from '../../src/identifiers/confirmation-id.ts'
import { n, p, u } from '../../src/identifiers/curve-parameters.ts'
import { Fp2, G1, G2 } from '../../src/identifiers/curve.ts'
import { dammTable } from '../../src/identifiers/damm.ts'
import {
  componentNames,
  fingerprintOf,
  presentComponents,
  sameMachine,
} from '../../src/identifiers/fingerprint.ts'
import {
  createProver,
  makeInstallationId,
  parseInstallationId,
} from '../../src/identifiers/installation-id.ts'
import {
  parseProductKey,
  productKeyAlphabet,
  showProductKey,
} from '../../src/identifiers/product-key.ts'
import { createSecrets } from '../../src/identifiers/secrets.ts'
import type { RefusedVector } from './vectors.ts'
import { vectors } from './vectors.ts'

describe('the constants of the format', () => {
  test('the curve is the published one', () => {
    const { curve } = vectors
    const point = ([c0, c1]: readonly string[]): unknown => ({
      c0: BigInt(c0 ?? ''),
      c1: BigInt(c1 ?? ''),
    })
    expect([u, p, n].map(String)).toEqual([curve.u, curve.p, curve.n])
    expect(G1.CURVE().b.toString()).toBe(curve.b)
    expect([G1.BASE.toAffine().x, G1.BASE.toAffine().y].map(String)).toEqual(curve.g1)
    expect(G2.BASE.toAffine()).toEqual({ x: point(curve.g2.x), y: point(curve.g2.y) })
    expect(G2.CURVE().b).toEqual(point(curve.twistB))
    expect(`${Fp2.NONRESIDUE.c0}+i`).toBe(curve.xi)
    expect(Fp2.NONRESIDUE.c1).toBe(1n)
  })

  test('the check digits, the letters of a key and the parts of a machine are the published ones', () => {
    expect(dammTable.map((row) => row.join(''))).toEqual(vectors.damm)
    expect(productKeyAlphabet).toBe(vectors.alphabet)
    expect(componentNames).toEqual(vectors.components)
  })
})

describe.each(vectors.valid)('the key $productKey', (vector) => {
  const { product, serial } = vector
  const secrets = createSecrets(hexToBytes(vector.masterKey))
  const secret = secrets.keySecret(product, serial)
  const hardware = hexToBytes(vector.fingerprint)
  const payload = hexToBytes(vector.installationPayload)

  test('follows from the master key, and is read back', () => {
    expect(bytesToHex(secret)).toBe(`0${vector.secret}`)
    expect(showProductKey({ product, serial, secret })).toBe(vector.productKey)
    expect(parseProductKey(vector.productKey)).toEqual({
      kind: 'product-key',
      product,
      serial,
      secret,
    })
  })

  test('makes the published IDs on its machine', () => {
    expect(bytesToHex(fingerprintOf(product, vector.components))).toBe(vector.fingerprint)
    const fields = { product, serial, secret, hardware }
    expect(makeInstallationId(fields)).toEqual(vector.installationId)
    expect(makeInstallationId({ ...fields, version: 2 })).toEqual(vector.releaseId)
  })

  test('proves its IDs, which say what they are', () => {
    const installation = parseInstallationId(vector.installationId)
    expect(installation).toEqual({
      kind: 'installation',
      version: 1,
      product,
      serial,
      hardware,
      payload,
      id: vector.installationId,
    })
    expect(createProver(secret).proves(payload)).toBe(true)
    const release = parseInstallationId(vector.releaseId)
    expect(release).toMatchObject({ kind: 'installation', version: 2, product, serial, hardware })
    expect(release.kind === 'installation' && createProver(secret).proves(release.payload)).toBe(
      true,
    )
  })

  test('gets the published answer, which its program takes', () => {
    const signer = createSigner(secrets.signingKey(product))
    expect(signer.publicKey).toBe(vector.publicKey)
    expect(signer.sign(payload)).toEqual(vector.confirmationId)
    expect(createChecker(vector.publicKey).check(vector.confirmationId, payload)).toEqual({
      kind: 'genuine',
      confirmationId: vector.confirmationId,
    })
  })
})

test.each(vectors.refused)('a $kind is refused: $reason', (vector) => {
  const expected =
    'group' in vector && vector.group !== null
      ? { reason: vector.reason, group: vector.group }
      : { reason: vector.reason }
  expect(refusalOf(vector)).toEqual({ kind: 'refused', ...expected })
})

test.each(vectors.machines)('$presented is the machine $registered: $same', (vector) => {
  const [registered, presented] = [hexToBytes(vector.registered), hexToBytes(vector.presented)]
  const least = Math.min(presentComponents(registered), presentComponents(presented))
  expect(least < 4 ? null : sameMachine(registered, presented)).toBe(vector.same)
  expect(least < 4 ? null : sameMachine(presented, registered)).toBe(vector.same)
})

function refusalOf(vector: RefusedVector): unknown {
  switch (vector.kind) {
    case 'product-key':
      return parseProductKey(vector.text)
    case 'installation-id':
      return provedInstallation(vector.groups, vector.masterKey)
    case 'confirmation-id':
      return createChecker(vector.publicKey).check(
        vector.groups,
        hexToBytes(vector.installationPayload),
      )
    default:
      return unreachable(vector)
  }
}

function provedInstallation(groups: readonly string[], masterKey: string | undefined): unknown {
  const parsed = parseInstallationId(groups)
  if (parsed.kind === 'refused' || masterKey === undefined) return parsed
  const secret = createSecrets(hexToBytes(masterKey)).keySecret(parsed.product, parsed.serial)
  return createProver(secret).proves(parsed.payload)
    ? parsed
    : { kind: 'refused', reason: 'forged' }
}
