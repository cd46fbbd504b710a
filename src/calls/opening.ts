import type { CaseNumber, Language } from '../base/brand.ts'
import { Fault } from '../base/faults.ts'
import type { Keyed } from '../base/keyed.ts'
import { unreachable } from '../base/unreachable.ts'
import type { Keys } from '../dialogue/keys.ts'
import type { Came } from '../dialogue/input.ts'
import type { State } from '../dialogue/state.ts'
import type { CallerHash, CallRecord, Found } from './call-store.ts'
import type { Position } from './carry-out.ts'
import type { CallsDeps, Exchange, Heard } from './exchange.ts'
import type { CalledBack } from './people.ts'
import { personCalledBack, personCame } from './person-sought.ts'
import { report } from './report.ts'
import { parseState } from './state-text.ts'
import { within } from './within.ts'

/** Where an exchange goes on from; or it was answered already, as it is `found`. */
export type Opening =
  | { readonly kind: 'answered'; readonly found: Exclude<Found, { readonly kind: 'unknown' }> }
  | {
      readonly kind: 'turn'
      /** The turn that is answered by this exchange; 0 for the first. */
      readonly turn: number
      readonly caseNumber: CaseNumber
      readonly caller?: CallerHash
      readonly from: Position
    }

/** One round trip to the store. A call that is not there, or cannot be read, begins again. */
export async function openingOf(deps: CallsDeps, exchange: Exchange): Promise<Opening> {
  const { callId, heard } = exchange
  if (heard.kind === 'ringing') return openCall(deps, exchange)

  const found = await deps.store.load(callId)
  if (found.kind === 'unknown' && heard.kind === 'operator') {
    const calledBack = await personCalledBack(deps, callId)
    if (calledBack) return openCalledBack(deps, exchange, calledBack)
  }
  if (found.kind === 'unknown') {
    report(deps, callId, new Fault('call-unknown'))
    return openCall(deps, exchange, keysIn(heard))
  }
  if (found.kind === 'over' || heard.turn !== found.call.turn) return { kind: 'answered', found }

  const { turn, caseNumber, caller } = found.call
  const same = { kind: 'turn', turn, caseNumber, ...(caller && { caller }) } as const
  const state = readState(deps, found.call)
  if (state !== undefined) return { ...same, from: { state, input: inputOf(heard, deps.now()) } }
  const beginnings = await whatWasKeyed(deps, caseNumber)
  const known = { caseNumber, beginnings, caller, lost: keysIn(heard) }
  return { ...same, from: await beginning(deps, exchange, known) }
}

/** The state of a stored call; one that cannot be read is reported. */
export function readState(deps: CallsDeps, call: CallRecord): State | undefined {
  try {
    return parseState(call.state)
  } catch (error) {
    report(deps, call.callId, error)
    return undefined
  }
}

/** Whatever the state was: what the case brought in lies beside it, and is in a form of its own. */
async function whatWasKeyed(deps: CallsDeps, caseNumber: CaseNumber): Promise<readonly Keyed[]> {
  const known = await deps.store.recall(caseNumber, deps.now())
  return known.kind === 'open' ? [known.beginning] : []
}

/** What he keyed last: it may be all that is left of the call. */
function keysIn(heard: Heard): Keys {
  if (heard.kind !== 'keys') return { keys: '' }
  const { keys, doubts } = heard
  return { keys, ...(doubts && { doubts }) }
}

/** How long the core may take to say whether it is well, while the caller hears nothing yet. */
const healthTimeoutInMs = 1_500

/** How many case numbers are drawn for a call: with a tenth of them taken, all are so once in 10^8 calls. */
const numbersOffered = 8

async function openCall(deps: CallsDeps, exchange: Exchange, lost?: Keys): Promise<Opening> {
  const caller = exchange.caller && { caller: deps.hashCaller(exchange.caller) }
  const offered = Array.from({ length: numbersOffered }, deps.drawCaseNumber)
  const { callId } = exchange
  const found = await deps.store.open({ callId, ...caller, offered, at: deps.now() })
  if (found.kind !== 'new') return { kind: 'answered', found }
  const from = await beginning(deps, exchange, { ...found, ...caller, ...(lost && { lost }) })
  return { kind: 'turn', turn: 0, caseNumber: found.caseNumber, ...caller, from }
}

/** His own call has ended: the case goes on in the one that the line made. */
async function openCalledBack(
  deps: CallsDeps,
  exchange: Exchange,
  { caseNumber, language }: CalledBack,
): Promise<Opening> {
  const { callId } = exchange
  const caller = exchange.caller && { caller: deps.hashCaller(exchange.caller) }
  const came = await personCame(deps, callId)
  const beginnings = await whatWasKeyed(deps, caseNumber)
  const opened = { callId, ...caller, offered: [], goesOn: caseNumber, at: deps.now() }
  const found = await deps.store.open(opened)
  if (found.kind !== 'new') return { kind: 'answered', found }
  const known = { caseNumber, beginnings, remembered: language, ...caller, came }
  const from = await beginning(deps, exchange, known)
  return { kind: 'turn', turn: 0, caseNumber, ...caller, from }
}

type Known = {
  readonly caseNumber: CaseNumber
  readonly beginnings: readonly Keyed[]
  readonly finished?: CaseNumber
  readonly remembered?: Language
  readonly caller?: CallerHash | undefined
  readonly lost?: Keys
  readonly came?: Came
}

async function beginning(
  deps: CallsDeps,
  exchange: Exchange,
  { caller, ...known }: Known,
): Promise<Position> {
  const { callId, called, attested, isWritten } = exchange
  const who = { callId, ...(caller && { caller }), attested }
  const [line, slowInMs] = await Promise.all([health(deps), deps.limits.slowness(who)])
  const remembered = called.script.languages.find((language) => language === known.remembered)
  return {
    state: deps.dialogue.begin(),
    input: {
      kind: 'answered',
      line,
      caseNumber: known.caseNumber,
      beginnings: known.beginnings,
      ...(caller === undefined && { isWithheld: true }),
      ...(known.finished && { again: { caseNumber: known.finished, group: deps.drawGroup() } }),
      ...(remembered && { remembered }),
      ...(isWritten && { isWritten }),
      ...(mayBeTexted(deps, exchange) && { mayBeTexted: true }),
      ...(slowInMs > 0 && { slowInMs }),
      ...(known.lost && { lost: known.lost }),
      ...(known.came && { came: known.came }),
      at: deps.now(),
    },
  }
}

/** Who writes has read his case number; and a number that the caller's own carrier denies is somebody else's. */
function mayBeTexted(
  { caseTexts }: CallsDeps,
  { called, to, caller, attested, isWritten }: Exchange,
): boolean {
  if (isWritten || caller === undefined || attested === 'failed') return false
  return caseTexts.mayBeSent({ called: to, country: called.script.country, to: caller })
}

async function health({ core, log }: CallsDeps): Promise<'ready' | 'unable'> {
  try {
    return await within(healthTimeoutInMs, core.health())
  } catch (error) {
    log.error({ err: error }, 'the activation core does not answer')
    return 'unable'
  }
}

function inputOf(
  heard: Exclude<Heard, { readonly kind: 'ringing' }>,
  at: number,
): Position['input'] {
  switch (heard.kind) {
    case 'keys':
      return { kind: 'keys', ...keysIn(heard), at }
    case 'text':
      return { kind: 'text', text: heard.text, at }
    case 'again':
      return { kind: 'again', at }
    case 'operator':
      return { kind: 'returning', at }
    default:
      return unreachable(heard)
  }
}
