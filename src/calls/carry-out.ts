import type { ActivationCore, KeyClass } from '../base/activation.ts'
import type { CaseNumber } from '../base/brand.ts'
import { unreachable } from '../base/unreachable.ts'
import type { Input } from '../dialogue/input.ts'
import type { Script } from '../dialogue/script.ts'
import type { State } from '../dialogue/state.ts'
import type { Turn } from '../dialogue/turn.ts'
import type { CallStore } from './call-store.ts'
import type { Dialogue, SaidTurn } from './dialogue.ts'
import type { Caller, Limits } from './limits.ts'
import { within } from './within.ts'

export type CarryOutDeps = {
  readonly dialogue: Dialogue
  readonly core: ActivationCore
  readonly store: CallStore
  readonly limits: Limits
  /** In ms since 1970. */
  readonly now: () => number
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

export type Position = { readonly state: State; readonly input: Input }

/** More than any turn of the dialogue needs: it reads, activates and says what came of it. */
const mostSteps = 8

/** Steps, carries out what the dialogue asks for, and steps again, until there is something to say. */
export async function carryOut(
  deps: CarryOutDeps,
  matter: Matter,
  from: Position,
): Promise<{ readonly state: State; readonly turn: SaidTurn }> {
  let { state, input } = from
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const next = deps.dialogue.step(matter.script, state, input)
    if (next.turn.kind === 'ask' || next.turn.kind === 'end')
      return { state: next.state, turn: next.turn }
    state = next.state
    input = await resultOf(deps, matter, next.turn)
  }
  throw new Error(`the dialogue said nothing in ${mostSteps} steps`)
}

async function resultOf(
  { core, store, limits, now, coreTimeoutInMs }: CarryOutDeps,
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
      const beginning = await store.recall(turn.caseNumber, now())
      return { kind: 'recalled', ...(beginning && { beginning }), at: now() }
    }
    default:
      return unreachable(turn)
  }
}
