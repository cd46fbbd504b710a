import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Operator } from './operator.ts'
import { hashOfSecret, isSecretLike } from './secrets-of-chance.ts'
import { endsAt, isOver, type SessionStore } from './sessions.ts'

/** Who asks, as he is at this moment. */
export type Recognised = {
  readonly operator: Operator
  /** 64 hex digits. */
  readonly session: string
  /** ms since 1970: then he signs in again. */
  readonly until: number
}

/** A minute more or less of idleness is nothing to write for at every request. */
const notedEveryMs = 60_000

/** Finds out whose session it is, and that it is used. */
export async function recognise(
  sessions: Pick<SessionStore, 'find' | 'noteUse'>,
  secret: string,
  at: number,
): Promise<Recognised | undefined> {
  if (!isSecretLike(secret)) return undefined
  const found = await sessions.find(hashOfSecret(secret))
  if (found === undefined) return undefined
  const { session, account } = found
  const isGood = session.stage === 'whole' && !isOver(session, at)
  if (!isGood || account.operator.state === 'disabled') return undefined
  if (at - session.seenAt >= notedEveryMs) await sessions.noteUse(session.hash, at)
  return { operator: account.operator, session: session.hash, until: endsAt(session) }
}

/** What a page of this session sends with everything that changes something: no other page knows it. */
export function pageToken(secret: string): string {
  return createHmac('sha256', secret).update('page-token/v1').digest('base64url')
}

export function isPageToken(token: string, secret: string): boolean {
  const expected = Buffer.from(pageToken(secret))
  const given = Buffer.from(token)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
