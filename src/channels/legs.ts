import type { CallId, Language } from '../base/brand.ts'
import type { OperatorId } from '../base/operator.ts'

/** Where a caller is who asked for a person. `turn`: of the automatic line, which awaits him. */
export type CallerAt = {
  readonly language: Language
  readonly turn: number
} & (
  | { readonly kind: 'waits' }
  /** With an operator, or about to be; `contact` names their conference. */
  | { readonly kind: 'with'; readonly contact: string }
  /** It is known how it went: he goes on in the automatic line. */
  | { readonly kind: 'decided' }
)

/** How an operator sits in a conference. `whispers` is heard by whom he coaches alone, if that one is there. */
export type Seat = {
  readonly language: Language
  readonly as: 'operator' | 'colleague' | 'joined' | 'listens' | 'whispers'
  readonly coaches?: CallId
}

/** What Twilio tells of a conference; it may come twice, and in another order. */
export type ConferenceEvent = {
  readonly contact: string
  /** Twilio's own name for it. */
  readonly conference: string
} & (
  | { readonly kind: 'began' | 'ended' }
  /** Without an operator it is the caller's. */
  | {
      readonly kind: 'joined' | 'left'
      readonly leg: CallId
      readonly operator?: OperatorId
    }
)

/** The calls of callers and operators that are led together. All may throw where it can't be told. */
export type Legs = {
  /** Nothing where he has not asked for a person. */
  readonly caller: (callId: CallId) => Promise<CallerAt | undefined>
  /** Nothing where this operator has no part in that contact: he is not let in, and that is noted. */
  readonly seat: (operator: OperatorId, contact: string) => Promise<Seat | undefined>
  /** Whom the line calls back is answered: from now on this is the contact's call. `isThere`: by a person. */
  readonly answered: (
    contact: string,
    leg: CallId,
    isThere: boolean,
  ) => Promise<CallerAt | undefined>
  readonly happened: (event: ConferenceEvent) => Promise<void>
}
