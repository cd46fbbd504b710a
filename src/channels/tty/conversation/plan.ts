import { unreachable } from '../../../base/unreachable.ts'
import type { Answerable, Expected } from '../../../dialogue/turn.ts'
import { teletype } from '../../../wording/teletype/teletype.ts'
import type { Customs } from './customs.ts'
import type { TextHeard } from './deps.ts'
import type { Printed } from '../../../wording/printed/printed.ts'
import type { WrittenTurn } from './written-turn.ts'

/** What the line does, one after the other. */
export type Step =
  | { readonly kind: 'write'; readonly text: string }
  /** Waits for the caller to type; if he does not, the next step. */
  | { readonly kind: 'listen'; readonly ms: number }
  /** Waits, whatever is typed. */
  | { readonly kind: 'pause'; readonly ms: number }
  /** Nothing was typed: that is the answer. */
  | { readonly kind: 'silence' }
  /** For whatever the caller still has to say; the end of the call by his own word comes at once. */
  | { readonly kind: 'part'; readonly ms: number }
  /** People have him; who comes in a new stream is told the greeting, unless he was before. */
  | { readonly kind: 'person'; readonly greeting?: readonly Step[] }
  | { readonly kind: 'try-again'; readonly asked: TextHeard }
  | { readonly kind: 'close'; readonly why: 'end' | 'speech' }

export type Writing = {
  readonly customs: Customs
  readonly isRelay: boolean
}

/** Over a relay service an operator types what is said, and says what is typed. */
export const relayFactor = 3
/** A typed answer is slower than keys. */
const typedFactor = 2
/** So much less is no time to begin to type in, and words after it belong to those before. */
const leastTurnMs = 5_000
/** To read a question, and to find the first key. */
const leastPatienceMs: Readonly<Record<Answerable, number>> = {
  groups: 8_000,
  another: 15_000,
  whole: 15_000,
  choice: 15_000,
  language: 15_000,
  'read-back': 8_000,
  any: 15_000,
}

/** How long the caller may be silent: before he begins, and in the middle of what he types. */
export function patienceOf({ answer, patienceInMs }: Expected, isRelay: boolean): number {
  const ms = Math.max(patienceInMs * typedFactor, leastPatienceMs[answer])
  return isRelay ? ms * relayFactor : ms
}

/** A turn from its first word to the silence that answers it. `isRead`: the caller has it already. */
export function planOf(turn: WrittenTurn, writing: Writing, isRead = false): readonly Step[] {
  const { form } = turn.manner
  if (turn.kind === 'transfer') {
    const greeting = stepsOf(turn.say, writing, 'pause')
    return isRead ? [{ kind: 'person', greeting }] : [...greeting, { kind: 'person' }]
  }
  if (turn.kind === 'end') {
    if (form === 'hco') return [{ kind: 'close', why: isRead ? 'end' : 'speech' }]
    return [...stepsOf(turn.say, writing, 'pause'), ...parting(writing)]
  }
  const patience = { kind: 'listen', ms: patienceOf(turn.expected, writing.isRelay) } as const
  const said = [...stepsOf(turn.first, writing, 'pause'), ...stepsOf(turn.say, writing, 'listen')]
  switch (form) {
    case 'text':
      return [...said, patience, { kind: 'silence' }]
    case 'vco':
      return [...beforeListening(said), { kind: 'close', why: 'speech' }]
    case 'hco':
      return isRead
        ? [...said.filter(({ kind }) => kind === 'listen'), patience, { kind: 'silence' }]
        : [{ kind: 'close', why: 'speech' }]
    default:
      return unreachable(form)
  }
}

/** What is said while nobody is awaited. */
function beforeListening(steps: readonly Step[]): readonly Step[] {
  const end = steps.findIndex((step) => step.kind === 'listen' && step.ms >= leastTurnMs)
  return end < 0 ? steps : steps.slice(0, end)
}

/** The narrowest display of a text telephone. */
const shortWidth = 20

/** The same in short lines, each by itself: every one begins with its shift, and leaves time to read. */
export function slowly(turn: WrittenTurn, writing: Writing): readonly Step[] {
  const short = { ...writing, customs: { ...writing.customs, width: shortWidth } }
  return planOf(turn, short).flatMap((step): readonly Step[] => {
    if (step.kind !== 'write') return [step]
    const lines = step.text.split('\r\n').filter((line) => line !== '')
    return lines.flatMap((line): readonly Step[] => [
      { kind: 'write', text: `${line}\r\n` },
      { kind: 'pause', ms: 500 },
    ])
  })
}

/** The last words of a call, and its end. */
export function parting({ customs, isRelay }: Writing): readonly Step[] {
  return [
    { kind: 'write', text: `${customs.closing}\r\n` },
    { kind: 'part', ms: 15_000 * (isRelay ? relayFactor : 1) },
    { kind: 'write', text: customs.end },
    { kind: 'close', why: 'end' },
  ]
}

/** The answer of who ends the call himself. */
export function farewell(say: readonly Printed[], writing: Writing): readonly Step[] {
  return [
    ...stepsOf(say, writing, 'pause'),
    { kind: 'write', text: writing.customs.end },
    { kind: 'close', why: 'end' },
  ]
}

/** What is written in one go, and the silences between. The turn is handed over before each one long enough to answer in. */
export function stepsOf(
  say: readonly Printed[],
  { customs, isRelay }: Writing,
  silences: 'listen' | 'pause',
): readonly Step[] {
  const { width } = customs
  const steps: Step[] = []
  let lines: string[] = []
  const close = (handsOver: boolean): void => {
    const last = lines.pop()
    if (last === undefined) return
    const word = handsOver && silences === 'listen' ? ` ${customs.goAhead}` : ''
    steps.push({ kind: 'write', text: [...lines, last + word, ''].join('\r\n') })
    lines = []
  }
  for (const printed of say) {
    if (printed.kind === 'text')
      lines.push(teletype(printed.text, { language: printed.language, width }))
    else if (printed.ms >= 1_000) {
      close(printed.ms >= leastTurnMs)
      steps.push({ kind: silences, ms: printed.ms * (isRelay ? relayFactor : 1) })
    }
  }
  close(true)
  return steps
}
