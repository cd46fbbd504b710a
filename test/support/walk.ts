import type { Confirmed } from '../../src/base/activation.ts'
import type { CaseNumber } from '../../src/base/brand.ts'
import type { Keyed } from '../../src/base/keyed.ts'
import { unreachable } from '../../src/base/unreachable.ts'
import { chosenWay, digitsOf, isCutOff, nearlyAll } from '../../src/dialogue/entry.ts'
import type { Input } from '../../src/dialogue/input.ts'
import type { Prompt } from '../../src/dialogue/prompt.ts'
import type { Script } from '../../src/dialogue/script.ts'
import type { Again, Call, Entry, State, Step, Whence } from '../../src/dialogue/state.ts'
import { begin, step } from '../../src/dialogue/step.ts'
import { dammDigit } from '../../src/identifiers/damm.ts'
import { madeUpId, presses, runOf, withWrongDigit } from './ids.ts'
import { caseNumber, confirmationId } from './talk.ts'

type BareInput = Input extends infer One ? (One extends Input ? Omit<One, 'at'> : never) : never

export type Walk = {
  /** One state for each way a call can stand, digits aside. */
  readonly states: readonly State[]
  readonly prompts: readonly Prompt[]
  readonly steps: number
  /** Those in which some input does not bring the call nearer to its last turn. */
  readonly stuck: readonly State[]
  /** Those from which a call ends that leaves its case open, without its number said twice. */
  readonly untold: readonly State[]
  /** Those that are not over, whatever happens, when a call has had all its turns. */
  readonly endless: readonly State[]
}

const id = madeUpId(21)
const digits = runOf(id)
const spoiled = [0, 2, 5, 21, 23, 26, 42, 44, 47].reduce(withWrongDigit, digits)

/** What callers key: nothing, commands, part of an ID, all of it, and everything else. */
const keyInputs: readonly string[] = [
  '',
  '#',
  '*',
  '*0',
  '0',
  '1',
  '2',
  '3',
  '5',
  '9',
  'A',
  id[0] ?? '',
  id[4] ?? '',
  id[7] ?? '',
  digits.slice(35, 49),
  digits.slice(0, 10),
  digits.slice(0, 56),
  digits.slice(0, 28) + digits.slice(35),
  digits,
  digits.slice(0, 10) + spoiled.slice(8, 61),
  spoiled,
  `8234567${dammDigit('8234567')}`,
  '9201234567',
  '7'.repeat(25),
  '94'.repeat(27),
  '94'.repeat(31),
  confirmationId.join(''),
]

