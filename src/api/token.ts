import { createHash, randomBytes } from 'node:crypto'

/** What a token may be used for. */
export const scopes = [
  'activations',
  'batch',
  'keys:read',
  'keys:write',
  'cases:read',
  'audit:read',
] as const

export type Scope = (typeof scopes)[number]

/** A token as it is kept: never itself. Times are ms since 1970. */
export type Token = {
  /** Who it was given to; it stands in the audit. */
  readonly name: string
  /** 64 hex digits: SHA-256 of the token. */
  readonly hash: string
  readonly scopes: readonly Scope[]
  readonly createdAt: number
  /** From then on it is not taken. */
  readonly expiresAt?: number
  /** Midnight UTC of the last day on which it was used. */
  readonly lastUsedOn?: number
}

/** The tokens that are good, and those that were. Throws the fault `database-unusable`. */
export type Tokens = {
  readonly add: (
    token: Pick<Token, 'name' | 'hash' | 'scopes' | 'createdAt' | 'expiresAt'>,
  ) => Promise<'added' | 'taken'>
  /** By name. */
  readonly list: () => Promise<readonly Token[]>
  /** Gives whether there was one. */
  readonly remove: (name: string) => Promise<boolean>
  readonly find: (hash: string) => Promise<Token | undefined>
  readonly noteUse: (hash: string, day: number) => Promise<void>
}

/** 256 bits by chance, behind letters by which scanners find a token that lies about. */
export function drawToken(): string {
  return `al_${randomBytes(32).toString('hex')}`
}

/**
 * What is kept of a token. It is looked up by this: what a comparison's time could tell is a part of the hash of 256
 * bits, which helps nobody.
 */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

export function isTokenLike(text: string): boolean {
  return /^al_[0-9a-f]{64}$/.test(text)
}

export function isScope(text: string): text is Scope {
  return (scopes as readonly string[]).includes(text)
}
