import type { Language } from '../base/brand.ts'
import type { Keyed } from '../base/keyed.ts'
import { unreachable } from '../base/unreachable.ts'
import { chosenKeyed } from './entry.ts'
import type { Call, State, Whence } from './state.ts'

/** What an open call brought in, for a later call to go on from; empty when nothing waits. */
export function keyedSoFar(state: State): Keyed {
  switch (state.kind) {
    case 'entering':
    case 'recalling':
    case 'attaching':
    case 'proving':
    case 'reading':
    case 'activating':
    case 'releasing':
      return chosenKeyed(state.call, state.entry)
    case 'seeking':
      return keyedAt(state.call, state.sought.whence)
    case 'with-person':
      return keyedAt(state.call, state.whence)
    case 'calling-back':
    case 'noting':
    case 'texting':
      return state.ending.keyed
    case 'over':
      return state.keyed
    case 'fresh':
    case 'choosing':
    case 'offering':
    case 'requesting':
    case 'at-gate':
    case 'reading-back':
    case 'holding':
      return []
    default:
      return unreachable(state)
  }
}

/** The same of a call that has come to a person: what the core refused may be looked at yet. */
export function keyedAt(call: Call, whence: Whence): Keyed {
  return whence.kind === 'answer' ? [] : chosenKeyed(call, whence.entry)
}

/** The language the call is in; none before it was answered. */
export function chosenLanguage(state: State): Language | undefined {
  if (state.kind === 'fresh') return undefined
  return state.kind === 'over' ? state.language : state.call.language
}
