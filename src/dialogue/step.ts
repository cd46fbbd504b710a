import { unreachable } from '../base/unreachable.ts'
import { end, overTime } from './endings.ts'
import { answered, requested } from './answered.ts'
import { digitsOf } from './entry.ts'
import { outcomeOf } from './goodbye.ts'
import { hear, hearWords, recalled } from './entering.ts'
import { read } from './healing.ts'
import type { Input } from './input.ts'
import { minute } from './listen.ts'
import { keyedSoFar } from './memory.ts'
import { answerOffer } from './offers.ts'
import { passGate, steer, stopHolding } from './read-back.ts'
import { released } from './release.ts'
import type { Script } from './script.ts'
import type { Call, Ongoing, State, Step } from './state.ts'
import { unable } from './unable.ts'
import { answer, choose } from './welcome.ts'

/** No call is longer, on any telephone; on a relay number twice as long. */
const longestCall = 45 * minute
const mostTurns = 300

/** The state of a call before it is answered. */
export function begin(): State {
  return { kind: 'fresh' }
}

/**
 * The next state of a call and what the line does now. Pure: the same script, state and input give the
 * same step. An input that a state does not wait for leaves the call where it is.
 */
export function step(script: Script, state: State, input: Input): Step {
  if (state.kind === 'over') return { state, turn: { kind: 'end', say: [], outcome: 'hung-up' } }
  if (state.kind === 'fresh') return fresh(script, state, input)
  const call = { ...state.call, turns: state.call.turns + 1 }
  if (input.kind === 'hangup') return hangUp(state)
  if (input.kind === 'unable') return unable(state, input.keys)
  if (isOverTime(script, call, input)) return overTime(call, keyedSoFar(state))
  return go(script, { ...state, call }, input)
}

const unanswered = { kind: 'refused', reason: 'unreadable', groups: [] } as const

function fresh(script: Script, state: State, input: Input): Step {
  if (input.kind === 'answered') return answer(script, input)
  return { state, turn: { kind: 'end', say: [], outcome: 'hung-up' } }
}

function go(script: Script, state: Ongoing, input: Input): Step {
  const talk = { script, call: state.call }
  const keys = input.kind === 'keys' ? input.keys : ''
  switch (state.kind) {
    case 'choosing':
      return choose(talk, state.tries, keys)
    case 'entering':
      return input.kind === 'text' ? hearWords(talk, state.entry) : hear(talk, state.entry, keys)
    case 'recalling':
      return recalled(talk, state.entry, input.kind === 'recalled' ? input.beginning : undefined)
    case 'reading': {
      const unread = { kind: 'unreadable', groups: [] } as const
      return read(talk, state.entry, input.kind === 'reading' ? input.result : unread)
    }
    case 'activating':
      return answered(talk, state, input.kind === 'activation' ? input.result : unanswered)
    case 'offering':
      return answerOffer(talk, state, keys)
    case 'releasing':
      return released(talk, state.entry, input.kind === 'released' ? input.result : unanswered)
    case 'requesting':
      return requested(talk, state, input.kind === 'extension' ? input.result : unanswered)
    case 'at-gate':
      return passGate(talk, state.answer)
    case 'holding':
      return stopHolding(talk, state.answer, keys)
    case 'reading-back':
      return steer(talk, state.answer, keys)
    default:
      return unreachable(state)
  }
}

/** Who hangs up with an answer, and nothing keyed after it, did what he had called for, or knows why not. */
function hangUp(state: Ongoing): Step {
  const { call } = state
  const keyed = keyedSoFar(state)
  const done = digitsOf(keyed) === '' ? outcomeOf(call) : undefined
  const isRefused = state.kind === 'offering' && state.offer.kind !== 'release'
  return end(call, [], done ?? (isRefused ? 'refused' : 'hung-up'), keyed)
}

function isOverTime(script: Script, call: Call, input: Input): boolean {
  const longest = script.relay ? 2 * longestCall : longestCall
  return call.turns > mostTurns || input.at - call.startedAt > longest
}
