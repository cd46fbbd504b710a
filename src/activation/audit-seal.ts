import { createHmac, createSecretKey } from 'node:crypto'
import type { Secrets } from '../identifiers/secrets.ts'
import type { AuditLine, Seal } from './audit.ts'

/**
 * Seals with the audit key of these secrets: HMAC-SHA-256 over the number (8 bytes), the seal before (32 bytes, zeros
 * before the first) and the line's fields as text. Before each field stands how many bytes of UTF-8 it has (4 bytes,
 * all ones for no value), so that no two lines have the same bytes. Numbers have their most significant byte first.
 */
export function createSeal(secrets: Pick<Secrets, 'derive'>): Seal {
  const auditKey = createSecretKey(secrets.derive('audit/v1', 32))
  return (before, line) => {
    const number = (before?.number ?? 0) + 1
    const hmac = createHmac('sha256', auditKey)
    hmac.update(eightBytes(number))
    hmac.update(before === undefined ? nothingBefore : Buffer.from(before.seal, 'hex'))
    for (const field of fieldsOf(line)) {
      hmac.update(lengthOf(field))
      if (field !== null) hmac.update(field)
    }
    return { number, seal: hmac.digest('hex') }
  }
}

const nothingBefore = new Uint8Array(32)

function fieldsOf(line: AuditLine): readonly (string | null)[] {
  const { id, at, kind, product, serial, caseNumber, entry } = line
  return [String(id), at, kind, product, serial, caseNumber, entry]
}

function eightBytes(number: number): Uint8Array {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(number))
  return bytes
}

function lengthOf(field: string | null): Uint8Array {
  const bytes = Buffer.alloc(4, 0xff)
  if (field !== null) bytes.writeUInt32BE(Buffer.byteLength(field))
  return bytes
}
