import type { EndSeen, TurnSeen } from '../../calls/turn-seen.ts'
import type { Callers, Counted } from './figures.ts'
import { within } from './within.ts'

type Count = Pick<Counted, 'figure' | 'value'>

/** The callers of a call, but for their language, which may change in it. */
export type OfCall = Omit<Callers, 'language'>

/** What a turn adds to the figures. */
export function countTurn(seen: TurnSeen): readonly Count[] {
  const { miss, group = 0, refused, activatedAfterInMs: ms, end } = seen
  return [
    ...(miss ? [{ figure: 'missed', value: String(group) } as const] : []),
    ...(refused ? [{ figure: 'refused', value: refused } as const] : []),
    ...(ms === undefined
      ? []
      : [{ figure: 'activated-within', value: within('activated-within', ms) } as const]),
    ...(end ? countEnd(end) : []),
  ]
}

/** What the end of a call adds to the figures. */
export function countEnd({ outcome, step, isHelped }: EndSeen): readonly Count[] {
  return [
    { figure: 'ended', value: outcome },
    ...(isHelped ? [{ figure: 'ended-with-person', value: outcome } as const] : []),
    ...(step ? [{ figure: 'left-at', value: step } as const] : []),
  ]
}
