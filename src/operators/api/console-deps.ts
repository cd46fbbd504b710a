import type { Ledger } from '../../activation/ledger.ts'
import type { AccountStore } from '../accounts/account-store.ts'
import type { Devices } from '../accounts/devices.ts'
import type { PasswordHashing } from '../accounts/password-hash.ts'
import type { Sealing } from '../accounts/sealing.ts'
import type { SessionStore } from '../accounts/sessions.ts'
import type { SignInLimits } from '../accounts/sign-in-limits.ts'
import type { CaseBooks } from '../cases/case-books.ts'
import type { Figures } from '../figures/figures.ts'
import type { Flow } from '../figures/summary.ts'
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
  readonly supervision: Supervision
  /** ms since 1970 */
  readonly now: () => number
  /** Told of every error that is answered with 500 or 503. */
  readonly report: (error: unknown) => void
}

export type Supervision = CaseBooks & {
  readonly figures: Figures
  /** Of the countries that are served. */
  readonly flows: readonly Flow[]
  readonly ledger: Pick<Ledger, 'auditHead' | 'auditPage' | 'products'>
}
