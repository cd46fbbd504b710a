import { groupBegunAgain, lateKeys, type Aside } from './aside.ts'
import { costs } from './costs.ts'
import type { End } from './end.ts'
import { createGroups, type Groups } from './groups.ts'
import { Heap } from './heap.ts'
import { nameOf, type Start } from './spans.ts'
import type { Tape } from './tape.ts'

/**
 * One step of a reading. `group`: the one it reads for a place, as a number of seven digits; or it leaves
 * one out, or puts aside what was keyed of a group that was begun again. `least`: no reading that takes
 * this step costs less from its cell on.
 */
export type Step = {
  readonly to: Cell
  readonly cost: number
  readonly least: number
  readonly place: number
  readonly group: number | 'left-out' | 'put-aside'
}

/** Beyond this, in bits, a reading would need more slips than four: it is not worth a trial. */
export const unlikeliest = 60

/** The readings of a tape. */
export type Lattice = {
  /** Where they begin that have the groups in order. */
  readonly inOrder: Cell
  /** And those with exactly two of them in each other's place. */
  readonly exchanged: Cell
  /** How many cells and steps were worked out so far. */
  readonly size: () => number
}

export function createLattice(tape: Tape): Lattice {
  const groups = createGroups(tape)
  const cells = new Map<number, Cell>()
  const asides = new Map<number, readonly Aside[]>()
  const width = 2 * (tape.keys.length + 1)
  let size = 0

  const source: Source = {
    groups,
    grew: (steps) => {
      size += steps
    },
    late: (at) => lateKeys(tape, at) ?? Infinity,
    asides: (at, slot) => {
      const name = at * 10 + slot
      const known = asides.get(name) ?? groupBegunAgain(tape, at, slot + 1)
      asides.set(name, known)
      return known
    },
    cell: (start, slot, exchange) => {
      const name = (exchange * 10 + slot) * width + nameOf(start)
      const known = cells.get(name)
      if (known !== undefined) return known
      const cell = new Cell(source, start, slot, exchange)
      cells.set(name, cell)
      return cell
    },
  }
  const start = { at: 0, swapped: false }
  return {
    inOrder: source.cell(start, 0, none),
    exchanged: source.cell(start, 0, toCome),
    size: () => size + cells.size,
  }
}

type Source = {
  readonly groups: Groups
  readonly grew: (steps: number) => void
  readonly late: (at: number) => number
  readonly asides: (at: number, slot: number) => readonly Aside[]
  readonly cell: (start: Start, slot: number, exchange: number) => Cell
}

/** No two groups are exchanged, or no more; two will be; else nine times the slot of one, and that of the other. */
const none = 0
const toCome = 100

/** Steps yet to be worked out, all to one cell, none of which costs less than `own`; opened, they may come as more such. */
type Batch = { readonly own: number; readonly to: Cell; readonly open: () => Opened }
type Opened = { readonly steps?: readonly Step[]; readonly batches?: readonly Batch[] }

/** Bounds are worked out so far ahead of what is asked for, in bits, not to do it bit by bit. */
export const slack = 4

/** Where a reading stands: at a position of the tape, with so many groups behind it. */
export class Cell {
  readonly #source: Source
  readonly #start: Start
  readonly slot: number
  readonly #exchange: number
  #least = 0
  #isExact = false
  #steps: readonly Step[] = []
  #batches: Heap<Batch> | undefined

  constructor(source: Source, start: Start, slot: number, exchange: number) {
    this.#source = source
    this.#start = start
    this.slot = slot
    this.#exchange = exchange
    if (slot < 9) return
    const isEnd = !start.swapped && exchange === none
    this.#least = isEnd ? source.late(start.at) : Infinity
    this.#isExact = true
  }

