import { type Miss, missOf } from '../dialogue/miss.ts'
import type { State } from '../dialogue/state.ts'
import type { Outcome } from '../dialogue/turn.ts'
import type { Position } from './carry-out.ts'
import type { SaidTurn } from './dialogue.ts'

/** What somebody who watches may know of a turn that was taken: nothing of what was keyed or said. */
export type TurnSeen = {
  /** The turn that was answered; 0 for the first. */
  readonly turn: number
  /** In which state the caller was answered. */
  readonly state: State['kind']
  readonly miss?: Miss
  /** The reply says goodbye. */
  readonly outcome?: Outcome
}

export function turnSeen(
  turn: number,
  from: Position,
  to: { readonly state: State; readonly turn: SaidTurn },
): TurnSeen {
  const miss = missOf(from.state, from.input, to.state)
  return {
    turn,
    state: from.state.kind,
    ...(miss && { miss }),
    ...(to.turn.kind === 'end' && { outcome: to.turn.outcome }),
  }
}
