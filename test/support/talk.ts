import type {
  ActivationResult,
  ExtensionResult,
  ReadRequest,
  ReadResult,
  ReleaseResult,
} from '../../src/base/activation.ts'
import type { CaseNumber, ConfirmationId, Country, Language } from '../../src/base/brand.ts'
import type { InstallationId } from '../../src/base/brand.ts'
import type { Keyed } from '../../src/base/keyed.ts'
import { beforePair } from '../../src/calls/pairs.ts'
import { keyedSoFar } from '../../src/dialogue/memory.ts'
import type { Prompt } from '../../src/dialogue/prompt.ts'
import type { Script } from '../../src/dialogue/script.ts'
import type { State } from '../../src/dialogue/state.ts'
import { begin, step } from '../../src/dialogue/step.ts'
import type { CallBackNoted, Found, Input, Proved, Recalled } from '../../src/dialogue/input.ts'
import type { Expected, Outcome, Turn } from '../../src/dialogue/turn.ts'
import { readings } from '../../src/identifiers/readings/readings.ts'
import { doubtfulGroups } from '../../src/identifiers/readings/survey.ts'
import { createVariety } from '../../src/identifiers/readings/variety.ts'
import { books } from './ids.ts'

/** A caller on the pure dialogue: no channel, no words; time is counted by what is said and waited. */
export type Talk = {
  /** Presses keys without a pause: each listening takes what it can, the last one closes by its timer. */
  readonly press: (keys: string) => readonly string[]
  /** The keys of exactly one listening. */
  readonly hear: (keys: string) => readonly string[]
  readonly input: (input: BareInput) => readonly string[]
  /** Everything said since the call was answered, one entry a turn. */
  readonly said: readonly (readonly string[])[]
  /** What was announced in the patience after the last question; undefined when nothing was. */
  readonly announced: () => string | undefined
  readonly expected: () => Expected | undefined
  readonly state: () => State
  readonly outcome: () => Outcome | undefined
  readonly keyed: () => Keyed
  readonly recalledCases: readonly string[]
  readonly reads: readonly Reads[]
  readonly turn: () => Turn
  /** Case, group and digits, each as they were compared. */
  readonly proofs: readonly string[]
  /** What was said of him each time he was led to a person. */
  readonly sought: readonly Sought[]
  /** The case numbers that were to be sent to him. */
  readonly texted: readonly CaseNumber[]
  /** He waits, or speaks with a person. */
  readonly wait: (ms: number) => void
}

type Sought = Extract<Turn, { kind: 'seek-person' | 'call-back' }>
type Reads = Extract<Turn, { kind: 'read' }>

type BareInput = Input extends infer One ? (One extends Input ? Omit<One, 'at'> : never) : never

export type TalkOptions = {
  readonly script?: Partial<Script>
  /** The installation IDs that are genuine; any other is unreadable or forged. */
  readonly genuine?: readonly InstallationId[]
  readonly releases?: readonly InstallationId[]
  readonly activate?: (id: InstallationId) => ActivationResult
  readonly release?: (id: InstallationId) => ReleaseResult
  readonly requestExtension?: (id: InstallationId) => ExtensionResult
  readonly answered?: Partial<Extract<Input, { kind: 'answered' }>>
  readonly openCase?: Keyed
  /** What was keyed in an open case that only its own groups lead to. */
  readonly elsewhere?: Keyed
  /** What entries without a proof are said to cost after each reading. */
  readonly slowInMs?: number
  /** The ID that was confirmed in the case that is called up, or offered to be heard again. */
  readonly finishedCase?: InstallationId
  /** That way to it is closed. */
  readonly isClosed?: boolean
  /** Whether people are there; without it nobody is. */
  readonly people?: Found
  /** What comes of being called back on his own number, or on these digits; without it, nothing. */
  readonly callsBack?: (digits: string) => CallBackNoted
  /** A text message can be sent to him; without it, none is offered. */
  readonly texts?: 'sent' | 'not-sent'
  /** Keys lost at each opening of a listening after the first. */
  readonly lostInGap?: number
}

