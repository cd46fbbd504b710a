import { costs } from './costs.ts'
import { star, type Tape } from './tape.ts'

/** All between two positions was put aside: the group begun at the first was begun again at `to`. */
export type Aside = { readonly to: number; readonly cost: number }

/**
 * Where the group of a place, begun here, may have been begun again: near by, where another call begins, or
 * where the line had named it.
 */
export function groupBegunAgain(tape: Tape, from: number, place: number): readonly Aside[] {
  const named = tape.named.filter(({ at, group }) => group === place && at > from)
  const asides = begunAgain(tape, from)
  if (named.length === 0) return asides
  return [...asides, ...named.map(({ at }) => ({ to: at, cost: costs.begunAgainAsNamed }))]
}

/** Where any group begun here may have been begun again: near by, or where another call begins. */
export function begunAgain(tape: Tape, from: number): readonly Aside[] {
  const asides: Aside[] = []
  const last = Math.min(from + furthest, tape.keys.length - 1)
  for (let to = from + 1; to <= last; to++) {
    const cost = tape.calls.includes(to) ? costs.begunAgainAtCall : costOfAgain(tape, from, to)
    if (cost !== undefined) asides.push({ to, cost })
  }
  for (const to of tape.calls) {
    if (to > last && to < tape.keys.length) asides.push({ to, cost: costs.begunAgainAtCall })
  }
  return asides
}

/** What it costs that keys are left after the last group; too many of them are no late keys. */
export function lateKeys(tape: Tape, at: number): number | undefined {
  const count = tape.keys.length - at
  if (count > 8) return undefined
  return count * (tape.deaf[at] ? costs.lateAtStop : costs.late)
}

const furthest = 9

function costOfAgain(tape: Tape, from: number, to: number): number | undefined {
  if (tape.keys[to - 1] === star) return costs.starClears
  if (tape.deaf[to]) return costs.begunAgainAtStop
  if (from === 0 && to === 1) return costs.strayFirst
  if (to - from > 8) return undefined
  const alike = likeWhatFollows(tape.keys, from, to)
  if (alike === 'no') return undefined
  const again = to - from >= 6 ? costs.keyedTwice : costs.begunAgain
  return alike === 'but for a slip' ? again + costs.unlike : again
}

/** Whether the keys up to `to` are those that follow, whole or but for one slip. */
function likeWhatFollows(
  keys: readonly number[],
  from: number,
  to: number,
): 'whole' | 'but for a slip' | 'no' {
  const length = to - from
  const same = sameFrom(keys, from, to, length)
  if (same === length) return length < 8 ? 'whole' : 'no'
  if (length < 3) return 'no'
  const [one, other] = [from + same, to + same]
  const rest = length - same
  const isSlip =
    sameFrom(keys, one + 1, other + 1, rest - 1) === rest - 1 ||
    sameFrom(keys, one + 1, other, rest - 1) === rest - 1 ||
    sameFrom(keys, one, other + 1, rest) === rest ||
    (keys[one] === keys[other + 1] &&
      keys[one + 1] === keys[other] &&
      sameFrom(keys, one + 2, other + 2, rest - 2) === rest - 2)
  return isSlip ? 'but for a slip' : 'no'
}

/** How many of so many keys from one position on are those from the other on. */
function sameFrom(keys: readonly number[], one: number, other: number, count: number): number {
  let same = 0
  while (same < count && keys[one + same] === keys[other + same]) same++
  return Math.max(0, same)
}
