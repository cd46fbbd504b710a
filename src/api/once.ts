import type { Ledger } from '../activation/ledger.ts'

/** The changes of the books that must not happen twice because a request came twice, and what they look at. */
export type OnceBooks = Pick<Ledger, 'key' | 'mint' | 'extend' | 'declineExtension'>

export type OnceRequest = {
  /** 64 hex digits that stand for the client and its key. */
  readonly name: string
  /** 64 hex digits that stand for what was asked. */
  readonly request: string
  /** ms since 1970 */
  readonly at: number
}

/**
 * Does a piece of work for a name once within 24 hours: what came of it is kept in the transaction that does it, so
 * that after any crash either both are there or neither. The outcome is JSON and must hold no secret.
 */
export type Once = <T>(
  request: OnceRequest,
  work: (books: OnceBooks) => Promise<T>,
) => Promise<OnceResult<T>>

export type OnceResult<T> =
  | { readonly kind: 'done'; readonly outcome: T }
  /** The name was used for something else. */
  | { readonly kind: 'other-request' }

/** How long an outcome is kept, in ms. */
export const outcomeLivesFor = 24 * 60 * 60 * 1000
