/**
 * What the console's page sends to `/console/api` and what it gets: types alone, for both sides. Times are ms since 1970.
 * Whatever is not done comes as `Refusal`; what the activation core refuses is an answer like any other.
 */
import type { BlockClass, Confirmed, KeyClass, Refused } from '../../base/activation.ts'
import type { CaseNumber, Country, InstallationId, Language } from '../../base/brand.ts'
import type { Channel, ContactReason } from '../../base/contact.ts'
import type { OperatorId, Role } from '../../base/operator.ts'
import type { OverrideKind, OverrideReason } from '../../base/override.ts'
import type { ComponentName } from '../../identifiers/fingerprint.ts'
import type { GroupVerdict } from '../../identifiers/typed-groups.ts'

/** Answered with a status of 400 or more; `there`: how it stands, where it was changed meanwhile. */
export type Refusal = {
  readonly kind: 'refused'
  readonly reason: string
  /** By field, where a body is malformed. */
  readonly fields?: readonly string[]
  readonly there?: ContactView
  /** Who has it, where somebody else does. */
  readonly by?: Somebody
  /** To wait. */
  readonly seconds?: number
}

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
  /** Who has taken him. */
  readonly operator?: Somebody
  /** Since when. */
  readonly takenAt?: number
  /** Who else is in the call. */
  readonly companions: readonly CompanionView[]
  /** The operator is in the call himself. */
  readonly isHere: boolean
  readonly isOnHold: boolean
  /** In writing: `messages` are what is said. */
  readonly isText: boolean
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

export type GroupReading = {
  readonly digits: string
  readonly verdict: GroupVerdict
  /**
   * Which digits are not as the key's proof says, from 0: known only where the whole ID was healed. A check digit alone
   * tells that a group is wrong and not where.
   */
  readonly wrongAt?: readonly number[]
}

/** What nine boxes hold; `genuine` where the proof of a key holds. */
export type ReadingView = {
  readonly groups: readonly GroupReading[]
  readonly genuine?: Genuine
}

export type Genuine = {
  /** A release ID gives a machine's activation back. */
  readonly isRelease: boolean
  readonly installationId: InstallationId
  /** It is not what the boxes hold. */
  readonly healed: boolean
  readonly key: KeyFacts
}

/** A key as operators see it: never the product key itself. */
export type KeyFacts = {
  readonly product: number
  readonly productName: string
  readonly productState: 'sold' | 'retired' | 'sunset'
  readonly successor?: string
  readonly serial: number
  readonly keyClass: KeyClass
  readonly used: number
  readonly limit: number
  readonly blocked?: BlockClass
  /** Empty: everywhere. */
  readonly regions: readonly Country[]
  /** More machines were asked for under this number. */
  readonly requested?: CaseNumber
  /** Standing ones, those first that are most like this machine; twenty at most. */
  readonly activations: readonly ActivationView[]
}

export type ActivationView = {
  readonly nth: number
  readonly at: number
  readonly caseNumber: CaseNumber
  /** The core takes it for this machine. */
  readonly isThisMachine: boolean
  /** How many of the eight are equal. */
  readonly equal: number
  /** All eight, in their order. */
  readonly components: readonly {
    readonly name: ComponentName
    readonly is: 'equal' | 'changed' | 'gone' | 'new' | 'absent'
  }[]
}

/** What was written, by whom. */
export type MessageView = {
  readonly number: number
  readonly from: 'caller' | 'operator' | 'line'
  readonly text: string
  readonly at: number
  readonly by?: OperatorId
}

/** The names of texts under `console.ask`, to be asked in this order. */
export type Question = string

/** What happened in a case, by which it is told; `by` and `who` are operators or other names in the books. */
export type CaseEvent = {
  readonly kind: string
  readonly at: number
  readonly product?: number
  readonly serial?: number
  readonly reason?: string
  readonly by?: string
}

/** All that helps one caller: of the operator who has him, and of supervisors. */
export type ContactCard = {
  readonly contact: ContactView
  /** What nine boxes hold: as the caller keyed it, or as it was kept since. */
  readonly reading: ReadingView
  /** Why he was refused before. */
  readonly refused?: Refused
  /** The answer to the ID that was confirmed in this contact is had by `activate`, again and at no cost. */
  readonly isConfirmed: boolean
  readonly note: string
  readonly messages: readonly MessageView[]
  readonly questions: readonly Question[]
  /** Earlier events of the case, the latest first. */
  readonly history: readonly CaseEvent[]
  readonly overrides: readonly OverrideView[]
  /** What the key's state leaves to be overridden. */
  readonly mayOverride: readonly OverrideKind[]
  /** Overrides that this operator may still ask for today. */
  readonly budget: number
  readonly isYours: boolean
}

