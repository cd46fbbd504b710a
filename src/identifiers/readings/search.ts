import { leastUnlikely, likelyArcs, unlikelyArcs, type Arc } from './arcs.ts'
import { createBound } from './bound.ts'
import { Heap } from './heap.ts'
import type { Start } from './spans.ts'
import type { Tape } from './tape.ts'

/** Nine groups as they might have been meant, and how unlikely that is, in bits. */
export type Candidate = { readonly groups: readonly string[]; readonly cost: number }

export type Search = {
  /** No candidate to come costs less; Infinity when there is none. */
  readonly least: () => number
  /** The next candidate, likeliest first; nothing when this bounded piece of work found none yet. */
  readonly next: () => Candidate | undefined
}

/** A step, and the least that it and all after it cost. */
type Step = { readonly arc: Arc; readonly least: number }

type Path = {
  readonly digits: readonly number[]
  readonly place: number
  readonly before: Path | undefined
}

/**
 * A reading in the making: what was spent on its path, and which step from its cell to try next. The
 * steps of a cell are laid out when it is reached; its unlikely ones only when nothing likelier is left.
 */
type Front = {
  readonly spent: number
  readonly path: Path | undefined
  readonly start: Start
  readonly slot: number
  readonly steps: 'likely' | 'unlikely' | readonly Step[]
  readonly at: number
}

/**
 * Readings of a tape in the order of their likelihood (A*). `places[slot]` is the place for which the
 * group keyed in that slot was made: 1 to 9 in order, unless two groups were exchanged. `extra` bits are
 * added to each.
 */
export function createSearch(tape: Tape, places: readonly number[], extra: number): Search {
  const bound = createBound(tape, places)
  const laidOut = new Map<string, readonly Step[]>()
  const fronts = new Heap<Front>()
  reach({ at: 0, swapped: false }, 0, extra, undefined)

  function reach(start: Start, slot: number, spent: number, path: Path | undefined): void {
    const front: Front = { spent, path, start, slot, steps: 'likely', at: 0 }
    fronts.push(spent + bound(start, slot), front)
    if (places[slot] !== slot + 1) return
    fronts.push(spent + leastUnlikely + leastAfter(start, slot), { ...front, steps: 'unlikely' })
  }

  /** The least that the groups after this one can cost, wherever its border falls. */
  function leastAfter(start: Start, slot: number): number {
    let least = Infinity
    for (let length = 2; length <= 12; length++) {
      const at = start.at + length
      if (at <= tape.keys.length) least = Math.min(least, bound({ at, swapped: false }, slot + 1))
      if (at < tape.keys.length) least = Math.min(least, bound({ at, swapped: true }, slot + 1))
    }
    return least
  }

  function steps(front: Front): readonly Step[] {
    const { start, slot, steps: which } = front
    const name = `${start.at} ${slot} ${start.swapped} ${String(which)}`
    const known = laidOut.get(name)
    if (known !== undefined) return known
    const cell = { ...start, slot, place: places[slot] ?? 0 }
    const arcs = which === 'likely' ? likelyArcs(tape, cell) : unlikelyArcs(tape, cell)
    const inOrder = cell.place === slot + 1
    const laid = arcs
      .filter((arc) => inOrder || (arc.digits !== undefined && arc.cost === 0))
      .map((arc) => ({ arc, least: arc.cost + bound(arc.to, slotAfter(arc, slot)) }))
      .filter(({ least }) => least < Infinity)
      .toSorted((one, other) => one.least - other.least)
    laidOut.set(name, laid)
    return laid
  }

  function offer(front: Front): void {
    if (typeof front.steps === 'string') return
    const step = front.steps[front.at]
    if (step !== undefined) fronts.push(front.spent + step.least, front)
  }

  function follow(front: Front): Candidate | undefined {
    if (typeof front.steps === 'string') {
      offer({ ...front, steps: steps(front) })
      return undefined
    }
    offer({ ...front, at: front.at + 1 })
    const step = front.steps[front.at]
    if (step === undefined) return undefined
    const { arc, least } = step
    const { digits } = arc
    const slot = slotAfter(arc, front.slot)
    const place = places[front.slot] ?? 0
    const path = digits === undefined ? front.path : { digits, place, before: front.path }
    if (slot === 9) return { groups: groupsOf(path), cost: front.spent + least }
    reach(arc.to, slot, front.spent + arc.cost, path)
    return undefined
  }

  return {
    least: () => fronts.least(),
    next: () => {
      for (let work = 0; work < 20; work++) {
        const front = fronts.pop()
        if (front === undefined) return undefined
        const found = follow(front)
        if (found !== undefined) return found
        if (front.steps === 'unlikely') return undefined
      }
      return undefined
    },
  }
}

function slotAfter(arc: Arc, slot: number): number {
  return arc.digits === undefined ? slot : slot + 1
}

function groupsOf(path: Path | undefined): readonly string[] {
  const groups: string[] = []
  for (let step = path; step !== undefined; step = step.before) {
    groups[step.place - 1] = step.digits.join('')
  }
  return groups
}