const confirmed: Confirmed = {
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

/** A finished case of the caller's. */
const again: Again = { caseNumber, group: 8 }

const refusals = [
  { reason: 'unreadable', groups: [] },
  { reason: 'blocked', blockClass: 'stolen' },
  { reason: 'blocked', blockClass: 'leaked' },
  { reason: 'blocked', blockClass: 'refunded' },
  { reason: 'blocked', blockClass: 'returned' },
  { reason: 'exhausted', used: 3, limit: 3, extension: 'none' },
  { reason: 'exhausted', used: 3, limit: 3, extension: 'may-be-asked' },
  { reason: 'exhausted', used: 3, limit: 3, extension: 'asked' },
  { reason: 'retired-product', since: 0 },
  { reason: 'retired-product', since: 0, successor: 'Example Office 2' },
  { reason: 'limited', to: 'reactivations', until: 0 },
  { reason: 'limited', to: 'new-machines', until: 0 },
  { reason: 'limited', to: 'releases', until: 0 },
  { reason: 'limited', to: 'release-too-soon', until: 0 },
  { reason: 'limited', to: 'tries' },
  ...(
    [
      'forged',
      'unknown-product',
      'unknown-key',
      'network-activated',
      'wrong-region',
      'other-board',
      'host-limit',
      'not-served-here',
      'too-little-hardware',
    ] as const
  ).map((reason) => ({ reason })),
] as const

/** What can happen wherever a call stands. */
const atAnyTime: readonly BareInput[] = [
  { kind: 'hangup' },
  { kind: 'unable', keys: '' },
  { kind: 'unable', keys: digits.slice(0, 10) },
]

/** Every kind of thing that can happen where a call stands. */
function inputsFor(state: State): readonly BareInput[] {
  switch (state.kind) {
    case 'fresh':
      return (['ready', 'unable'] as const).flatMap((line) =>
        [
          {},
          { isWithheld: true },
          { beginnings: [beginning(30)] },
          { beginnings: [beginning(63)] },
          { again },
          { came: { kind: 'returned' as const, confirmed } },
          { came: { kind: 'back' as const } },
          ...['', '0', id[0] ?? '', digits].map((keys) => ({ lost: { keys } })),
        ].map((known) => ({
          kind: 'answered' as const,
          line,
          caseNumber: caseNumber as CaseNumber,
          beginnings: [],
          ...(!('isWithheld' in known) && { mayBeTexted: true as const }),
          ...known,
        })),
      )
    case 'reading':
      return [
        { kind: 'reading', result: { kind: 'genuine', installationId: id, healed: false } },
        { kind: 'reading', result: { kind: 'release', releaseId: id, healed: false } },
        { kind: 'reading', result: { kind: 'unreadable', groups: [] } },
        { kind: 'reading', result: { kind: 'unreadable', groups: [8, 2, 6, 4] } },
        {
          kind: 'reading',
          result: { kind: 'unreadable', groups: [8, 2, 6, 4] },
          slowInMs: 20_000,
        },
        ...atAnyTime,
      ]
    case 'activating':
      return [
        {
          kind: 'activation',
          result: confirmed,
        },
        {
          kind: 'activation',
          result: {
            kind: 'confirmed',
            installationId: id,
            confirmationId,
            keyClass: 'mak',
            used: 4,
            limit: 4,
            reactivation: false,
            emergency: true,
            caseNumber,
          },
        },
        ...refusals.map((refusal) => ({
          kind: 'activation' as const,
          result: { kind: 'refused' as const, ...refusal },
        })),
        ...atAnyTime,
      ]
    case 'releasing':
      return [
        {
          kind: 'released',
          result: { kind: 'released', keyClass: 'mak', used: 2, limit: 3, caseNumber },
        },
        ...refusals.map((refusal) => ({
          kind: 'released' as const,
          result: { kind: 'refused' as const, ...refusal },
        })),
        ...atAnyTime,
      ]
    case 'requesting':
      return [
        ...[false, true].map((already) => ({
          kind: 'extension' as const,
          result: { kind: 'requested' as const, already, caseNumber },
        })),
        ...refusals.map((refusal) => ({
          kind: 'extension' as const,
          result: { kind: 'refused' as const, ...refusal },
        })),
        ...atAnyTime,
      ]
    case 'recalling':
      return [
        { kind: 'recalled', found: { kind: 'open', beginning: beginning(20) } },
        { kind: 'recalled', found: { kind: 'finished', group: again.group } },
        { kind: 'recalled', found: { kind: 'closed' } },
        { kind: 'recalled', found: { kind: 'unknown' } },
        ...atAnyTime,
      ]
    case 'attaching':
      return [
        { kind: 'recalled', found: { kind: 'open', beginning: beginning(35) } },
        { kind: 'recalled', found: { kind: 'unknown' } },
        ...atAnyTime,
      ]
    case 'proving':
      return [
        { kind: 'proved', result: { kind: 'right', installationId: id } },
        { kind: 'proved', result: { kind: 'wrong' } },
        { kind: 'proved', result: { kind: 'closed' } },
        ...atAnyTime,
      ]
    case 'seeking':
      return [
        ...(['waits', 'later', 'nobody'] as const).map((found) => ({
          kind: 'person' as const,
          found,
        })),
        ...atAnyTime,
      ]
    case 'noting':
      return [
        ...[false, true].flatMap((elsewhere) =>
          (['own', 'other', 'no-number', 'refused'] as const).map((noted) => ({
            kind: 'call-back' as const,
            noted,
            number: '02079460000',
            elsewhere,
          })),
        ),
        ...atAnyTime,
      ]
    case 'texting':
      return [...[false, true].map((isSent) => ({ kind: 'texted' as const, isSent })), ...atAnyTime]
    case 'with-person':
      return [
        { kind: 'operator', came: { kind: 'back' } },
        { kind: 'operator', came: { kind: 'returned' } },
        { kind: 'operator', came: { kind: 'returned', confirmed } },
        ...[10, 35, 63].map((count) => ({
          kind: 'operator' as const,
          came: { kind: 'returned' as const, keyed: beginning(count) },
        })),
        { kind: 'operator', came: { kind: 'callback' } },
        { kind: 'operator', came: { kind: 'callback', elsewhere: true } },
        { kind: 'operator', came: { kind: 'nobody', mayBeCalled: true } },
        { kind: 'operator', came: { kind: 'helped' } },
        { kind: 'operator', came: { kind: 'nobody' } },
        { kind: 'again' },
        { kind: 'keys', keys: '0' },
        ...atAnyTime,
      ]
    case 'choosing':
    case 'entering':
    case 'offering':
    case 'at-gate':
    case 'reading-back':
    case 'holding':
    case 'calling-back':
      return [
        { kind: 'again' },
        ...keyInputs.map((keys) => ({ kind: 'keys' as const, keys })),
        { kind: 'text', text: 'hello' },
        ...atAnyTime,
      ]
    case 'over':
      return []
    default:
      return unreachable(state)
  }
}

/** Visits every way a call can stand under a script, which may have so many turns, with every kind of input in each. */
export function walk(script: Script, mostTurns: number): Walk {
  const open: State[] = [begin(), afterThreeRequests(script)]
  const found = new Map(open.map((state) => [standing(state), state]))
  const prompts = new Map<string, Prompt>()
  const stuck: State[] = []
  const untold: State[] = []
  let steps = 0
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const all = variantsOf(state).flatMap((from) =>
      inputsFor(state).map((input) => ({ input, next: take(script, from, input) })),
    )
    for (const { input, next } of all) {
      steps += 1
      if (turnsOf(next.state) <= turnsOf(state)) stuck.push(state)
      const mustTell = input.kind !== 'hangup' && !isParting(state) && leavesOpen(next)
      if (mustTell && !isToldTwice(next)) untold.push(state)
      if ('say' in next.turn) {
        const first = next.turn.kind === 'ask' ? (next.turn.first ?? []) : []
        for (const prompt of [...first, ...next.turn.say]) {
          prompts.set(JSON.stringify(prompt), prompt)
        }
      }
      const name = standing(next.state)
      if (found.has(name)) continue
      found.set(name, next.state)
      if (next.state.kind !== 'over') open.push(next.state)
    }
  }
  const states = [...found.values()]
  const endless = states.filter((state) => !endsAtLast(script, state, mostTurns))
  return { states, prompts: [...prompts.values()], steps, stuck, untold, endless }
}

