import type { SignInMeans } from '../../activation/entry.ts'
import type { OperatorId } from '../../base/operator.ts'
import type { Account } from './account-store.ts'

/** Half: the password was right and the code is still to come. */
export type Stage = 'half' | 'whole'

export type Session = {
  /** 64 hex digits. */
  readonly hash: string
  readonly stage: Stage
  readonly beganAt: number
  /** To the minute. */
  readonly seenAt: number
}

/** Nobody waits so long for a code. */
const halfLivesFor = 5 * 60_000

/** A console that nobody touches is nobody's. */
const idleFor = 30 * 60_000

/** Longer than a shift. */
const livesFor = 12 * 60 * 60_000

/** Is it over, whatever the store says? */
export function isOver({ stage, beganAt, seenAt }: Omit<Session, 'hash'>, at: number): boolean {
  return stage === 'half'
    ? at - beganAt >= halfLivesFor
    : at - beganAt >= livesFor || at - seenAt >= idleFor
}

/** When a session that is used goes on until. */
export function endsAt({ beganAt }: Pick<Session, 'beganAt'>): number {
  return beganAt + livesFor
}

/** What began before is over, whatever it was. */
export function oldestAlive(at: number): number {
  return at - livesFor
}

export type SignedIn = {
  readonly operator: OperatorId
  readonly means: SignInMeans
  /** Of the address, hashed. */
  readonly from: string
  readonly at: number
}

/**
 * Who is signed in, for every replica of the line. A session is kept as its hash, and found with its operator as he is
 * at that moment. Throws the fault `database-unusable`.
 */
export type SessionStore = {
  readonly beginHalf: (hash: string, operator: OperatorId, at: number) => Promise<void>
  /** Counts a wrong code; gives how many there were. */
  readonly countTry: (hash: string) => Promise<number>
  /** Begins a session in place of another one, with its entry; `instead` must be there where it is named. */
  readonly begin: (hash: string, of: SignedIn, instead: string | undefined) => Promise<boolean>
  readonly find: (
    hash: string,
  ) => Promise<{ readonly session: Session; readonly account: Account } | undefined>
  readonly noteUse: (hash: string, at: number) => Promise<void>
  /** Ends it; of a whole one there is an entry. */
  readonly end: (hash: string, at: number) => Promise<void>
  /** Ends all of an operator's. */
  readonly endAll: (operator: OperatorId, at: number) => Promise<void>
}
