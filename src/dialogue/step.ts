import { unreachable } from '../base/unreachable.ts'
import { cameBack, cameBackAtFirst } from './came-back.ts'
import { end, overTime } from './endings.ts'
import { askAgain } from './ask-again.ts'
import { answered, requested } from './answered.ts'
import { digitsOf } from './entry.ts'
import { outcomeOf } from './goodbye.ts'
import { hear, hearWords } from './entering.ts'
import { read } from './healing.ts'
import type { Input } from './input.ts'
import { minute, toTheEar, words } from './listen.ts'
import { answerAfterLoss } from './lost.ts'
import { keyedSoFar } from './memory.ts'
import { answerOffer } from './offers.ts'
import { passGate, steer, stopHolding } from './read-back.ts'
import { answerParting, notedCallBack, texted } from './parting.ts'
import { seekAgain, sought } from './person.ts'
import { attached, proved, recalled } from './recalled.ts'
import { released } from './release.ts'
import type { Script } from './script.ts'
import { slowed } from './slowed.ts'
import type { Call, Ongoing, State, Step } from './state.ts'
import { unable } from './unable.ts'
import { answer, choose } from './welcome.ts'

/** No call is longer, on any telephone; on a relay number twice as long. */
const longestCall = 45 * minute
const lastMinutes = 5 * minute
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
  const call = { ...afterWaiting(state, input), turns: state.call.turns + 1 }
  if (input.kind === 'hangup') return hangUp(state)
  if (input.kind === 'unable') return unable(state, input)
  if (isOverTime(script, call, input)) return overTime(call, keyedSoFar(state))
  const next = go(script, { ...state, call }, input)
  return isNearTheEnd(script, call, input) ? announceEnd(next) : next
}

const silent = { keys: '' } as const
const unread = { result: { kind: 'unreadable', groups: [] }, slowInMs: undefined } as const
const unnoted = { noted: 'refused', elsewhere: false } as const
const unanswered = { kind: 'refused', reason: 'unreadable', groups: [] } as const

function fresh(script: Script, state: State, input: Input): Step {
  if (input.kind === 'answered') {
    if (input.came) return cameBackAtFirst(script, input, input.came)
    return input.lost ? answerAfterLoss(script, input, input.lost) : answer(script, input)
  }
  return { state, turn: { kind: 'end', say: [], outcome: 'hung-up' } }
}

function go(script: Script, state: Ongoing, input: Input): Step {
  const talk = { script, call: state.call }
  // Who comes back from a person is answered where he was, though he had not been led there.
  const isToAsk = input.kind === 'again' || input.kind === 'operator'
  const again = isToAsk ? askAgain(talk, state) : undefined
  if (again !== undefined) return again
  const heard = input.kind === 'keys' ? input : silent
  switch (state.kind) {
    case 'choosing':
      return choose(talk, state.tries, heard.keys)
    case 'entering':
      return input.kind === 'text' ? hearWords(talk, state.entry) : hear(talk, state.entry, heard)
    case 'recalling':
      return recalled(talk, state, input.kind === 'recalled' ? input.found : { kind: 'unknown' })
    case 'attaching':
      return attached(talk, state, input.kind === 'recalled' ? input.found : { kind: 'unknown' })
    case 'proving':
      return proved(talk, state, input.kind === 'proved' ? input.result : { kind: 'wrong' })
    case 'reading': {
      const { result, slowInMs = talk.call.slowInMs } = input.kind === 'reading' ? input : unread
      return slowed(read({ script, call: { ...talk.call, slowInMs } }, state.entry, result))
    }
    case 'activating':
      return answered(talk, state, input.kind === 'activation' ? input.result : unanswered)
    case 'offering':
      return answerOffer(talk, state, heard)
    case 'releasing':
      return released(talk, state.entry, input.kind === 'released' ? input.result : unanswered)
    case 'requesting':
      return requested(talk, state, input.kind === 'extension' ? input.result : unanswered)
    case 'seeking': {
      const found = input.kind === 'person' ? input.found : 'nobody'
      return sought(talk, state, { found, at: input.at })
    }
    case 'with-person':
      return input.kind === 'operator' ? cameBack(talk, state, input.came) : seekAgain(talk, state)
    case 'calling-back':
      return answerParting(talk, state, heard)
    case 'noting':
      return notedCallBack(talk, state, input.kind === 'call-back' ? input : unnoted)
    case 'texting':
      return texted(talk, state, input.kind === 'texted' && input.isSent)
    case 'at-gate':
      return passGate(talk, state.answer)
    case 'holding':
      return stopHolding(talk, state.answer, heard.keys)
    case 'reading-back':
      return steer(talk, state.answer, heard.keys)
    default:
      return unreachable(state)
  }
}

/** Who hangs up with an answer, and nothing keyed after it, did what he had called for, or knows why not. */
function hangUp(state: Ongoing): Step {
  const { call } = state
  const keyed = keyedSoFar(state)
  if ('ending' in state) return end(call, [], state.ending.outcome, keyed)
  const done = digitsOf(keyed) === '' ? outcomeOf(call) : undefined
  return end(call, [], done ?? (isRefused(state) ? 'refused' : 'hung-up'), keyed)
}

function isRefused(state: Ongoing): boolean {
  if (state.kind === 'with-person') return state.whence.kind === 'refusal'
  return state.kind === 'offering' && state.offer.kind !== 'release'
}

/** Time with a person, or in which he waits for one, is none of the call's. */
function afterWaiting(state: Ongoing, { at }: Input): Call {
  const { call } = state
  return state.kind === 'with-person'
    ? { ...call, startedAt: call.startedAt + Math.max(0, at - state.since) }
    : call
}

function isOverTime(script: Script, call: Call, input: Input): boolean {
  return call.turns > mostTurns || lasted(script, call, input) > longestCall
}

function isNearTheEnd(script: Script, call: Call, input: Input): boolean {
  return !call.isEndAnnounced && lasted(script, call, input) > longestCall - lastMinutes
}

function lasted(script: Script, call: Call, { at }: Input): number {
  return (at - call.startedAt) / (script.relay ? 2 : 1)
}

/** Not where the line says nothing: who is keying is left alone until it speaks. */
function announceEnd({ state, turn }: Step): Step {
  if (turn.kind !== 'ask' || turn.say.length === 0 || !('call' in state)) return { state, turn }
  return {
    state: { ...state, call: { ...state.call, isEndAnnounced: true } },
    turn: { ...turn, say: [toTheEar, words('limit.soon'), ...turn.say] },
  }
}
