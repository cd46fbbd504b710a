import type { Keyed } from '../../base/keyed.ts'
import { Heap } from './heap.ts'
import { createLattice, unlikeliest } from './lattice.ts'
import { trialsFor, type ProofOf, type Trials } from './left-out.ts'
import { createMinted, type MintedProduct } from './minted.ts'
import { createSearch, type Candidate } from './search.ts'
import { layOut } from './tape.ts'

/** What the publisher's own line knows. */
export type Books = {
  /** All products; keys that are not theirs are read after likelier slips. */
  readonly products: readonly MintedProduct[]
  readonly proofOf: ProofOf
}

/**
 * Every way to read what was keyed as nine groups that fit their places, the likeliest first: as keyed, or
 * with slips of the finger, groups keyed twice, begun again or exchanged, stars in each of their meanings,
 * keys missing where the line was deaf. With the books also without one of the groups, where they or the
 * proof tell it; each trial for that counts as a reading. `alternatives` are several sequences that may have
 * been meant (this call alone, or on top of an earlier one). Ends after `atMost` readings, or when what is
 * left is too unlikely. Yields `undefined` after each bounded piece of work that found nothing, so that
 * whoever draws from it can let others run. See `identifiers.md`, "Healing a keyed ID".
 */
export function* readings(
  alternatives: readonly Keyed[],
  books?: Books,
  atMost = 20_000,
): Generator<readonly string[] | undefined, void, undefined> {
  const minted = books && createMinted(books.products)
  const sources = new Heap<Source>()
  for (const keyed of alternatives) {
    sources.push(0, createSearch(createLattice(layOut(keyed)), minted))
    yield undefined
  }
  const seen = new Set<string>()
  let limit: number = unlikeliest
  let left = atMost
  while (left > 0 && sources.least() <= limit) {
    const found = draw(sources, limit)
    if (found === 'spent') left--
    if (found === undefined || found === 'spent' || seen.has(found.groups.join())) {
      yield undefined
      continue
    }
    seen.add(found.groups.join())
    const { groups, cost } = found
    if (isWhole(groups)) {
      limit = Math.min(limit, cost + afterFirst)
      left--
      yield groups
      continue
    }
    const trials = books && minted && trialsFor(groups, minted.ranges, books.proofOf)
    if (trials === undefined || trials.count > mostTrials) {
      limit = Math.min(limit, cost + afterUnreadable)
    } else {
      const source = trialsAt(trials, cost)
      sources.push(source.least(), source)
    }
    yield undefined
  }
}

type Source = {
  /** Nothing that it finds costs less. */
  readonly least: () => number
  /** The next that it finds, up to this cost; or nothing yet, or a trial that came to nothing. */
  readonly next: (limit: number) => Candidate | 'spent' | undefined
}

/** Lets the likeliest source find something. */
function draw(sources: Heap<Source>, limit: number): Candidate | 'spent' | undefined {
  const source = sources.pop()
  if (source === undefined) return undefined
  const found = source.next(limit)
  sources.push(source.least(), source)
  return found
}

/** A trial costs, beside the slips, that it is this one of so many. */
function trialsAt(trials: Trials, slips: number): Source {
  const cost = slips + Math.log2(trials.count)
  let index = 0
  return {
    least: () => (index < trials.count ? cost : Infinity),
    next: () => {
      const groups = trials.take(index++)
      return groups === undefined ? 'spent' : { groups, cost }
    },
  }
}

/** More trials for a group that was left out are not worth it; it has to be asked for. */
const mostTrials = 20_000

/**
 * What is unlikelier than the first reading by so many bits is not worth a trial: two slips that hide in a
 * group cost up to 29. So an ID whose groups all fit, and which is not ours, ends after some 2,000 readings.
 */
const afterFirst = 33

/** Likewise when it turns out that a group was left out which nothing tells. */
const afterUnreadable = 12

function isWhole(groups: readonly (string | undefined)[]): groups is readonly string[] {
  return !groups.includes(undefined)
}
