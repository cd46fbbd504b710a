import type { ActivationCore, Confirmed, KeyClass, Refusal } from '../base/activation.ts'
import type { CaseNumber, E164, InstallationId, Language } from '../base/brand.ts'
import type { Channel } from '../base/contact.ts'
import { unreachable } from '../base/unreachable.ts'
import { isHelp } from '../dialogue/came-back.ts'
import type { Came, Input } from '../dialogue/input.ts'
import type { Script } from '../dialogue/script.ts'
import type { State } from '../dialogue/state.ts'
import type { ForPerson, ProofGroup, Turn } from '../dialogue/turn.ts'
import type { CallStore, PairHash } from './call-store.ts'
import type { Dialogue, SaidTurn } from './dialogue.ts'
import type { Caller, Limits } from './limits.ts'
import type { CaseTexts } from './case-texts.ts'
import { beforePair } from './pairs.ts'
import type { Seeking } from './people.ts'
import { callBackNoted, type PeopleDeps, personCame, personSought } from './person-sought.ts'
import { report } from './report.ts'
import { within } from './within.ts'

export type CarryOutDeps = PeopleDeps & {
  readonly dialogue: Dialogue
  readonly core: ActivationCore
  readonly store: CallStore
  readonly limits: Limits
  readonly caseTexts: CaseTexts
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
  readonly channel: Channel
  readonly to: E164
  /** Private. Absent where it is withheld. */
  readonly number?: E164
  /** The turn that will be awaited. */
  readonly awaited: number
}

/** Where a turn led to, and what the core said on the way: the ID that it confirmed, and when; or why it said no. */
export type CarriedOut = {
  readonly state: State
  readonly turn: SaidTurn
  readonly confirmed?: InstallationId
  readonly confirmedAt?: number
  readonly refused?: Refusal['reason']
  /** He has come back from a person who helped him. */
  readonly isHelped?: boolean
}

/** `returning`: he comes back from a person, and how that went is yet to be asked. */
export type Position = {
  readonly state: State
  readonly input: Input | { readonly kind: 'returning'; readonly at: number }
}

/** More than any turn of the dialogue needs: it reads, activates and says what came of it. */
const mostSteps = 8

/** Steps, carries out what the dialogue asks for, and steps again, until there is something to say. */
export async function carryOut(
  deps: CarryOutDeps,
  matter: Matter,
  from: Position,
): Promise<CarriedOut> {
  let { state } = from
  let input = await inputOf(deps, matter, from)
  const came = cameIn(input)
  const isHelped = came !== undefined && isHelp(came)
  let said: Pick<CarriedOut, 'confirmed' | 'confirmedAt' | 'refused'> = {}
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const next = deps.dialogue.step(matter.script, state, input)
    said = saidBy(input) ?? said
    if (isSaid(next.turn))
      return { state: next.state, turn: next.turn, ...said, ...(isHelped && { isHelped }) }
    state = next.state
    const language = deps.dialogue.chosenLanguage(state) ?? matter.script.languages[0]
    input = await resultOf(deps, { ...matter, language }, next.turn)
  }
  throw new Error(`the dialogue said nothing in ${mostSteps} steps`)
}

async function inputOf(deps: CarryOutDeps, matter: Matter, { input }: Position): Promise<Input> {
  if (input.kind !== 'returning') return input
  return { kind: 'operator', came: await personCame(deps, matter.caller.callId), at: input.at }
}

function isSaid(turn: Turn): turn is SaidTurn {
  return turn.kind === 'ask' || turn.kind === 'transfer' || turn.kind === 'end'
}

/** To the line, or to a person who then sends the caller back. */
function saidBy(
  input: Input,
): Pick<CarriedOut, 'confirmed' | 'confirmedAt' | 'refused'> | undefined {
  const result = input.kind === 'activation' ? input.result : confirmedIn(input)
  if (result === undefined) return undefined
  return result.kind === 'confirmed'
    ? { confirmed: result.installationId, confirmedAt: input.at }
    : { refused: result.reason }
}

type Spoken = Matter & { readonly language: Language }

function seekingOf(matter: Spoken, wanted: ForPerson): Seeking {
  const { script, licences, caseNumber, caller, language, channel, to, number, awaited } = matter
  const { callId, caller: hash } = caller
  return {
    ...wanted,
    callId,
    channel,
    turn: awaited,
    caseNumber,
    called: to,
    language,
    licences,
    country: script.country,
    ...(hash && { caller: hash }),
    ...(number && { number }),
  }
}

function confirmedIn(input: Input): Confirmed | undefined {
  const came = cameIn(input)
  return came && 'confirmed' in came ? came.confirmed : undefined
}

function cameIn(input: Input): Came | undefined {
  return input.kind === 'operator' || input.kind === 'answered' ? input.came : undefined
}

async function resultOf(
  deps: CarryOutDeps,
  matter: Spoken,
  turn: Exclude<Turn, SaidTurn>,
): Promise<Input> {
  const { core, store, limits, now, hashPair, drawGroup, coreTimeoutInMs } = deps
  const { script, licences, caseNumber, caller } = matter
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
    case 'seek-person': {
      const { kind: _, ...wanted } = turn
      const found = await personSought(deps, seekingOf(matter, wanted))
      return { kind: 'person', found, at: now() }
    }
    case 'call-back': {
      const { kind: _, digits, ...wanted } = turn
      const noted = await callBackNoted(deps, seekingOf(matter, wanted), digits)
      return { kind: 'call-back', ...noted, at: now() }
    }
    case 'text-case':
      return { kind: 'texted', isSent: await caseTexted(deps, matter, turn.caseNumber), at: now() }
    default:
      return unreachable(turn)
  }
}

/** What cannot be sent is reported, and he hears so. */
async function caseTexted(
  deps: CarryOutDeps,
  { script, language, to: called, number, caller }: Spoken,
  caseNumber: CaseNumber,
): Promise<boolean> {
  if (number === undefined) return false
  const text = { called, country: script.country, to: number, caseNumber, language }
  try {
    return await within(deps.peopleTimeoutInMs, deps.caseTexts.send(text))
  } catch (error) {
    report(deps, caller.callId, error)
    return false
  }
}
