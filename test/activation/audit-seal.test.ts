import { hkdf } from '@noble/hashes/hkdf.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { AuditLine } from '../../src/activation/audit.ts'
import { createSeal } from '../../src/activation/audit-seal.ts'
import { createSecrets } from '../../src/identifiers/secrets.ts'

const masterKey = new Uint8Array(32).fill(7)
const seal = createSeal(createSecrets(masterKey))

const line: AuditLine = {
  id: 17,
  at: '1795633200000',
  kind: 'unblocked',
  product: '42',
  serial: '1',
  caseNumber: null,
  entry: '{"by":"Zoë"}',
}

const first = '27ad6e0d31b1fa36f0a0a4dbb2b5d6ac3c2c46bd9b9d0a0a3b6b7f6a1f8a1d11'

test('a seal is what anybody with the master key computes from the description', () => {
  const auditKey = hkdf(
    sha256,
    masterKey,
    utf8ToBytes('activation-line'),
    utf8ToBytes('audit/v1'),
    32,
  )
  const field = (text: string): Uint8Array =>
    concatBytes(Uint8Array.of(0, 0, 0, utf8ToBytes(text).length), utf8ToBytes(text))
  const bytes = concatBytes(
    hexToBytes('0000000000000003'),
    hexToBytes(first),
    ...['17', '1795633200000', 'unblocked', '42', '1'].map(field),
    hexToBytes('ffffffff'),
    field('{"by":"Zoë"}'),
  )
  expect(seal({ number: 2, seal: first }, line)).toEqual({
    number: 3,
    seal: bytesToHex(hmac(sha256, auditKey, bytes)),
  })
})

test('the first seal has number 1 and zeros before it', () => {
  expect(seal(undefined, line)).toEqual(seal({ number: 0, seal: '0'.repeat(64) }, line))
  expect(seal(undefined, line).number).toBe(1)
})

test('whatever is changed, even nothing into an empty text, makes another seal', () => {
  const text = fc.constantFrom(null, '', '1', '11', '\u0000')
  const lines = fc.record({ serial: text, caseNumber: text }).map((some) => ({ ...line, ...some }))
  fc.assert(
    fc.property(lines, lines, (one, other) => {
      const areSame = one.serial === other.serial && one.caseNumber === other.caseNumber
      expect(seal(undefined, one).seal === seal(undefined, other).seal).toBe(areSame)
    }),
  )
  const { seal: whole } = seal(undefined, line)
  const changed = [
    seal(undefined, { ...line, id: 18 }),
    seal(undefined, { ...line, at: '1795633200001' }),
    seal(undefined, { ...line, kind: 'blocked' }),
    seal(undefined, { ...line, product: '421', serial: '' }),
    seal(undefined, { ...line, entry: `${line.entry} ` }),
    seal({ number: 0, seal: first }, line),
    createSeal(createSecrets(new Uint8Array(32)))(undefined, line),
  ]
  expect(changed.map((one) => one.seal)).not.toContain(whole)
})
