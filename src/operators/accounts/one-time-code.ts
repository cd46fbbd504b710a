import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

/** A secret for one-time codes, in base 32: 160 bits, as RFC 4226 asks for. */
export function drawCodeSecret(): string {
  return codeSecretOf(randomBytes(20))
}

/** The same of bytes that are given. */
export function codeSecretOf(bytes: Uint8Array): string {
  return Secret.fromHex(Buffer.from(bytes).toString('hex')).base32
}

/**
 * The step of 30 seconds to which a code belongs (RFC 6238), where it is one of now, the step before or the one after.
 * A code is good once: whoever asks keeps the step, and takes later ones only.
 */
export function stepOfCode(secret: string, code: string, at: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined
  const totp = totpOf(secret)
  const delta = totp.validate({ token: code, timestamp: at, window: 1 })
  return delta === null ? undefined : totp.counter({ timestamp: at }) + delta
}

export function codeAt(secret: string, at: number): string {
  return totpOf(secret).generate({ timestamp: at })
}

/** What an authenticator scans: whose code it is for which line. */
export function codeAddress(secret: string, email: string): string {
  return totpOf(secret, email).toString()
}

function totpOf(secret: string, label = ''): TOTP {
  return new TOTP({ issuer: 'Activation Line', label, secret: Secret.fromBase32(secret) })
}
