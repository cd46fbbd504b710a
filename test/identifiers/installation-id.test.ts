import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { showGroups } from '../../src/identifiers/digit-groups.ts'
import {
  createProver,
  makeInstallationId,
  parseInstallationId,
} from '../../src/identifiers/installation-id.ts'
import { hardware, keyFields } from './arbitraries.ts'

const version = fc.constantFrom(1 as const, 2 as const)

describe('an installation ID', () => {
  test('reads back as the key, the machine and the wish it was made of, and proves its key', () => {
    fc.assert(
      fc.property(keyFields, hardware, version, (key, machine, wish) => {
        const id = makeInstallationId({ ...key, hardware: machine, version: wish })
        const parsed = parseInstallationId(id)
        expect(parsed).toMatchObject({
          kind: 'installation',
          version: wish,
          product: key.product,
          serial: key.serial,
          hardware: machine,
          id,
        })
        expect(
          parsed.kind === 'installation' && createProver(key.secret).proves(parsed.payload),
        ).toBe(true)
      }),
    )
  })

  test('with any one bit changed proves nothing', () => {
    fc.assert(
      fc.property(keyFields, hardware, fc.nat(178), (key, machine, bit) => {
        const parsed = parseInstallationId(makeInstallationId({ ...key, hardware: machine }))
        if (parsed.kind !== 'installation') throw new Error('not an installation ID')
        const at = 22 - Math.floor(bit / 8)
        const changed = parsed.payload.with(at, (parsed.payload[at] ?? 0) ^ (1 << (bit % 8)))
        const prover = createProver(key.secret)
        expect(prover.proves(changed)).toBe(false)
        expect(prover.proves(parsed.payload)).toBe(true)
        expect(prover.proves(parsed.payload.subarray(1))).toBe(false)
        expect(prover.proves(Uint8Array.of(...parsed.payload, 0))).toBe(false)
      }),
    )
  })

  test('is refused for its check digits first, then its range, then its version', () => {
    const reasonOf = (value: bigint): unknown => parseInstallationId(showGroups(value, 9))
    expect(reasonOf(1n << 179n)).toEqual({ kind: 'refused', reason: 'out-of-range' })
    expect(reasonOf(10n ** 54n - 1n)).toEqual({ kind: 'refused', reason: 'out-of-range' })
    for (const unknown of [0n, 3n, 4n, 5n, 6n, 7n]) {
      expect(reasonOf(unknown << 176n)).toEqual({ kind: 'refused', reason: 'unknown-version' })
    }
    const outOfRange = showGroups(10n ** 54n - 1n, 9)
    expect(parseInstallationId(outOfRange.with(8, '0000000'))).toEqual({
      kind: 'refused',
      reason: 'check-digit',
      group: 9,
    })
  })

  test('is not made for numbers that no key has', () => {
    const fields = { product: 1, serial: 1, secret: new Uint8Array(8), hardware: new Uint8Array(8) }
    expect(() => makeInstallationId({ ...fields, product: 4096 })).toThrow(RangeError)
    expect(() => makeInstallationId({ ...fields, serial: -1 })).toThrow(RangeError)
    expect(() => makeInstallationId({ ...fields, hardware: new Uint8Array(9).fill(1) })).toThrow(
      RangeError,
    )
    expect(() => makeInstallationId({ ...fields, secret: new Uint8Array(7) })).toThrow(RangeError)
  })
})
