import type { CallId, Language } from '../base/brand.ts'
import { Fault } from '../base/faults.ts'
import { unreachable } from '../base/unreachable.ts'
import type { State } from '../dialogue/state.ts'
import type { CallRecord, Found } from './call-store.ts'
import { carryOut, type Position } from './carry-out.ts'
import type { Answer, CalledNumber, Calls, CallsDeps, Exchange } from './exchange.ts'
import { openingOf, readState, type Opening } from './opening.ts'
import { newPairs } from './pairs.ts'
import type { LeftPerson } from './people.ts'
import { personLeft } from './person-sought.ts'
import { report } from './report.ts'
import { renderState } from './state-text.ts'
import { type EndSeen, endSeen, turnSeen } from './turn-seen.ts'

/** The conductor of calls; two round trips to the store a turn, a third where a case is called up. */
export function createCalls(deps: CallsDeps): Calls {
  async function conduct(exchange: Exchange): Promise<Answer> {
    const { callId, called, heard } = exchange
    try {
      const opening = await openingOf(deps, exchange)
      return opening.kind === 'answered'
        ? answerAgain(deps, opening.found)
        : await takeOrApologize(deps, exchange, opening)
    } catch (error) {
      reportFailure(deps, callId, error)
      return heard.kind === 'ringing'
        ? turnAway(deps, exchange)
        : { kind: 'failed', languages: called.script.languages, isLast: isLast(exchange) }
    }
  }

  async function hangUp(callId: CallId, called: CalledNumber): Promise<EndSeen | undefined> {
    const left = await personLeft(deps, callId, deps.now())
    try {
      const found = await deps.store.load(callId)
      if (found.kind === 'unknown') return undefined
      await deps.store.end(callId, deps.now())
      return found.kind === 'open'
        ? noteEnd(deps, { callId, called }, endOf(deps, found.call, { called, left }))
        : undefined
    } catch (error) {
      reportFailure(deps, callId, error, 'The caller had hung up.')
      return undefined
    }
  }

  return { conduct, hangUp }
}

/** After the third failure in a row the caller is no longer asked to wait for the next try. */
const mostFailures = 3

function isLast({ failures }: Exchange): boolean {
  return failures + 1 >= mostFailures
}

type Taking = Extract<Opening, { kind: 'turn' }>

/** What fails here is not the store, or not all of it: the last time the call ends in order, and all is kept. */
async function takeOrApologize(
  deps: CallsDeps,
  exchange: Exchange,
  opening: Taking,
): Promise<Answer> {
  try {
    return await takeTurn(deps, exchange, opening)
  } catch (error) {
    if (opening.turn === 0) throw error
    reportFailure(deps, exchange.callId, error)
    const languages = [languageOf(deps, exchange, opening.from.state)]
    if (!isLast(exchange)) return { kind: 'failed', languages, isLast: false }
    try {
      return await takeTurn(deps, exchange, { ...opening, from: unableAt(deps, opening.from) })
    } catch (again) {
      reportFailure(deps, exchange.callId, again)
      return { kind: 'failed', languages, isLast: true }
    }
  }
}

function unableAt({ now }: CallsDeps, { state, input }: Position): Position {
  if (input.kind === 'answered') return { state, input: { ...input, line: 'unable' } }
  const heard = input.kind === 'keys' ? input : { keys: '' }
  return { state, input: { ...heard, kind: 'unable', at: now() } }
}

/** A call that cannot be begun: what the line says of that is said, and kept nowhere. */
function turnAway(deps: CallsDeps, exchange: Exchange): Answer {
  const { callId, called, render } = exchange
  const { script } = called
  try {
    const from = {
      state: deps.dialogue.begin(),
      input: {
        kind: 'answered',
        line: 'unable',
        caseNumber: deps.drawCaseNumber(),
        beginnings: [],
        at: deps.now(),
      },
    } as const
    const { state, turn } = deps.dialogue.step(script, from.state, from.input)
    if (turn.kind !== 'end') throw new Error('a line that is unable goes on')
    const language = languageOf(deps, exchange, state)
    const reply = render({ turn, language, awaited: 1 })
    const taken = turnSeen({ ...from, turn: 0, language }, { state, turn })
    deps.metrics.callAnswered(script.country)
    if (taken.end) noteEnd(deps, exchange, taken.end)
    return { kind: 'reply', reply, taken }
  } catch (error) {
    reportFailure(deps, callId, error)
    return { kind: 'failed', languages: script.languages, isLast: true }
  }
}

