import { hexToBytes } from '@noble/hashes/utils.js'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { healConfirmationId } from '../../src/identifiers/confirmation-healing.ts'
import { createChecker } from '../../src/identifiers/confirmation-id.ts'
import { readGroups, splitDigits } from '../../src/identifiers/digit-groups.ts'
import { fingerprintOf } from '../../src/identifiers/fingerprint.ts'
import { parseInstallationId } from '../../src/identifiers/installation-id.ts'
import { parseProductKey } from '../../src/identifiers/product-key.ts'
import { junk } from './arbitraries.ts'
import { vectors } from './vectors.ts'

const [vector] = vectors.valid
const payload = hexToBytes(vector.installationPayload)
const checker = createChecker(vector.publicKey)

/** What a caller without types could hand over: anything. */
const anyInput = junk as fc.Arbitrary<never>

const isRefusalOrKnown = (result: { readonly kind: string }): void => {
  expect(['refused', 'value', 'product-key', 'installation', 'genuine']).toContain(result.kind)
}

test.each([
  ['a product key', (input: never) => parseProductKey(input)],
  ['groups', (input: never) => readGroups(input)],
  ['an installation ID', (input: never) => parseInstallationId(input)],
  ['a confirmation ID', (input: never) => checker.check(input, payload)],
  ['a confirmation ID to be healed', (input: never) => healConfirmationId(input, payload, checker)],
])('whatever is handed over as %s is taken or refused, never thrown at', (_, read) => {
  fc.assert(
    fc.property(anyInput, (input) => isRefusalOrKnown(read(input))),
    { numRuns: 1000 },
  )
})

test('whatever is handed over as a text of digits comes back as groups', () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const groups = splitDigits(input, 9)
      expect(groups).toHaveLength(9)
      isRefusalOrKnown(parseInstallationId(groups))
    }),
  )
})

test('whatever a machine says of its parts, it gets eight bytes', () => {
  fc.assert(
    fc.property(fc.record({ disk: anyInput, board: fc.string({ unit: 'binary' }) }), (parts) => {
      expect(fingerprintOf(1, parts)).toHaveLength(8)
    }),
  )
})
