import type { Ledger } from '../../activation/ledger.ts'
import type { ActivationCore } from '../../base/activation.ts'
import type { AccountStore } from '../accounts/account-store.ts'
import type { Devices } from '../accounts/devices.ts'
import type { PasswordHashing } from '../accounts/password-hash.ts'
import type { Sealing } from '../accounts/sealing.ts'
import type { SessionStore } from '../accounts/sessions.ts'
import type { SignInLimits } from '../accounts/sign-in-limits.ts'
import type { CaseBooks } from '../cases/case-books.ts'
import type { Figures } from '../figures/figures.ts'
import type { Flow } from '../figures/summary.ts'
import type { Desk } from '../desk/desk.ts'
import type { DeskStore } from '../desk/desk-store.ts'
import type { Organisation } from '../organisation/organisation.ts'
import type { OverridePolicy } from '../overrides/override-policy.ts'
import type { OverrideStore } from '../overrides/override-store.ts'
import type { Texting } from '../telephony/texting.ts'
import type { Telephony } from '../telephony/telephony.ts'

/** Where callers wait, what is activated for them, and how far an operator may go. */
export type DeskOfConsole = {
  readonly store: DeskStore
  readonly desk: Desk
  readonly telephony: Pick<Telephony, 'access' | 'callIn'>
  readonly core: Pick<ActivationCore, 'read' | 'activate'>
  readonly overridePolicy: OverridePolicy
  /** Sends an answer as a text message. */
  readonly texting: Texting
}

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
  /** Where callers wait for a person, if they can. */
  readonly desk?: DeskOfConsole
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