  /**
   * No reading costs less from here on than this: exact where it is not above the budget, and otherwise
   * found out only so far as to be above it.
   */
  leastWithin(budget: number): number {
    if (this.#isExact || this.#least > budget) return this.#least
    let best = Infinity
    let beyond = Infinity
    const consider = (own: number, to: Cell): void => {
      if (own >= best) return
      const least = own + to.leastWithin(Math.min(budget, best) - own)
      if (least <= budget) best = Math.min(best, least)
      else beyond = Math.min(beyond, least)
    }
    for (const { place, exchange, cost } of this.#choices()) {
      for (const end of this.#source.groups(this.#start, place)) {
        const floor = end.floor + cost
        if (floor > budget) beyond = Math.min(beyond, floor)
        if (floor > budget || floor >= best) break
        consider(end.least(place) + cost, this.#after(end.to, exchange))
      }
    }
    for (const { to, cost } of this.#asides()) consider(cost, this.#again(to))
    if (this.#canLeaveOut()) consider(costs.leftOut, this.#after(this.#start, none))
    this.#isExact = best <= budget || beyond === Infinity
    this.#least = Math.max(this.#least, Math.min(best, beyond))
    return this.#least
  }

  /** Likewise for the step of this rank (the likeliest is 0) with all that follows; Infinity beyond the last. */
  leastOf(rank: number, budget: number): number {
    if (this.#batches === undefined) return this.leastWithin(budget)
    return Math.min(this.#steps[rank]?.least ?? Infinity, this.#batches.least())
  }

  /** The step of this rank; nothing when others had to be worked out first: then see `leastOf` again. */
  step(rank: number): Step | undefined {
    this.#batches ??= this.#allBatches()
    const step = this.#steps[rank]
    const reached = this.#batches.least()
    if (step !== undefined && step.least <= reached) return step
    const batch = this.#batches.pop()
    if (batch === undefined) return undefined
    const least = batch.own + batch.to.leastWithin(reached - batch.own + slack)
    if (least > reached) {
      put(this.#batches, least, batch)
      return undefined
    }
    const { steps = [], batches = [] } = batch.open()
    for (const more of batches) put(this.#batches, more.own + more.to.#least, more)
    this.#source.grew(steps.length + batches.length)
    if (steps.length > 0) this.#steps = likeliestFirst([...this.#steps, ...steps])
    return undefined
  }

  #allBatches(): Heap<Batch> {
    const batches = new Heap<Batch>()
    const offer = (own: number, to: Cell, open: () => Opened): void =>
      put(batches, Math.max(this.#least, own + to.#least), { own, to, open })
    for (const choice of this.#choices()) {
      for (const end of this.#source.groups(this.#start, choice.place)) {
        const to = this.#after(end.to, choice.exchange)
        offer(end.floor + choice.cost, to, () => ({ batches: this.#ways(choice, end, to) }))
      }
    }
    for (const { to: at, cost } of this.#asides()) {
      const to = this.#again(at)
      offer(cost, to, () => ({ steps: [stepTo(to, { cost, place: 0, group: 'put-aside' })] }))
    }
    if (this.#canLeaveOut()) {
      const to = this.#after(this.#start, none)
      const step = { cost: costs.leftOut, place: this.slot + 1, group: 'left-out' } as const
      offer(step.cost, to, () => ({ steps: [stepTo(to, step)] }))
    }
    return batches
  }

  /** The groups that end in one place, by the ways in which they may have been meant. */
  #ways({ place, cost: extra }: Choice, end: End, to: Cell): readonly Batch[] {
    return end.ways(place).map((way) => {
      const open = (): Opened => ({
        steps: way
          .groups()
          .map(({ group, cost }) => stepTo(to, { cost: cost + extra, place, group })),
      })
      return { own: way.least + extra, to, open }
    })
  }

  /** For which places a group may be read here. */
  #choices(): readonly Choice[] {
    const { slot } = this
    const exchange = this.#exchange
    const inOrder = { place: slot + 1, exchange, cost: 0 }
    if (exchange === none) return [inOrder]
    if (exchange !== toCome) {
      const first = Math.floor(exchange / 9)
      return slot === exchange % 9 ? [{ place: first + 1, exchange: none, cost: 0 }] : [inOrder]
    }
    const choices = [inOrder]
    for (let other = slot + 1; other < 9; other++) {
      choices.push({ place: other + 1, exchange: slot * 9 + other, cost: costs.exchanged })
    }
    return choices
  }

  #asides(): readonly Aside[] {
    return this.#start.swapped ? [] : this.#source.asides(this.#start.at, this.slot)
  }

  #canLeaveOut(): boolean {
    return this.#exchange === none && !this.#start.swapped
  }

  #again(at: number): Cell {
    return this.#source.cell({ at, swapped: false }, this.slot, this.#exchange)
  }

  #after(start: Start, exchange: number): Cell {
    return this.#source.cell(start, this.slot + 1, exchange)
  }
}

type Choice = { readonly place: number; readonly exchange: number; readonly cost: number }

function stepTo(to: Cell, step: Pick<Step, 'cost' | 'place' | 'group'>): Step {
  return { ...step, to, least: step.cost + to.leastWithin(0) }
}

function put(batches: Heap<Batch>, least: number, batch: Batch): void {
  if (least <= unlikeliest) batches.push(least, batch)
}

function likeliestFirst<T extends { readonly least: number }>(some: readonly T[]): readonly T[] {
  return some.toSorted((one, other) => one.least - other.least)
}
