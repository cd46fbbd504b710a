import { unreachable } from '../base/unreachable.ts'
import { isAfterwards } from './entering.ts'
import type { Script } from './script.ts'
import type { Entry, State, Whence } from './state.ts'
import type { Outcome } from './turn.ts'

/**
 * The steps of a call as somebody sees them who looks over many, in their order. `welcome`: nothing was keyed yet;
 * `healing`: something is asked for again; `refused`: the core said no, or offers something instead of a yes; `person`: he waits for
 * one, or speaks with one.
 */
export const flowSteps = [
  'language',
  'welcome',
  'entry',
  'healing',
  'refused',
  'person',
  'gate',
  'read-back',
  'done',
] as const

export type FlowStep = (typeof flowSteps)[number]

/** The steps that a call can take in a country. */
export function flowOf({ choice }: Pick<Script, 'choice'>): readonly FlowStep[] {
  return choice === 'one' ? flowSteps.filter((step) => step !== 'language') : flowSteps
}

/** In which step a caller is who is answered out of this state. */
export function stepOf(state: State): FlowStep {
  switch (state.kind) {
    case 'fresh':
      return 'welcome'
    case 'choosing':
      return 'language'
    case 'entering':
      return ofEntry(state.entry)
    case 'recalling':
    case 'attaching':
    case 'proving':
    case 'reading':
    case 'activating':
    case 'releasing':
      return 'entry'
    case 'offering':
      return state.offer.kind === 'release' ? 'entry' : 'refused'
    case 'requesting':
      return 'refused'
    case 'at-gate':
      return 'gate'
    case 'reading-back':
    case 'holding':
      return 'read-back'
    case 'seeking':
    case 'with-person':
      return 'person'
    case 'calling-back':
    case 'noting':
    case 'texting':
      return whenceCame(state.wanted.whence)
    case 'over':
      return 'done'
    default:
      return unreachable(state)
  }
}

/** Who will be called back is still where he needed a person. */
function whenceCame(whence: Whence): FlowStep {
  switch (whence.kind) {
    case 'entry':
      return ofEntry(whence.entry)
    case 'offer':
      return whence.offer.kind === 'release' ? 'entry' : 'refused'
    case 'refusal':
      return 'refused'
    case 'answer':
      return 'read-back'
    default:
      return unreachable(whence)
  }
}

/** With which step a call ended that was left, or ended by the line, out of this state. */
export function lastStepOf(outcome: Outcome, state: State): FlowStep {
  if (outcome === 'refused') return 'refused'
  const isDone = outcome === 'released' || outcome === 'helped'
  return isDone || (outcome === 'activated' && hasHeardAll(state)) ? 'done' : stepOf(state)
}

/** Who leaves in the middle of his answer may have it on a screen by then, or not. */
function hasHeardAll(state: State): boolean {
  return !('answer' in state) || state.answer.block >= state.answer.blocks.length - 1
}

function ofEntry(entry: Entry): FlowStep {
  const { keyed, asked, compared, listening } = entry
  if (keyed.length === 0) return isAfterwards(entry) ? 'done' : 'welcome'
  const isAsked = listening.kind === 'asked' || listening.kind === 'fresh-start'
  return isAsked || asked.length > 0 || compared.length > 0 ? 'healing' : 'entry'
}
