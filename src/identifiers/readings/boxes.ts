import type { Digit, Keyed, KeyedItem } from '../../base/keyed.ts'
import { verdictOf } from '../typed-groups.ts'
import { likeliestWay, type Read } from './survey.ts'
import { layOut, star, type Tape } from './tape.ts'

/**
 * What was keyed, in nine boxes: each group that fits as it was meant, any other one as its keys came, the last answer
 * where it was asked for again, and behind them what was begun of the next one.
 */
export function boxesOf(keyed: Keyed): readonly string[] {
  const named = namedBoxes(keyed)
  if (named !== undefined) return boxes(named)
  const tape = layOut(keyed)
  const { groups, inside } = likeliestWay(tape)
  const heard = groups.map((read, index) => [index + 1, boxOf(tape, read, index + 1)] as const)
  const begun = inside > 0 ? digitsOf(tape.keys.slice(-inside)) : answerFor(tape, groups.length + 1)
  return boxes(new Map([...heard, [groups.length + 1, begun ?? '']]))
}

/** Nine boxes as something that was keyed: one after the other, each as the group that the line had named. */
export function keyedIn(digits: readonly string[]): Keyed {
  return digits.flatMap((box, index): Keyed => {
    if (box === '') return []
    const presses = Array.from(box, (key) => ({ kind: 'press', key: key as Digit }) as const)
    return [{ kind: 'mark', mark: 'named', group: index + 1 }, ...presses, stop]
  })
}

const stop: KeyedItem = { kind: 'mark', mark: 'timer' }

/** Where each stop brought in one group, the next one always, whose number the line had said. */
function namedBoxes(keyed: Keyed): ReadonlyMap<number, string> | undefined {
  const found = new Map<number, string>()
  let last = 0
  for (const item of keyed) {
    if (item.kind === 'press') {
      const digits = `${found.get(last) ?? ''}${item.key}`
      if (last === 0 || item.key === '*' || digits.length > longestBox) return undefined
      found.set(last, digits)
    } else if (item.mark === 'named') {
      if (item.group <= last) return undefined
      last = item.group
    } else if (item.mark !== 'timer') return undefined
  }
  return found
}

/** More digits than that are of more than one group. */
const longestBox = 9

function boxes(digits: ReadonlyMap<number, string>): readonly string[] {
  return Array.from({ length: 9 }, (_, index) => digits.get(index + 1) ?? '')
}

function boxOf(tape: Tape, { state, from, to, end }: Read, place: number): string {
  const asKeyed = digitsOf(tape.keys.slice(from, to))
  if (state === 'missing') return ''
  if (state === 'fits' && end !== undefined) {
    if (verdictOf(asKeyed, place) === 'right' && !tape.asked.has(place)) return asKeyed
    const meant = end.ways(place).flatMap((way) => way.groups())
    const [likeliest] = meant.toSorted((one, other) => one.cost - other.cost)
    if (likeliest !== undefined) return String(likeliest.group).padStart(7, '0')
  }
  return answerFor(tape, place) ?? asKeyed
}

/** The latest one. */
function answerFor(tape: Tape, place: number): string | undefined {
  const [latest] = tape.asked.get(place) ?? []
  return latest && digitsOf(latest.keys)
}

function digitsOf(keys: readonly number[]): string {
  return keys.filter((key) => key !== star).join('')
}
