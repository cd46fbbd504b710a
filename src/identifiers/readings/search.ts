import { costs } from './costs.ts'
import { Heap } from './heap.ts'
import { slack, unlikeliest, type Cell, type Lattice } from './lattice.ts'
import type { Minted } from './minted.ts'
import { extend, groupsOf, type Path } from './path.ts'

/** Nine groups as they might have been meant, one of them perhaps left out, and how unlikely that is, in bits. */
export type Candidate = {
  readonly groups: readonly (string | undefined)[]
  readonly cost: number
}

export type Search = {
  /** No candidate to come costs less; Infinity when there is none, or too much was looked at without it. */
  readonly least: () => number
  /** The next candidate, likeliest first, up to this cost; nothing when this bounded piece of work found none yet. */
  readonly next: (limit: number) => Candidate | undefined
}

/**
 * The ways through a lattice in the order of their cost. A front is a way as far as it was followed, and the
 * rank of the step to take next; its cell knows what all that follows costs at least. The cheapest front is
 * followed for as long as no other is cheaper, and at every step the next best one is put back as a front of
 * its own: so a candidate takes no more than its nine steps, and nothing dearer is looked at before it.
 * Where the books are known, a key that is not in them adds to the cost.
 */
export function createSearch(lattice: Lattice, minted: Minted | undefined): Search {
  const fronts = new Heap<Front>()
  fronts.push(0, { cell: lattice.inOrder, rank: 0, spent: 0, path: undefined })
  fronts.push(costs.exchanged, { cell: lattice.exchanged, rank: 0, spent: 0, path: undefined })

  let limit = unlikeliest
  let taken = 0

  function put(front: Front): void {
    const least = leastOf(front)
    if (least <= limit) fronts.push(least, front)
  }

  /** What follows from a front costs no less than this: told apart from what others cost, step by step. */
  function leastOf({ cell, rank, spent }: Front): number {
    const enough = Math.min(limit, fronts.least() + slack) - spent
    return spent + cell.leastOf(rank, Math.min(enough, cell.leastOf(rank, 0) + slack))
  }

  /** One step on; the next best one is put back. */
  function follow(front: Front): Front | undefined {
    const { cell, rank, spent, path } = front
    const step = cell.step(rank)
    put(step === undefined ? front : { cell, rank: rank + 1, spent, path })
    if (step === undefined) return undefined
    const longer = extend(path, step, minted)
    if (longer === undefined) return undefined
    const isNews = !longer.isMinted && path?.isMinted !== false
    const cost = step.cost + (isNews ? costs.notMinted : 0)
    return { cell: step.to, rank: 0, spent: spent + cost, path: longer }
  }

  function next(newLimit: number): Candidate | undefined {
    limit = Math.min(limit, newLimit)
    let front: Front | undefined
    for (let steps = 0; steps < stretch; steps++) {
      taken++
      front ??= fronts.pop()
      if (front === undefined) return undefined
      const least = leastOf(front)
      if (least > Math.min(limit, fronts.least())) {
        put(front)
        front = undefined
      } else if (front.cell.slot === 9) return { groups: groupsOf(front.path), cost: least }
      else front = follow(front)
    }
    if (front !== undefined) put(front)
    return undefined
  }

  return {
    least: () => (lattice.size() + taken > mostWork ? Infinity : fronts.least()),
    next,
  }
}

type Front = {
  readonly cell: Cell
  readonly rank: number
  readonly spent: number
  readonly path: Path | undefined
}

/** Steps worked out and taken, about 100 bytes each; a hopeless entry, such as one heard key by key, ends here. */
const mostWork = 250_000

/** Steps taken at a stretch. */
const stretch = 8
