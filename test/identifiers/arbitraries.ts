import fc from 'fast-check'
import { showGroups } from '../../src/identifiers/digit-groups.ts'

export const digit = fc.integer({ min: 0, max: 9 }).map(String)

export const sixDigits = fc.integer({ min: 0, max: 999_999 }).map((n) => String(n).padStart(6, '0'))

/** A value and its one to nine groups. */
export const idGroups = fc
  .integer({ min: 1, max: 9 })
  .chain((count) =>
    fc
      .bigInt({ min: 0n, max: 10n ** BigInt(6 * count) - 1n })
      .map((value) => ({ value, groups: showGroups(value, count) })),
  )

const bytes = (length: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: length, maxLength: length })

export const masterKey = bytes(32)

export const hardware = bytes(8)

/** What a product key says, its secret at random. */
export const keyFields = fc.record({
  product: fc.nat(4095),
  serial: fc.nat(2 ** 30 - 1),
  secret: bytes(8).map((secret) => secret.with(0, (secret[0] ?? 0) & 15)),
})

/** Anything at all where a text or a list of groups is expected, near misses included. */
export const junk = fc.oneof(
  fc.anything(),
  fc.string({ unit: 'binary' }),
  fc.array(fc.anything()),
  fc.array(fc.oneof(fc.stringMatching(/^[0-9]{5,9}$/), fc.anything()), { maxLength: 12 }),
)
