import type { Keyed } from '../../base/keyed.ts'
import { groupBegunAgain, lateKeys } from './aside.ts'
import { costs } from './costs.ts'
import type { End } from './end.ts'
import { createGroups } from './groups.ts'
import { nameOf, type Start } from './spans.ts'
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

/** The groups worth asking for again when nothing heals it, the most doubtful first. */
export function doubtfulGroups(alternatives: readonly Keyed[]): readonly number[] {
  const [likeliest] = alternatives.map(survey).toSorted((one, other) => one.cost - other.cost)
  return likeliest?.doubtful ?? []
}

/** Below this a group fits: at most a star or a key lost where the line was deaf stands in the way. */
const fittingBelow = costs.swapped - 1

/** A group that no single slip explains, whatever was keyed; and each key that it has too many or too few. */
const [unread, unevenKey] = [2 * costs.wrongDigit, costs.lost]

/** A group nobody has seen is claimed only when more than one after it fits for it. */
const unseen = costs.leftOut + 2

/** A key of a group not yet complete bears no check: log2(10) bits, where seven of a group bear 6 log2(10). */
const looseKey = Math.log2(10) / 7

/** `from` and `to`: its keys on the tape; `end`: how they may have been meant, where they can be read at all. */
export type Read = {
  readonly cost: number
  readonly state: GroupState
  readonly from: number
  readonly to: number
  readonly end?: End
}

/** How the rest of a tape is cut into groups. */
type Way = {
  readonly cost: number
  readonly groups: readonly Read[]
  readonly inside: number
  readonly late: number
}

/** Looked for in turn, in bits: a way with no slip, one or two is found without looking at all the others. */
const budgets = [14, 28, 42]

/** The likeliest way to cut a tape into groups. */
export function likeliestWay(tape: Tape): Way {
  const ends = createGroups(tape)
  const known = new Map<number, Way>()
  const dearer = new Map<number, number>()

  /** The likeliest way on from here; nothing where each costs more than the budget. */
  function way(start: Start, slot: number, budget: number): Way | undefined {
    const name = nameOf(start) * 10 + slot
    let best = known.get(name)
    if (best === undefined && budget <= (dearer.get(name) ?? -1)) return undefined
    best ??= slot === 9 ? afterNine(tape, start) : likeliest(start, slot, budget)
    if (best.cost > budget) dearer.set(name, budget)
    else known.set(name, best)
    return best.cost > budget ? undefined : best
  }

  function likeliest(start: Start, slot: number, budget: number): Way {
    const left = tape.keys.length - start.at
    const unheard = [...tape.asked.keys()].filter((place) => place > slot).length
    let best: Way = {
      cost: left < 7 ? left * looseKey + unheard * costs.leftOut : Infinity,
      groups: [],
      inside: left,
      late: 0,
    }

    function consider(cost: number, to: Start, state: GroupState | undefined, end?: End): void {
      const left = Math.min(budget, best.cost) - cost
      if (left < 0 || cost >= best.cost) return
      const rest = way(to, state === undefined ? slot : slot + 1, left)
      if (rest === undefined || cost + rest.cost >= best.cost) return
      const read = state && { cost, state, from: start.at, to: to.at, ...(end && { end }) }
      const groups = read === undefined ? rest.groups : [read, ...rest.groups]
      best = { ...rest, cost: cost + rest.cost, groups }
    }

    for (const end of ends(start, slot + 1)) {
      if (end.floor >= best.cost || end.floor > budget) break
      const cost = end.least(slot + 1)
      if (cost < unread) consider(cost, end.to, cost < fittingBelow ? 'fits' : 'doubtful', end)
    }
    for (const length of [7, 6, 8, 5, 9]) {
      const cost = unread + Math.abs(length - 7) * unevenKey
      const to = { at: start.at + length, swapped: false }
      if (length <= left) consider(cost, to, 'doubtful')
    }
    if (left > 0) consider(unseen, start, 'missing')
    if (start.swapped) return best
    for (const { to: at, cost } of groupBegunAgain(tape, start.at, slot + 1)) {
      consider(cost, { at, swapped: false }, undefined)
    }
    return best
  }

  const start = { at: 0, swapped: false }
  for (const budget of budgets) {
    const found = way(start, 0, budget)
    if (found !== undefined) return found
  }
  return likeliest(start, 0, Infinity)
}

/** Keys after the last group are late; a whole group of them is none. */
function afterNine(tape: Tape, { at, swapped }: Start): Way {
  const late = tape.keys.length - at
  const cost = lateKeys(tape, at) ?? 8 * costs.late + late
  return { cost: swapped ? Infinity : cost, groups: [], inside: 0, late }
}
