import type { CallId, CaseNumber } from '../../base/brand.ts'
import type { CallerHash, Found } from '../../calls/call-store.ts'

/** What the values of `foundFields` say. */
export function foundIn(callId: CallId, values: unknown): Found {
  const [turn, reply, state, caseNumber, caller, over] = values as readonly (string | null)[]
  if (turn === null || turn === undefined) return { kind: 'unknown' }
  if (over === '1' || typeof reply !== 'string')
    return { kind: 'over', ...(typeof reply === 'string' && { reply }) }
  return {
    kind: 'open',
    call: {
      callId,
      turn: Number(turn),
      reply,
      state: state ?? '',
      caseNumber: caseNumber as CaseNumber,
      ...(typeof caller === 'string' && { caller: caller as CallerHash }),
    },
  }
}
