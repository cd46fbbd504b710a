import type { ActivationCore, KeyClass, Refusal } from '../base/activation.ts'
import type { CaseNumber, InstallationId } from '../base/brand.ts'
import { unreachable } from '../base/unreachable.ts'
import type { Input } from '../dialogue/input.ts'
import type { Script } from '../dialogue/script.ts'
import type { State } from '../dialogue/state.ts'
import type { ProofGroup, Turn } from '../dialogue/turn.ts'
import type { CallStore, PairHash } from './call-store.ts'
import type { Dialogue, SaidTurn } from './dialogue.ts'
import type { Caller, Limits } from './limits.ts'
import { beforePair } from './pairs.ts'
import { within } from './within.ts'

export type CarryOutDeps = {
  readonly dialogue: Dialogue
  readonly core: ActivationCore
  readonly store: CallStore
  readonly limits: Limits
  /** In ms since 1970. */
  readonly now: () => number
  readonly hashPair: (pair: string) => PairHash
  /** Draws the group by which an answer is to be heard again. */
  readonly drawGroup: () => ProofGroup
  /** How long the core may take for one answer. */
  readonly coreTimeoutInMs: number
}

/** What a turn works on: the called number's script and licences, the case, and who called. */
export type Matter = {
  readonly script: Script
  readonly licences: readonly KeyClass[]
  readonly caseNumber: CaseNumber
  readonly caller: Caller
}

/** Where a turn led to, and what the core said on the way: the ID that it confirmed, and when; or why it said no. */
export type CarriedOut = {
  readonly state: State
  readonly turn: SaidTurn
  readonly confirmed?: InstallationId
  readonly confirmedAt?: number
  readonly refused?: Refusal['reason']
}

export type Position = { readonly state: State; readonly input: Input }

/** More than any turn of the dialogue needs: it reads, activates and says what came of it. */
const mostSteps = 8

/** Steps, carries out what the dialogue asks for, and steps again, until there is something to say. */
export async function carryOut(
  deps: CarryOutDeps,
  matter: Matter,
  from: Position,
): Promise<CarriedOut> {
  let { state, input } = from
  let said: Pick<CarriedOut, 'confirmed' | 'confirmedAt' | 'refused'> = {}
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const next = deps.dialogue.step(matter.script, state, input)
    if (next.turn.kind === 'ask' || next.turn.kind === 'end')
      return { state: next.state, turn: next.turn, ...said }
    state = next.state
    input = await resultOf(deps, matter, next.turn)
    if (input.kind === 'activation') said = saidBy(input)
  }
  throw new Error(`the dialogue said nothing in ${mostSteps} steps`)
}

function saidBy({
  result,
  at,
}: Extract<Input, { kind: 'activation' }>): Pick<
  CarriedOut,
  'confirmed' | 'confirmedAt' | 'refused'
> {
  return result.kind === 'confirmed'
    ? { confirmed: result.installationId, confirmedAt: at }
    : { refused: result.reason }
}

async function resultOf(
  { core, store, limits, now, hashPair, drawGroup, coreTimeoutInMs }: CarryOutDeps,
  { script, licences, caseNumber, caller }: Matter,
  turn: Exclude<Turn, SaidTurn>,
): Promise<Input> {
  switch (turn.kind) {
    case 'read': {
      const { keyed, atMost } = turn
      const result = await within(coreTimeoutInMs, core.read({ keyed, atMost }))
      const slowInMs = await limits.slownessAfter(caller, { entry: turn.entry, result })
      return { kind: 'reading', result, ...(slowInMs !== undefined && { slowInMs }), at: now() }
    }
    case 'activate': {
      const { installationId } = turn
      const request = { installationId, licences, country: script.country, caseNumber }
      const result = await within(coreTimeoutInMs, core.activate(request))
      return { kind: 'activation', result, at: now() }
    }
    case 'release': {
      const request = { releaseId: turn.releaseId, caseNumber }
      const result = await within(coreTimeoutInMs, core.release(request))
      return { kind: 'released', result, at: now() }
    }
    case 'request-extension': {
      const request = { installationId: turn.installationId, caseNumber }
      const result = await within(coreTimeoutInMs, core.requestExtension(request))
      return { kind: 'extension', result, at: now() }
    }
    case 'recall': {
      const known = await store.recall(turn.caseNumber, now())
      const found = known.kind === 'finished' ? { ...known, group: drawGroup() } : known
      return { kind: 'recalled', found, at: now() }
    }
    case 'recall-pair': {
      const keyed = await store.recallPair(hashPair(turn.pair), now())
      const beginning = keyed && beforePair(keyed, turn.pair)
      const found = beginning
        ? ({ kind: 'open', beginning } as const)
        : ({ kind: 'unknown' } as const)
      return { kind: 'recalled', found, at: now() }
    }
    case 'prove': {
      const { group, digits } = turn
      const proof = { caseNumber: turn.caseNumber, group, digits, at: now() }
      return { kind: 'proved', result: await store.prove(proof), at: now() }
    }
    default:
      return unreachable(turn)
  }
}
