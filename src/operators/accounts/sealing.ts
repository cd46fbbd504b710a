import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto'

/** Hides text from whoever has not the key, for one purpose and one place. */
export type Sealing = {
  readonly seal: (text: string, place: string) => string
  /** Nothing where it was altered, or sealed for another place or with another key. */
  readonly open: (sealed: string, place: string) => string | undefined
}

/** AES-256-GCM with a nonce by chance; the place is authenticated with it. */
export function createSealing(key: Uint8Array): Sealing {
  const secret = createSecretKey(key)
  return {
    seal: (text, place) => {
      const nonce = randomBytes(nonceLength)
      const cipher = createCipheriv('aes-256-gcm', secret, nonce)
      cipher.setAAD(Buffer.from(place))
      const hidden = [cipher.update(text, 'utf8'), cipher.final()]
      return Buffer.concat([nonce, ...hidden, cipher.getAuthTag()]).toString('base64url')
    },
    open: (sealed, place) => {
      const bytes = Buffer.from(sealed, 'base64url')
      if (bytes.length < nonceLength + tagLength) return undefined
      const end = bytes.length - tagLength
      const nonce = bytes.subarray(0, nonceLength)
      const decipher = createDecipheriv('aes-256-gcm', secret, nonce, { authTagLength: tagLength })
      decipher.setAAD(Buffer.from(place))
      decipher.setAuthTag(bytes.subarray(end))
      try {
        const text = [decipher.update(bytes.subarray(nonceLength, end)), decipher.final()]
        return Buffer.concat(text).toString('utf8')
      } catch {
        return undefined
      }
    },
  }
}

const nonceLength = 12
const tagLength = 16
