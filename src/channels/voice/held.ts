import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { CallId } from '../../base/brand.ts'
import type { Heard } from '../../calls/exchange.ts'

/** What was heard and could not be taken: it comes in again with the address of the next request. */
export type Held = {
  readonly heard: Exclude<Heard, { readonly kind: 'ringing' }>
  /** How often in a row it failed. */
  readonly failures: number
  /** How often in a row it was put off, since too much was in hand. */
  readonly waits: number
}

export type Seal = {
  /** A text for an address: nobody else can read it, make it, or use it on another call. */
  readonly seal: (callId: CallId, held: Held) => string
  /** Nothing where the text is none of ours for this call. */
  readonly open: (callId: CallId, text: string) => Held | undefined
}

/**
 * AES-256-GCM with the call's name as what it belongs to. `key`: 32 bytes, the same in all processes of a line;
 * with nonces by chance it is good for four thousand million texts.
 */
export function createSeal(key: Uint8Array): Seal {
  return {
    seal: (callId, held) => {
      const nonce = randomBytes(nonceLength)
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(callId))
      const sealed = [cipher.update(JSON.stringify(held), 'utf8'), cipher.final()]
      return Buffer.concat([nonce, ...sealed, cipher.getAuthTag()]).toString('base64url')
    },
    open: (callId, text) => {
      if (text.length > longest) return undefined
      const bytes = Buffer.from(text, 'base64url')
      if (bytes.length < nonceLength + tagLength) return undefined
      try {
        const nonce = bytes.subarray(0, nonceLength)
        const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagLength })
        decipher.setAAD(Buffer.from(callId)).setAuthTag(bytes.subarray(-tagLength))
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

/** Far more than the keys of one listening take. */
const longest = 1_500

const count = z.int().min(0)

const schema = z.object({
  heard: z.union([
    z.object({
      kind: z.literal('keys'),
      turn: count,
      keys: z.string(),
      doubts: z.array(z.number()).exactOptional(),
    }),
    z.object({ kind: z.literal('text'), turn: count, text: z.string() }),
    z.object({ kind: z.literal('again'), turn: count }),
  ]),
  failures: count,
  waits: count,
})
