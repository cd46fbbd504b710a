import type { CallId, Language } from '../base/brand.ts'
import { Fault } from '../base/faults.ts'
import { unreachable } from '../base/unreachable.ts'
import type { State } from '../dialogue/state.ts'
import type { CallRecord, Found } from './call-store.ts'
import { carryOut, type Position } from './carry-out.ts'
import type { Answer, CalledNumber, Calls, CallsDeps, Exchange } from './exchange.ts'
import { createFailures } from './failures.ts'
import { openingOf, readState, type Opening } from './opening.ts'
import { report } from './report.ts'
import { renderState } from './state-text.ts'

/** The conductor of calls; two round trips to the store a turn, a third where a case is called up. */
export function createCalls(deps: CallsDeps): Calls {
  const failures = createFailures()

  const fail = (callId: CallId, cause: unknown, language: Language): Answer => {
    report(deps, callId, new Fault('turn-failed', '', { cause }))
    return { kind: 'failed', language, isLast: failures.count(callId) >= mostFailures }
  }

  async function take(exchange: Exchange): Promise<Answer> {
    const opening = await openingOf(deps, exchange)
    if (opening.kind === 'answered') return answerAgain(deps, opening.found)
    const language = languageOf(deps, exchange, opening.from.state)
    try {
      const answer = await takeTurn(deps, exchange, opening)
      failures.forget(exchange.callId)
      return answer
    } catch (error) {
      return fail(exchange.callId, error, language)
    }
  }

  async function conduct(exchange: Exchange): Promise<Answer> {
    try {
      return await take(exchange)
    } catch (error) {
      return fail(exchange.callId, error, exchange.called.script.languages[0])
    }
  }

  async function hangUp(callId: CallId, called: CalledNumber): Promise<void> {
    failures.forget(callId)
    try {
      const found = await deps.store.load(callId)
      if (found.kind === 'unknown') return
      await deps.store.end(callId, deps.now())
      if (found.kind !== 'open') return
      noteEnd(deps, { callId, called }, await outcomeOf(deps, found.call, called))
    } catch (error) {
      report(deps, callId, new Fault('turn-failed', 'The caller had hung up.', { cause: error }))
    }
  }

  return { conduct, hangUp }
}

/** The third failed turn in a row is the last one after which the caller is asked to go on. */
const mostFailures = 3

async function takeTurn(
  deps: CallsDeps,
  exchange: Exchange,
  { turn: answered, caseNumber, caller, from, before }: Extract<Opening, { kind: 'turn' }>,
): Promise<Answer> {
  const { callId, called } = exchange
  const { state, turn } = await carryOut(deps, { ...called, caseNumber }, from)
  const awaited = answered + 1
  const language = languageOf(deps, exchange, state)
  const reply = exchange.render({
    turn: { ...turn, say: [...before, ...turn.say] },
    language,
    awaited,
  })
  const saved = await deps.store.save({
    callId,
    turn: awaited,
    reply,
    state: renderState(state),
    caseNumber,
    ...(caller && { caller }),
    at: deps.now(),
    keyed: deps.dialogue.keyedSoFar(state),
    ...(hasChosen(from, state) && { language }),
    over: turn.kind === 'end',
  })
  if (saved.kind !== 'saved') return answerAgain(deps, saved)
  if (awaited === 1) deps.metrics.callAnswered(called.script.country)
  if (turn.kind === 'end') noteEnd(deps, exchange, turn.outcome)
  return { kind: 'reply', reply }
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
function answerAgain({ metrics }: CallsDeps, found: Found): Answer {
  metrics.webhookRepeated()
  switch (found.kind) {
    case 'open':
      return { kind: 'reply', reply: found.call.reply }
    case 'over':
      return found.reply === undefined ? { kind: 'over' } : { kind: 'reply', reply: found.reply }
    case 'unknown':
      return { kind: 'over' }
    default:
      return unreachable(found)
  }
}

async function outcomeOf(deps: CallsDeps, call: CallRecord, called: CalledNumber): Promise<string> {
  const state = readState(deps, call)
  if (state === undefined) return 'hung-up'
  const from = { state, input: { kind: 'hangup', at: deps.now() } } as const
  const { turn } = await carryOut(deps, { ...called, caseNumber: call.caseNumber }, from)
  return turn.kind === 'end' ? turn.outcome : 'hung-up'
}

function noteEnd(
  { metrics, log }: CallsDeps,
  { callId, called }: Pick<Exchange, 'callId' | 'called'>,
  outcome: string,
): void {
  const { country } = called.script
  metrics.callEnded(country, outcome)
  log.info({ callId, country, outcome }, 'a call has ended')
}
