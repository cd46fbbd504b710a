/** The desk as a console shows it: types alone. Times are ms since 1970. */
import type { CaseNumber, Country, Language } from '../../base/brand.ts'
import type { Channel, ContactReason } from '../../base/contact.ts'
import type { OperatorId, Role } from '../../base/operator.ts'

export type Somebody = { readonly id: OperatorId; readonly name: string }

export type DeskState = 'available' | 'busy' | 'after-call' | 'away'

/** A contact as everybody at the desk sees it: nothing of it is private. */
export type ContactView = {
  readonly id: string
  readonly version: number
  readonly channel: Channel
  readonly caseNumber: CaseNumber
  readonly country: Country
  readonly language: Language
  readonly reason: ContactReason
  /** Of nine, by their check digits. */
  readonly groupsRight: number
  /** Waits since. */
  readonly since: number
  /** Goes before all others: his operator was lost. */
  readonly isFirst: boolean
  readonly phase: 'waiting' | 'callback' | 'with'
  /** He is called back no sooner. */
  readonly notBefore?: number
  /** How often he was called back; with an operator: this call among it. */
  readonly attempts?: number
  /** The line knows a number of his. */
  readonly mayBeCalled: boolean
  /** Who has taken him. */
  readonly operator?: Somebody
  /** Since when. */
  readonly takenAt?: number
  /** Who else is in the call. */
  readonly companions: readonly CompanionView[]
  /** The operator is in the call himself. */
  readonly isHere: boolean
  /** And the caller. */
  readonly isCallerHere: boolean
  readonly isOnHold: boolean
  /** In writing: `messages` are what is said. */
  readonly isText: boolean
  /** Whom his operator, or the one before, hands him over to. */
  readonly offeredTo?: Somebody
  readonly offeredToYou: boolean
  readonly canTake: boolean
}

export type CompanionView = Somebody & { readonly as: 'colleague' | WatchAs }

export type WatchAs = 'listens' | 'whispers' | 'joined'

export type AttendingView = Somebody & {
  readonly state: DeskState
  readonly since: number
  readonly roles: readonly Role[]
  readonly languages: readonly Language[]
  readonly countries: readonly Country[]
}

/** Server-sent events of `GET /desk/events`, by their names. `id` is the revision; `Last-Event-ID` resumes after it. */
export type DeskEvents = {
  /** Everything that there is; in place of all that was before. */
  readonly board: {
    readonly revision: number
    /** What the clock of the line says: waiting times count from it. */
    readonly now: number
    readonly contacts: readonly ContactView[]
    readonly attending: readonly AttendingView[]
    readonly you: OperatorId
  }
  /** Contacts that are new or otherwise than before, and those that are gone. */
  readonly change: {
    readonly revision: number
    readonly contacts: readonly ContactView[]
    readonly gone: readonly string[]
  }
  /** All who attend, whenever one of them is otherwise than before. */
  readonly attending: { readonly attending: readonly AttendingView[] }
}

export type SoftphoneAccess =
  | { readonly kind: 'twilio'; readonly token: string; readonly expiresAt: number }
  | { readonly kind: 'simulated'; readonly address: string; readonly token: string }
  | { readonly kind: 'none' }
