/**
 * What the console's page sends to `/console/api` and what it gets: types alone, for both sides. Times are ms since 1970.
 * Whatever is not done comes as `Refusal`; what the activation core refuses is an answer like any other.
 */
import type { OperatorId } from '../../base/operator.ts'
import type { OverrideKind, OverrideReason } from '../../base/override.ts'
import type {
  ContactView,
  DeskEvents,
  DeskState,
  Somebody,
  SoftphoneAccess,
  WatchAs,
} from './protocol-board.ts'
import type {
  Activated,
  ContactCard,
  Done,
  Kept,
  MessageView,
  ProgressView,
} from './protocol-contact.ts'
import type { OverrideView } from './protocol-overrides.ts'

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

/** What is sent names the version that the page has: what was changed since is not overwritten (`stale`). */
type OfVersion = { readonly version: number }

/** What is typed takes the place of what it was typed over: while one of these stands, another version is no matter. */
type Over<T> = OfVersion & { readonly was?: readonly T[] }

/** Every route, with what it takes and what it answers. `:id` is a contact, or an override. */
export type ConsoleRoutes = {
  'GET /desk/events': { sent: undefined; got: DeskEvents }
  'POST /desk/state': { sent: { readonly state: DeskState }; got: { readonly kind: 'done' } }
  /** Takes whoever is next. `nobody`: nobody waits whom you can help. */
  'POST /desk/next': { sent: object; got: Done | { readonly kind: 'nobody' } }
  'GET /contacts/:id': { sent: undefined; got: ContactCard }
  'POST /contacts/:id/take': { sent: OfVersion; got: Done }
  /** Keeps what the boxes hold, for a page that is loaded anew and for whoever helps next. */
  'POST /contacts/:id/groups': {
    sent: Over<readonly string[]> & { readonly groups: readonly string[] }
    got: Kept
  }
  'POST /contacts/:id/note': { sent: Over<string> & { readonly note: string }; got: Done }
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
  /** Offers him to a colleague, who takes him whenever he likes; to nobody: it is taken back. */
  'POST /contacts/:id/offer': { sent: OfVersion & { readonly to?: OperatorId }; got: Done }
  /** To one colleague, or to whoever is next: he waits for him, before all others. */
  'POST /contacts/:id/hand-over': {
    sent: OfVersion & { readonly to?: OperatorId; readonly note: string }
    got: Done
  }
  /** He is called back by whoever is free then; at another number only once his ID was confirmed. */
  'POST /contacts/:id/callback': {
    sent: OfVersion & { readonly inMinutes?: number; readonly number?: string }
    got: Done
  }
  /** He was called back and did not answer. */
  'POST /contacts/:id/not-reached': { sent: OfVersion; got: Done }
  /** Sends him the answer as a text message. */
  'POST /contacts/:id/text': { sent: OfVersion; got: Done }
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
    /** Without `progress`, whatever is written is there at once. */
    got: { readonly messages: readonly MessageView[]; readonly progress?: ProgressView }
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
