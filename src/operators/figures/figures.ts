import type { Country, Language } from '../../base/brand.ts'
import type { Channel } from '../../base/contact.ts'
import type { FlowStep } from '../../dialogue/flow-step.ts'

/**
 * What is counted of calls, with the values it has:
 * - `ended`, `ended-with-person`: the outcome of each call; the second again for those in which a person had helped;
 * - `left-at`: the step with which it ended;
 * - `activated-within`, `waited`, `handled`: so long at most, in seconds (`within.ts`): the first activation of a call
 *   after its ring, a caller's waiting for a person, a person's work with him;
 * - `missed`: the group that was asked for in vain, `0` where it was none;
 * - `refused`: why the core said no; `helped`: how it went with a caller who was to be helped (`count-helping.ts`).
 */
export const figures = [
  'ended',
  'ended-with-person',
  'left-at',
  'activated-within',
  'missed',
  'refused',
  'waited',
  'handled',
  'helped',
] as const

export type Figure = (typeof figures)[number]

/** Of which callers something is counted. */
export type Callers = {
  readonly country: Country
  readonly language: Language
  readonly channel: Channel
}

/** How often something was on one day, in days since 1970 (UTC). Nothing in it is of one caller. */
export type Counted = Callers & {
  readonly day: number
  readonly figure: Figure
  readonly value: string
  readonly count: number
}

/** A call that is not over, as it stood when it last came to another step. */
export type CallUnderWay = Callers & {
  /** Tells it from others, and leads to none. */
  readonly call: string
  /** `over`: it has ended; kept for a while, since who tells of an earlier step may come later. */
  readonly step: FlowStep | 'over'
  /** Which of its turns came there: of two that tell of a call the later one is right. */
  readonly turn: number
  /** ms since 1970: whose end nobody told of is forgotten then. */
  readonly until: number
}

/** So many calls stand there now. */
export type Standing = Callers & { readonly step: FlowStep; readonly count: number }

/** Where figures are kept, of all replicas together. Throws the fault `database-unusable`. */
export type Figures = {
  readonly add: (counted: readonly Counted[]) => Promise<void>
  /** What was counted on these days, both included. */
  readonly of: (days: { readonly from: number; readonly to: number }) => Promise<readonly Counted[]>
  readonly note: (calls: readonly CallUnderWay[], now: number) => Promise<void>
  readonly underWay: (now: number) => Promise<readonly Standing[]>
}
