import type { CallId, CaseNumber } from '../../../src/base/brand.ts'
import type { CallerHash, TurnTaken } from '../../../src/calls/call-store.ts'

export const callId = 'CA1' as CallId

export const caseNumber = '12345678' as CaseNumber

export const caller = 'hash' as CallerHash

/** A turn of one call, as it is saved. */
export function turnOf(turn: number, rest: Partial<TurnTaken> = {}): TurnTaken {
  return {
    callId,
    turn,
    reply: `reply ${turn}`,
    state: '{}',
    caseNumber,
    caller,
    at: 0,
    keyed: [{ kind: 'press', key: '4' }],
    over: false,
    ...rest,
  }
}
