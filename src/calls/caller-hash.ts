import { createHmac, createSecretKey } from 'node:crypto'
import type { E164 } from '../base/brand.ts'
import type { CallerHash } from './call-store.ts'

/** Numbers that spell ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE on a keypad: nobody's. */
const withheld: ReadonlySet<string> = new Set([
  '+266696687',
  '+7378742833',
  '+2562533',
  '+8656696',
  '+86282452253',
])

/** Reads Twilio's `From`; a withheld number, in any of its forms, is no number. */
export function parseCaller(from: string): E164 | undefined {
  return /^\+[1-9]\d{5,14}$/.test(from) && !withheld.has(from) ? (from as E164) : undefined
}

/** Makes the function that hashes telephone numbers; `key` is derived from a secret of the line for this alone. */
export function createCallerHash(key: Uint8Array): (caller: E164) => CallerHash {
  const secret = createSecretKey(key)
  return (caller) => createHmac('sha256', secret).update(caller).digest('base64url') as CallerHash
}