function reportFailure(deps: CallsDeps, callId: CallId, cause: unknown, detail = ''): void {
  report(deps, callId, new Fault('turn-failed', detail, { cause }))
}

async function takeTurn(
  deps: CallsDeps,
  exchange: Exchange,
  { turn: answered, caseNumber, caller, from }: Taking,
): Promise<Answer> {
  const { callId, called, to, attested, isWritten } = exchange
  const who = { callId, ...(caller && { caller }), attested }
  const awaited = answered + 1
  const matter = {
    ...called,
    caseNumber,
    caller: who,
    channel: isWritten ? ('text-telephone' as const) : ('voice' as const),
    to,
    ...(exchange.caller && { number: exchange.caller }),
    awaited,
  }
  const carried = await carryOut(deps, matter, from)
  const { state, turn, confirmed } = carried
  const language = languageOf(deps, exchange, state)
  const reply = exchange.render({ turn, language, awaited })
  const keyed = deps.dialogue.keyedSoFar(state)
  const saved = await deps.store.save({
    callId,
    turn: awaited,
    reply,
    state: renderState(state),
    caseNumber,
    ...(caller && { caller }),
    at: deps.now(),
    keyed,
    ...(confirmed && { confirmed }),
    ...(hasChosen(from, state) && { language }),
    over: turn.kind === 'end',
  })
  // It was there a moment ago: taken again, the call begins again, and says so.
  if (saved.kind === 'unknown') throw new Fault('call-unknown')
  if (saved.kind !== 'saved') return answerAgain(deps, saved)
  notePairs(deps, callId, newPairs(deps.dialogue.keyedSoFar(from.state), keyed))
  if (awaited === 1) deps.metrics.callAnswered(called.script.country)
  const taken = turnSeen({ ...from, turn: answered, language }, carried)
  if (taken.end) noteEnd(deps, exchange, taken.end)
  return { kind: 'reply', reply, taken }
}

/** The caller does not wait for it. One that is lost finds nothing; the store counts what it could not do. */
function notePairs(
  { store, hashPair, now }: CallsDeps,
  callId: CallId,
  pairs: readonly string[],
): void {
  if (pairs.length === 0) return
  store.notePairs({ callId, pairs: pairs.map(hashPair), at: now() }).catch(() => {})
}

/** A key after the offer of languages is a choice; the main language for one who kept silent is none. */
function hasChosen({ state, input }: Position, next: State): boolean {
  const isOffered = state.kind === 'choosing' && next.kind !== 'choosing'
  return isOffered && input.kind === 'keys' && input.keys !== ''
}

function languageOf({ dialogue }: CallsDeps, { called }: Exchange, state: State): Language {
  return dialogue.chosenLanguage(state) ?? called.script.languages[0]
}

/** What was answered before: to a repeated webhook, to a stale one, and to one that lost a race. */
function answerAgain(
  { metrics }: CallsDeps,
  found: Exclude<Found, { readonly kind: 'unknown' }>,
): Answer {
  metrics.webhookRepeated()
  switch (found.kind) {
    case 'open':
      return { kind: 'reply', reply: found.call.reply }
    case 'over':
      return found.reply === undefined ? { kind: 'over' } : { kind: 'reply', reply: found.reply }
    default:
      return unreachable(found)
  }
}

type Leaving = { readonly called: CalledNumber; readonly left: LeftPerson | undefined }

/** How a call ends that its caller leaves. */
function endOf(deps: CallsDeps, call: CallRecord, { called, left }: Leaving): EndSeen {
  const state = readState(deps, call)
  const language = (state && deps.dialogue.chosenLanguage(state)) ?? called.script.languages[0]
  if (state === undefined) return { outcome: 'hung-up', state: 'unknown', language }
  const { turn } = deps.dialogue.step(called.script, state, { kind: 'hangup', at: deps.now() })
  const ended = turn.kind === 'end' ? turn.outcome : 'hung-up'
  const isHelped = left !== undefined
  return endSeen(left?.isActivated ? 'activated' : ended, state, { language, isHelped })
}

function noteEnd(
  { metrics, log }: CallsDeps,
  { callId, called }: Pick<Exchange, 'callId' | 'called'>,
  end: EndSeen,
): EndSeen {
  const { country } = called.script
  const { outcome, state } = end
  metrics.callEnded({ country, outcome, state })
  log.info({ callId, country, outcome, state }, 'a call has ended')
  return end
}