export const caseNumber = '12345674' as CaseNumber
export const confirmationId = [
  '3152413',
  '6340671',
  '0422697',
  '0724790',
  '2247389',
  '4746683',
  '0820855',
  '7721180',
] as unknown as ConfirmationId

const plainScript: Script = {
  country: 'GB' as Country,
  languages: ['en' as Language],
  choice: 'one',
  keysPerListening: 63,
  relay: false,
}

/** Calls the line. */
export function startTalk(options: TalkOptions = {}): Talk {
  const script = { ...plainScript, ...options.script }
  const said: (readonly string[])[] = []
  const recalledCases: string[] = []
  const reads: Reads[] = []
  const proofs: string[] = []
  const sought: Sought[] = []
  const texted: CaseNumber[] = []
  let now = 1_800_000_000_000
  let state = begin()
  let turn: Turn = { kind: 'end', say: [], outcome: 'nobody' }

  function input(bare: BareInput): readonly string[] {
    const taken = step(script, state, { ...bare, at: now } as Input)
    state = taken.state
    turn = taken.turn
    if (turn.kind === 'read') {
      reads.push(turn)
      const result = read(options, turn)
      const { slowInMs } = options
      return input({ kind: 'reading', result, ...(slowInMs !== undefined && { slowInMs }) })
    }
    if (turn.kind === 'activate') {
      return input({ kind: 'activation', result: activate(options, turn.installationId) })
    }
    if (turn.kind === 'release') {
      const result = (options.release ?? giveBack)(turn.releaseId)
      return input({ kind: 'released', result })
    }
    if (turn.kind === 'request-extension') {
      const result = (options.requestExtension ?? noteRequest)(turn.installationId)
      return input({ kind: 'extension', result })
    }
    if (turn.kind === 'recall') {
      recalledCases.push(turn.caseNumber)
      return input({ kind: 'recalled', found: recall(options) })
    }
    if (turn.kind === 'recall-pair') {
      return input({ kind: 'recalled', found: recallPair(options, turn.pair) })
    }
    if (turn.kind === 'prove') {
      proofs.push(`${turn.caseNumber} ${turn.group} ${turn.digits}`)
      return input({ kind: 'proved', result: prove(options, turn) })
    }
    if (turn.kind === 'seek-person') {
      sought.push(turn)
      return input({ kind: 'person', found: options.people ?? 'nobody' })
    }
    if (turn.kind === 'call-back') {
      sought.push(turn)
      const { digits = 'own' } = turn
      return input({ kind: 'call-back', ...(options.callsBack ?? noCalls)(digits) })
    }
    if (turn.kind === 'text-case') {
      texted.push(turn.caseNumber)
      return input({ kind: 'texted', isSent: options.texts === 'sent' })
    }
    const all = turn.kind === 'ask' ? [...(turn.first ?? []), ...turn.say] : turn.say
    now += all.reduce((sum, prompt) => sum + (prompt.kind === 'silence' ? prompt.ms : 2_000), 0)
    const words = all.map(shown).filter((text) => text !== '')
    said.push(words)
    return words
  }

  function press(keys: string): readonly string[] {
    let rest = keys
    let words: readonly string[] = []
    while (rest !== '' && turn.kind === 'ask') {
      const { atMost, finish } = turn.expected
      const end = finish === '#' ? rest.indexOf('#') : -1
      const isFinished = end >= 0 && end < atMost
      const taken = isFinished ? rest.slice(0, end) : rest.slice(0, atMost)
      rest = rest.slice(taken.length + (isFinished ? 1 : 0))
      words = input({ kind: 'keys', keys: taken })
      rest = rest.slice(options.lostInGap ?? 0)
    }
    return words
  }

  input({
    kind: 'answered',
    line: 'ready',
    caseNumber,
    beginnings: [],
    ...(options.texts && { mayBeTexted: true }),
    ...options.answered,
  })

  return {
    press,
    wait: (ms) => void (now += ms),
    hear: (keys) => input({ kind: 'keys', keys }),
    input,
    said,
    announced: () => ('say' in turn ? announcedIn(turn.say) : undefined),
    expected: () => (turn.kind === 'ask' ? turn.expected : undefined),
    state: () => state,
    outcome: () => (turn.kind === 'end' ? turn.outcome : undefined),
    keyed: () => keyedSoFar(state),
    recalledCases,
    reads,
    turn: () => turn,
    proofs,
    sought,
    texted,
  }
}