/** Whether he may be texted decides nothing before this: so it need not be told apart all the way. */
function variantsOf(state: State): readonly State[] {
  if (state.kind !== 'seeking' && state.kind !== 'with-person') return [state]
  const { mayBeTexted: _, ...call } = state.call
  return [state, { ...state, call }]
}

/** All was said before. */
function isParting({ kind }: State): boolean {
  return kind === 'calling-back' || kind === 'noting' || kind === 'texting'
}

function leavesOpen({ state, turn }: Step): boolean {
  if (state.kind === 'calling-back') return digitsOf(state.ending.keyed) !== ''
  const waits = state.kind === 'over' && digitsOf(state.keyed) !== ''
  return turn.kind === 'end' && (turn.outcome === 'left-open' || waits)
}

function isToldTwice({ turn }: Step): boolean {
  if (!('say' in turn)) return false
  const told = turn.say.filter(({ kind }) => kind === 'digits')
  return told.length === 2 && told.every((one) => 'digits' in one && one.digits === caseNumber)
}

/** Where three groups were keyed again for nothing: the walk, which tells no requests apart, misses it. */
function afterThreeRequests(script: Script): State {
  let { state } = take(script, begin(), inputsFor(begin())[0] ?? { kind: 'hangup' })
  while (state.kind === 'choosing') ({ state } = take(script, state, { kind: 'keys', keys: '' }))
  for (const keys of [spoiled, '1234567', '1234567', '1234567']) {
    ;({ state } = take(script, state, { kind: 'keys', keys }))
    const result = { kind: 'unreadable', groups: [8, 2, 6, 4] } as const
    ;({ state } = take(script, state, { kind: 'reading', result }))
  }
  return state
}

