/** One caller as whoever helps him sees him: types alone. Times are ms since 1970. */
import type { Confirmed, Refused } from '../../base/activation.ts'
import type { OperatorId } from '../../base/operator.ts'
import type { OverrideKind } from '../../base/override.ts'
import type { ContactView } from './protocol-board.ts'
import type { OverrideView } from './protocol-overrides.ts'
import type { ReadingView } from './protocol-reading.ts'

/** What was written, by whom. */
export type MessageView = {
  readonly number: number
  readonly from: 'caller' | 'operator' | 'line'
  readonly text: string
  readonly at: number
  readonly by?: OperatorId
}

/** How a conversation stands in which one writes at a time, and how much of what operators wrote has come to the caller. */
export type ProgressView = {
  /** Whose turn it is: the caller's; nobody's, since what an operator wrote is being sent; the operator's. */
  readonly turn: 'caller' | 'line' | 'operator'
  /** What the caller has typed and not handed over yet. */
  readonly typing: string
  /** All up to this message has been sent; of the operator's next one so much has, as the caller reads it. */
  readonly sent: number
  readonly part: string
}

/** The names of texts under `console.ask`, to be asked in this order. */
export type Question = string

/** What came of a case at some time, for the key of this serial. */
export type CaseEvent = { readonly at: number; readonly serial: number } & (
  | { readonly kind: 'activated' | 'reactivated' | 'released' }
  | { readonly kind: 'refused'; readonly reason: Refused['reason'] }
)

/** All that helps one caller: of the operator who has him, and of supervisors. */
export type ContactCard = {
  readonly contact: ContactView
  /** What the caller keyed himself, in nine boxes. */
  readonly keyed: readonly string[]
  /** What nine boxes hold: as the caller keyed it, or as it was typed since. */
  readonly reading: ReadingView
  /** Why he was refused before. */
  readonly refused?: Refused
  /** The answer, where an ID was confirmed in this contact; to its operator alone. */
  readonly confirmed?: ConfirmedView
  /** His answer can be sent to his telephone; `at`: it was. */
  readonly text?: { readonly at?: number }
  readonly note: string
  readonly messages: readonly MessageView[]
  readonly questions: readonly Question[]
  /** What came of the case so far, the latest first. */
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

export type Done = { readonly kind: 'done'; readonly contact: ContactView }

/** What the boxes hold was kept, and reads so. */
export type Kept = Done & { readonly reading: ReadingView }