/** The prompts but the patience nested after a question, as text: `entry.next-group 4`. */
function shown(prompt: Prompt): string {
  switch (prompt.kind) {
    case 'silence':
      return ''
    case 'block':
      return `block ${prompt.letter} ${prompt.digits} ${prompt.pace}`
    case 'digits':
      return `digits ${prompt.digits}`
    case 'words': {
      if (prompt.key.startsWith('patience.') || prompt.key.endsWith('still')) return ''
      const values = Object.values(prompt.values ?? {}).map((value) => ` ${value}`)
      return `${prompt.key}${values.join('')}`
    }
  }
}

function announcedIn(say: readonly Prompt[]): string | undefined {
  const keys = say.flatMap((prompt) => (prompt.kind === 'words' ? [prompt.key] : []))
  return keys.find((key) => key === 'patience.ten-seconds' || key === 'patience.last')
}

function read(options: TalkOptions, { keyed, atMost }: ReadRequest): ReadResult {
  let tried = 0
  const variety = createVariety()
  for (const groups of readings(keyed, books, atMost)) {
    if (groups === undefined) continue
    tried++
    const id = options.genuine?.find((one) => one.join() === groups.join())
    if (id !== undefined) return { kind: 'genuine', installationId: id, healed: tried > 1 }
    const release = options.releases?.find((one) => one.join() === groups.join())
    if (release !== undefined) return { kind: 'release', releaseId: release, healed: tried > 1 }
    variety.add(groups)
  }
  return { kind: 'unreadable', groups: [...variety.places(), ...doubtfulGroups(keyed)] }
}

function recall({ openCase, finishedCase, isClosed }: TalkOptions): Recalled {
  if (openCase !== undefined) return { kind: 'open', beginning: openCase }
  if (finishedCase === undefined) return { kind: 'unknown' }
  return isClosed ? { kind: 'closed' } : { kind: 'finished', group: 8 }
}

function recallPair({ elsewhere = [] }: TalkOptions, pair: string): Recalled {
  const beginning = beforePair(elsewhere, pair)
  return beginning === undefined ? { kind: 'unknown' } : { kind: 'open', beginning }
}

function prove(
  { finishedCase, isClosed }: TalkOptions,
  { group, digits }: Extract<Turn, { kind: 'prove' }>,
): Proved {
  if (finishedCase === undefined || isClosed) return { kind: 'closed' }
  const isRight = finishedCase[group - 1] === digits
  return isRight ? { kind: 'right', installationId: finishedCase } : { kind: 'wrong' }
}

function activate(options: TalkOptions, id: InstallationId): ActivationResult {
  if (options.activate !== undefined) return options.activate(id)
  if (!options.genuine?.includes(id)) return { kind: 'refused', reason: 'forged' }
  return {
    kind: 'confirmed',
    installationId: id,
    confirmationId,
    keyClass: 'mak',
    used: 1,
    limit: 3,
    reactivation: false,
    emergency: false,
    caseNumber,
  }
}

const noCalls = (): CallBackNoted => ({ noted: 'refused', elsewhere: false })

function giveBack(): ReleaseResult {
  return { kind: 'released', keyClass: 'mak', used: 2, limit: 3, caseNumber }
}

function noteRequest(): ExtensionResult {
  return { kind: 'requested', already: false, caseNumber }
}
