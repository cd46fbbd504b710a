import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { CallId } from '../base/brand.ts'

/** Makes texts for a call that go through other hands. */
export type Seal<T> = {
  /** Nobody else can read it, make it, or use it on another call. */
  readonly seal: (callId: CallId, value: T) => string
  /** Nothing where the text is none of ours for this call. */
  readonly open: (callId: CallId, text: string) => T | undefined
}

export type SealOptions<T> = {
  readonly schema: z.ZodType<T>
  /** Longer texts are none of ours. */
  readonly longest: number
  /** Before the call's name, so that what is sealed for one purpose serves no other. */
  readonly purpose?: string
}

/**
 * AES-256-GCM with the call's name as what it belongs to. `key`: 32 bytes, the same in all processes of a line;
 * with nonces by chance it is good for four thousand million texts.
 */
export function createSeal<T>(
  key: Uint8Array,
  { schema, longest, purpose = '' }: SealOptions<T>,
): Seal<T> {
  const belongsTo = (callId: CallId): Buffer => Buffer.from(purpose + callId)
  return {
    seal: (callId, value) => {
      const nonce = randomBytes(nonceLength)
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(belongsTo(callId))
      const sealed = [cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]
      return Buffer.concat([nonce, ...sealed, cipher.getAuthTag()]).toString('base64url')
    },
    open: (callId, text) => {
      if (text.length > longest) return undefined
      const bytes = Buffer.from(text, 'base64url')
      if (bytes.length < nonceLength + tagLength) return undefined
      try {
        const nonce = bytes.subarray(0, nonceLength)
        const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagLength })
        decipher.setAAD(belongsTo(callId)).setAuthTag(bytes.subarray(-tagLength))
        const opened = decipher.update(bytes.subarray(nonceLength, -tagLength))
        return schema.parse(JSON.parse(Buffer.concat([opened, decipher.final()]).toString()))
      } catch {
        return undefined
      }
    },
  }
}

const algorithm = 'aes-256-gcm'
const [nonceLength, tagLength] = [12, 16]
