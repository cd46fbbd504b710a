import type { Ledger } from '../../activation/ledger.ts'
import type { AccountStore } from '../accounts/account-store.ts'
import type { Devices } from '../accounts/devices.ts'
import type { PasswordHashing } from '../accounts/password-hash.ts'
import type { Sealing } from '../accounts/sealing.ts'
import type { SessionStore } from '../accounts/sessions.ts'
import type { SignInLimits } from '../accounts/sign-in-limits.ts'
import type { CasesDeps } from './cases-routes.ts'
import type { FiguresDeps } from './figures-routes.ts'
import type { Organisation } from '../organisation/organisation.ts'
import type { OverrideStore } from '../overrides/override-store.ts'

export type ConsoleDeps = {
  /** Without a slash at its end. */
  readonly publicUrl: string
  readonly accounts: AccountStore
  readonly sessions: SessionStore
  readonly overrides: OverrideStore
  readonly ledger: Ledger
  readonly hashing: PasswordHashing
  readonly sealing: Sealing
  readonly devices: Devices
  readonly limits: SignInLimits
  /** What the audit tells of an address. */
  readonly hashAddress: (address: string) => string
  readonly organisation?: Organisation
  /** What supervisors look into. */
  readonly supervision: Omit<FiguresDeps, 'now'> & Omit<CasesDeps, 'accounts' | 'now'>
  /** ms since 1970 */
  readonly now: () => number
  /** Told of every error that is answered with 500 or 503. */
  readonly report: (error: unknown) => void
}
