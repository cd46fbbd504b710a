import { createHash, randomBytes } from 'node:crypto'
import type { OperatorId } from '../../base/operator.ts'

/** 256 bits by chance: who knows it is let in. */
export function drawSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of it, and by which it is looked up. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

export function isSecretLike(text: string): boolean {
  return /^[\w-]{43}$/.test(text)
}

/** Names one thing among all that ever were. */
export function drawName(): string {
  return randomBytes(16).toString('base64url')
}

export function drawOperatorId(): OperatorId {
  return randomBytes(9).toString('base64url') as OperatorId
}
