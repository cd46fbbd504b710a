import { againFrom, begunAgain, lateKeys, leastUnlikely, swappedAcross, type Cell } from './arcs.ts'
import { costs } from './costs.ts'
import { fitsPlace } from './edits.ts'
import type { Start } from './spans.ts'
import { star, type Tape } from './tape.ts'

/** No reading of the groups from a slot on, begun at a start, costs less than this. */
export type Bound = (start: Start, slot: number) => number

/** The bound is quick: it looks at whether groups fit as keyed, and prices all else at its least. */
export function createBound(tape: Tape, places: readonly number[]): Bound {
  const known = new Map<number, number>()

  function bound(start: Start, slot: number): number {
    if (slot === 9) return start.swapped ? Infinity : (lateKeys(tape, start.at) ?? Infinity)
    const name = (start.at * 10 + slot) * 2 + (start.swapped ? 1 : 0)
    const before = known.get(name)
    if (before !== undefined) return before
    known.set(name, Infinity)
    const least = leastFrom({ ...start, slot, place: places[slot] ?? 0 })
    known.set(name, least)
    return least
  }

  function leastFrom(cell: Cell): number {
    const { at, slot } = cell
    const left = tape.keys.length - at
    let least = Infinity
    for (let length = 0; length <= Math.min(12, left); length++) {
      const own = leastStep(tape, cell, length)
      if (own < least)
        least = Math.min(least, own + bound({ at: at + length, swapped: false }, slot + 1))
    }
    const swapped = swappedAcross(tape, cell, 7)
    if (swapped !== undefined && costs.swapped < least) {
      const own = fitsPlace(swapped, cell.place) ? costs.swapped : 2 * costs.swapped
      least = Math.min(least, own + bound({ at: at + 7, swapped: true }, slot + 1))
    }
    if (cell.swapped) return least
    for (const to of againFrom(tape, at)) {
      const own = begunAgain(tape, at, to)
      if (own !== undefined && own < least) {
        least = Math.min(least, own + bound({ at: to, swapped: false }, slot))
      }
    }
    return least
  }

  return bound
}

/** The least that a group of so many keys costs here. */
function leastStep(tape: Tape, cell: Cell, length: number): number {
  const asked = tape.asked.has(cell.place)
  if (asked && length <= 9) return costs.asked + leastReplaced(length)
  const keys = tape.keys.slice(cell.at, cell.at + length)
  const stars = keys.filter((key) => key === star).length
  if (stars > 0) return stars * costs.starIsNothingAtEnd
  if (cell.swapped && length > 0) keys[0] = tape.keys[cell.at - 1] ?? 0
  if (fitsPlace(keys, cell.place)) return 0
  if (cell.place !== cell.slot + 1) return Infinity
  const isDeaf = tape.deaf.slice(cell.at, cell.at + length + 1).includes(true)
  if (isDeaf && length >= 3) return costs.deaf[1]
  if (length === 7) return costs.swapped
  if (length === 6) return costs.lost
  if (length === 8) return costs.doubled
  return length === 5 || length === 9 ? leastUnlikely : Infinity
}

function leastReplaced(length: number): number {
  if (length === 7) return 0
  return length === 0 ? costs.askedReplacesNothing : costs.askedReplacesOther
}
