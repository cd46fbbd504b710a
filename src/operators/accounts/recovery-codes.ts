import { createHash, randomInt } from 'node:crypto'

/** Ten of them: each lets its operator in once where his authenticator is lost. */
export function drawRecoveryCodes(): readonly string[] {
  return Array.from({ length: 10 }, () =>
    Array.from({ length: 4 }, () =>
      Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join(''),
    ).join('-'),
  )
}

/** What is kept of a code: with 79 bits by chance nobody finds it from that. Nothing for what is none. */
export function hashOfRecoveryCode(text: string): string | undefined {
  const code = text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return code.length === 16 ? createHash('sha256').update(code).digest('hex') : undefined
}

/** Without those that are taken for another. */
const letters = '23456789abcdefghjkmnpqrstuvwxyz'
