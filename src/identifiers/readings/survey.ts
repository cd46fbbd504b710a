import type { Keyed } from '../../base/keyed.ts'
import { lateKeys, likelyArcs, type Arc, type Cell } from './arcs.ts'
import { costs } from './costs.ts'
import type { Start } from './spans.ts'
import { layOut, type Tape } from './tape.ts'

/** How one group of an entry stands, by the likeliest way to cut what was keyed into groups. */
export type GroupState = 'fits' | 'doubtful' | 'missing'

/**
 * Where an entry stands. `groups`: those begun so far that are complete, in order; `inside`: keys of the
 * group after them. `fitting`: how many fit as keyed. `doubtful`: the groups that do not, or that are
 * missing between others, the most doubtful first.
 */
export type Survey = {
  readonly groups: readonly GroupState[]
  readonly inside: number
  readonly fitting: number
  readonly doubtful: readonly number[]
  readonly late: number
  /** Of the likeliest way to cut the keys into groups, in bits. */
  readonly cost: number
}

/** Surveys what was keyed without knowing whether any of it is genuine. */
export function survey(keyed: Keyed): Survey {
  const tape = layOut(keyed)
  const way = likeliestWay(tape)
  const groups = way.groups.map(({ cost, state }) => ({ cost, state }))
  const doubtful = groups
    .map(({ cost, state }, index) => ({ group: index + 1, cost, state }))
    .filter(({ state }) => state !== 'fits')
    .toSorted((one, other) => other.cost - one.cost)
    .map(({ group }) => group)
  return {
    groups: groups.map(({ state }) => state),
    inside: way.inside,
    fitting: groups.filter(({ state }) => state === 'fits').length,
    doubtful,
    late: way.late,
    cost: way.cost,
  }
}

/** Below this a group fits: at most a star or a key lost where the line was deaf stands in the way. */
const fittingBelow = costs.swapped - 1

/** A group nobody has seen is claimed only when more than one after it fits for it. */
const unseen = 6

type Read = { readonly cost: number; readonly state: GroupState }
type Way = {
  readonly cost: number
  readonly groups: readonly Read[]
  readonly inside: number
  readonly late: number
}

function likeliestWay(tape: Tape): Way {
  const known = new Map<string, Way>()

  function way(start: Start, slot: number): Way {
    const name = `${start.at} ${slot} ${start.swapped}`
    const before = known.get(name)
    if (before !== undefined) return before
    const cell = { ...start, slot, place: slot + 1 }
    const best = ways(cell).reduce((one, other) => (other.cost < one.cost ? other : one))
    known.set(name, best)
    return best
  }

  function ways(cell: Cell): readonly Way[] {
    const { at, slot } = cell
    if (slot === 9) {
      const late = tape.keys.length - at
      return [{ cost: lateKeys(tape, at) ?? 8 * costs.late + late, groups: [], inside: 0, late }]
    }
    const left = tape.keys.length - at
    const unfinished = left < 7 ? [{ cost: 0, groups: [], inside: left, late: 0 }] : []
    const read = cheapest(likelyArcs(tape, cell)).map((arc) => after(arc, cell))
    const unread = [5, 6, 7, 8, 9]
      .filter((length) => length <= left)
      .map((length) => {
        const cost = 2 * costs.wrongDigit + Math.abs(length - 7) * costs.lost
        return following(cost, 'doubtful', { at: at + length, swapped: false }, slot)
      })
    const leftOut = left > 0 ? [following(costs.leftOut + unseen, 'missing', cell, slot)] : []
    return [...unfinished, ...read, ...unread, ...leftOut]
  }

  function after(arc: Arc, cell: Cell): Way {
    if (arc.digits === undefined) {
      const rest = way(arc.to, cell.slot)
      return { ...rest, cost: rest.cost + arc.cost }
    }
    const state = arc.cost < fittingBelow ? 'fits' : 'doubtful'
    return following(arc.cost, state, arc.to, cell.slot)
  }

  function following(cost: number, state: GroupState, to: Start, slot: number): Way {
    const rest = way(to, slot + 1)
    return { ...rest, cost: cost + rest.cost, groups: [{ cost, state }, ...rest.groups] }
  }

  return way({ at: 0, swapped: false }, 0)
}

/** Of the steps to one border only the cheapest: what the digits are does not matter here. */
function cheapest(arcs: readonly Arc[]): readonly Arc[] {
  const best = new Map<string, Arc>()
  for (const arc of arcs) {
    const name = `${arc.to.at} ${arc.to.swapped} ${arc.digits === undefined}`
    const known = best.get(name)
    if (known === undefined || known.cost > arc.cost) best.set(name, arc)
  }
  return [...best.values()]
}
