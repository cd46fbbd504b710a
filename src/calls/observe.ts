import type { FaultCode } from '../base/faults.ts'
import type { State } from '../dialogue/state.ts'
import type { Outcome } from '../dialogue/turn.ts'

/** Where the calls write what happened; whatever is private stands under `private`. */
export type CallLog = {
  readonly info: (fields: object, sentence: string) => void
  readonly warn: (fields: object, sentence: string) => void
  readonly error: (fields: object, sentence: string) => void
}

/** Where a call stood: what its caller was answered in, or `unknown` where that cannot be read any more. */
export type Place = State['kind'] | 'unknown'

export type CallMetrics = {
  readonly callAnswered: (country: string) => void
  /** `state`: where the call stood when its caller hung up, or when the line said goodbye. */
  readonly callEnded: (end: {
    readonly country: string
    readonly outcome: Outcome
    readonly state: Place
  }) => void
  readonly webhookRepeated: () => void
  readonly fault: (code: FaultCode) => void
}