/** Whether a call that stands so, and has had all the turns a call may have, is over whatever happens. */
function endsAtLast(script: Script, state: State, mostTurns: number): boolean {
  if (!('call' in state)) return true
  const late = { ...state, call: { ...state.call, turns: mostTurns } }
  return inputsFor(state).every((input) => {
    const last = take(script, late, input)
    const isTold = input.kind === 'hangup' || !leavesOpen(last) || isToldTwice(last)
    return last.state.kind === 'over' && isTold
  })
}

function take(script: Script, state: State, input: BareInput): Step {
  return step(script, state, { ...input, at: 0 } as Input)
}

function turnsOf(state: State): number {
  if (state.kind === 'over') return Infinity
  return 'call' in state ? state.call.turns : -1
}

/** Where a call stands, digits aside but for how those that are read stand. */
function standing(state: State): string {
  if (state.kind === 'fresh' || state.kind === 'over') return state.kind
  const { call } = state
  const about = [state.kind, call.heardKey, call.activated > 2, mayHearAgain(state)]
  if (state.kind === 'choosing') return [...about, state.tries].join()
  if ('answer' in state) {
    const { block, holds, personOffered } = state.answer
    return [...about, block, holds > 2, personOffered].join()
  }
  if ('ending' in state) {
    const { ending, noted, tries, mayBeCalled, caseNumber: told } = state
    const offered = [noted, tries, mayBeCalled, told !== undefined]
    return [...about, ending.outcome, digitsOf(ending.keyed) !== '', ...offered].join()
  }
  const whence = whenceOf(state)
  if (whence !== undefined) {
    const entry = 'entry' in whence ? whence.entry : undefined
    const reason = state.kind === 'with-person' ? state.reason : firstOf(state)
    return [
      ...about,
      reason,
      whence.kind,
      entry?.listening.kind,
      entry !== undefined && digitsOf(entry.keyed) !== '',
    ].join()
  }
  if (!('entry' in state)) return about.join()
  const { entry } = state
  const strange = Math.min(entry.strange, entry.listening.kind === 'proof' ? 4 : 2)
  if (state.kind === 'offering') {
    return [...about, strange, state.offer.kind, state.isRepeated].join()
  }
  if (state.kind === 'releasing' || state.kind === 'requesting') return [...about, strange].join()
  if (state.kind === 'attaching') return [...about, entry.listening.kind, strange].join()
  if (state.kind === 'activating') return [...about, state.requested?.already].join()
  return [
    ...about,
    state.kind === 'reading' && howItReads(call, entry),
    entry.listening.kind,
    entry.silences,
    entry.asked.length > 0,
    entry.compared.length,
    entry.freshStarts,
    strange,
    entry.answer !== undefined,
    entry.isNext,
    entry.isWholeBefore,
  ].join()
}

/** What he hears first, whoever is there then. */
function firstOf(state: State): string {
  if (state.kind !== 'seeking') return ''
  const { say, alone } = state.sought
  return [...say, ...alone].map((one) => (one.kind === 'words' ? one.key : one.kind)).join(' ')
}

function whenceOf(state: State): Whence | undefined {
  if (state.kind === 'seeking') return state.sought.whence
  return state.kind === 'with-person' ? state.whence : undefined
}

/** A group of a finished case is awaited: only until an entry is begun. */
function mayHearAgain(state: Exclude<State, { kind: 'fresh' | 'over' }>): boolean {
  const isBegun = 'entry' in state && digitsOf(state.entry.keyed) !== ''
  return state.call.again !== undefined && !isBegun
}

function howItReads(call: Call, entry: Entry): string {
  const way = chosenWay(call, entry)
  if (way.digits < nearlyAll) return 'short'
  if (isCutOff(entry, way)) return 'cut off'
  return way.survey.cost === 0 ? 'fits' : 'slips'
}

function beginning(count: number): Keyed {
  return presses(digits.slice(0, count))
}
