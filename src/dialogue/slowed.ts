import { toTheEar, silence, words } from './listen.ts'
import type { State, Step } from './state.ts'

/**
 * The same step; where it asks something again, after a while in which the line does not listen: a key would
 * stop a silence that it listens in. It is announced, since whoever keys in it keys in vain.
 */
export function slowed({ state, turn }: Step): Step {
  if (turn.kind !== 'ask' || !('call' in state) || !asksAgain(state)) return { state, turn }
  const { slowInMs } = state.call
  if (slowInMs === 0) return { state, turn }
  return { state, turn: { ...turn, first: [toTheEar, words('limit.moment'), silence(slowInMs)] } }
}

/** Who is still keying, or only paused, is not made to wait. */
function asksAgain(state: State): boolean {
  if (state.kind !== 'entering') return false
  const { listening, keyed } = state.entry
  return listening.kind === 'asked' || listening.kind === 'fresh-start' || keyed.length === 0
}
