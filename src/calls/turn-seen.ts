import type { Refusal } from '../base/activation.ts'
import type { Language } from '../base/brand.ts'
import { type FlowStep, lastStepOf, stepOf } from '../dialogue/flow-step.ts'
import { groupMissed, type Miss, missOf } from '../dialogue/miss.ts'
import type { State } from '../dialogue/state.ts'
import type { Outcome } from '../dialogue/turn.ts'
import type { CarriedOut, Position } from './carry-out.ts'
import type { Place } from './observe.ts'

/** How a call ended, for whoever watches. */
export type EndSeen = {
  readonly outcome: Outcome
  /** Where the call stood when it ended. */
  readonly state: Place
  /** The same as a step; nothing where that cannot be read any more. */
  readonly step?: FlowStep
  readonly language: Language
  /** A person had helped. */
  readonly isHelped?: boolean
}

/** What somebody who watches may know of a turn that was taken: nothing of what was keyed or said. */
export type TurnSeen = {
  /** The turn that was answered; 0 for the first. */
  readonly turn: number
  /** In which state the caller was answered. */
  readonly state: State['kind']
  readonly miss?: Miss
  /** About which group it was in vain, from 1. */
  readonly group?: number
  /** Why the core said no. */
  readonly refused?: Refusal['reason']
  /** How long the call had lasted when its first activation was confirmed. */
  readonly activatedAfterInMs?: number
  readonly language: Language
  /** In which step the caller was, and in which he now is. */
  readonly before: FlowStep
  readonly step: FlowStep
  /** The reply says goodbye. */
  readonly end?: EndSeen
}

type Taken = Position & { readonly turn: number; readonly language: Language }

export function turnSeen({ turn, state, input, language }: Taken, to: CarriedOut): TurnSeen {
  const miss = input.kind === 'returning' ? undefined : missOf(state, input, to.state)
  const group = miss && groupMissed(state, miss, to.state)
  const { refused, isHelped = false } = to
  const activatedAfterInMs = timeToActivation(state, to)
  return {
    turn,
    state: state.kind,
    ...(miss && { miss }),
    ...(group !== undefined && { group }),
    ...(refused && { refused }),
    ...(activatedAfterInMs !== undefined && { activatedAfterInMs }),
    language,
    before: stepOf(state),
    step: stepOf(to.state),
    ...(to.turn.kind === 'end' && { end: endSeen(to.turn.outcome, state, { language, isHelped }) }),
  }
}

type Ending = { readonly language: Language; readonly isHelped: boolean }

export function endSeen(outcome: Outcome, state: State, { language, isHelped }: Ending): EndSeen {
  const had = isHelped || ('call' in state && state.call.isHelped === true)
  const step = lastStepOf(outcome, state)
  return { outcome, state: state.kind, step, language, ...(had && { isHelped: true }) }
}

function timeToActivation(before: State, { confirmedAt }: CarriedOut): number | undefined {
  if (confirmedAt === undefined || !('call' in before) || before.call.activated > 0)
    return undefined
  return confirmedAt - before.call.startedAt
}
