import type { Keyring } from '../activation/keyring.ts'
import type { Ledger } from '../activation/ledger.ts'
import type { ActivationCore } from '../base/activation.ts'
import type { Limits } from '../calls/limits.ts'
import type { Once } from './once.ts'
import type { Tokens } from './token.ts'

/** The publisher's books, where this line keeps them itself. */
export type Books = {
  readonly ledger: Ledger
  readonly keyring: Keyring
  readonly tokens: Tokens
  readonly once: Once
}

export type ApiDependencies = {
  readonly core: ActivationCore
  /** Without them the API has only what everybody may ask. */
  readonly books?: Books
  readonly limits: Pick<Limits, 'waitOf'>
  /** Requests a minute and address without a token; 0: no limit. */
  readonly ratePerMinute: number
  /** Of each token; 6,000 where it is not given, 0: no limit. */
  readonly ratePerMinuteOfToken?: number
  /** ms since 1970 */
  readonly now: () => number
  /** Told of every error that is answered with 500 or 503. */
  readonly report: (error: unknown) => void
}