export type ConfirmedView = {
  /** Eight blocks, A to H. */
  readonly blocks: readonly string[]
} & Pick<Confirmed, 'keyClass' | 'used' | 'limit' | 'reactivation' | 'emergency'>

export type Activated =
  | { readonly kind: 'confirmed'; readonly confirmed: ConfirmedView; readonly contact: ContactView }
  /** The core's no; `refused` says why. */
  | { readonly kind: 'not-confirmed'; readonly refused: Refused; readonly contact: ContactView }

export type OverrideView = {
  readonly id: string
  readonly kind: OverrideKind
  readonly reason: OverrideReason
  readonly text: string
  readonly evidence?: string
  /** Machines more. */
  readonly more: number
  readonly productName: string
  readonly serial: number
  readonly keyClass: KeyClass
  readonly caseNumber: CaseNumber
  readonly by: Somebody
  readonly at: number
  /** `waiting`: for a second person. */
  readonly state: 'waiting' | 'done' | 'declined'
  readonly decidedBy?: Somebody
  readonly decidedAt?: number
  /** You may say yes or no to it. */
  readonly isForYou: boolean
}

export type SoftphoneAccess =
  | { readonly kind: 'twilio'; readonly token: string; readonly expiresAt: number }
  | { readonly kind: 'simulated'; readonly address: string; readonly token: string }
  | { readonly kind: 'none' }

/** What is sent names the version that the page has: what was changed since is not overwritten (`stale`). */
type OfVersion = { readonly version: number }

export type Done = { readonly kind: 'done'; readonly contact: ContactView }

/** Every route, with what it takes and what it answers. `:id` is a contact, or an override. */
export type ConsoleRoutes = {
  'GET /desk/events': { sent: undefined; got: DeskEvents }
  'POST /desk/state': { sent: { readonly state: DeskState }; got: { readonly kind: 'done' } }
  /** Takes whoever is next. `nobody`: nobody waits whom you can help. */
  'POST /desk/next': { sent: object; got: Done | { readonly kind: 'nobody' } }
  'GET /contacts/:id': { sent: undefined; got: ContactCard }
  'POST /contacts/:id/take': { sent: OfVersion; got: Done }
  /** Changes nothing: it may be asked at every key. */
  'POST /contacts/:id/read': { sent: { readonly groups: readonly string[] }; got: ReadingView }
  /** Keeps what the boxes hold, for a page that is loaded anew and for whoever helps next. */
  'POST /contacts/:id/groups': {
    sent: OfVersion & { readonly groups: readonly string[] }
    got: Done
  }
  'POST /contacts/:id/note': { sent: OfVersion & { readonly note: string }; got: Done }
  'POST /contacts/:id/activate': {
    sent: OfVersion & { readonly groups: readonly string[] }
    got: Activated
  }
  /** Back to the line: to the answer where one was confirmed, or else to the first group that is missing. */
  'POST /contacts/:id/return': {
    sent: OfVersion & { readonly groups: readonly string[] }
    got: Done
  }
  'POST /contacts/:id/hold': { sent: OfVersion & { readonly isOn: boolean }; got: Done }
  /** To one colleague, or to whoever is next. */
  'POST /contacts/:id/hand-over': {
    sent: OfVersion & { readonly to?: OperatorId; readonly note: string }
    got: Done
  }
  'POST /contacts/:id/callback': { sent: OfVersion; got: Done }
  /** Helped: the line says goodbye. */
  'POST /contacts/:id/finish': { sent: OfVersion; got: Done }
  /** A colleague or supervisor goes out of the call. */
  'POST /contacts/:id/leave': { sent: OfVersion; got: Done }
  'POST /contacts/:id/watch': { sent: { readonly as: WatchAs }; got: Done }
  'POST /contacts/:id/message': {
    sent: { readonly text: string }
    got: { readonly number: number }
  }
  'GET /contacts/:id/messages': {
    sent: undefined
    got: { readonly messages: readonly MessageView[] }
  }
  'POST /contacts/:id/overrides': {
    sent: OfVersion & {
      readonly groups: readonly string[]
      readonly kind: OverrideKind
      readonly reason: OverrideReason
      readonly text: string
      readonly evidence?: string
      readonly more?: number
    }
    /** `waits`: for a second person. */
    got: { readonly kind: 'done' | 'waits'; readonly override: OverrideView }
  }
  'GET /overrides': { sent: undefined; got: { readonly overrides: readonly OverrideView[] } }
  'POST /overrides/:id/approve': { sent: object; got: { readonly override: OverrideView } }
  'POST /overrides/:id/decline': { sent: object; got: { readonly override: OverrideView } }
  'GET /softphone': { sent: undefined; got: SoftphoneAccess }
}
