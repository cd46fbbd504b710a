import type { Keyed } from '../../base/keyed.ts'
import { costs } from './costs.ts'
import { fitsPlace } from './edits.ts'
import { createSearch, type Search } from './search.ts'
import { layOut, type Tape } from './tape.ts'

/** Beyond this, in bits, a reading would need more slips than four: it is no longer worth a trial. */
const unlikeliest = 60

const inOrder = [1, 2, 3, 4, 5, 6, 7, 8, 9]

/**
 * Every way to read what was keyed as nine groups that fit their places, the likeliest first: as keyed, or
 * with slips of the finger, groups keyed twice, begun again or exchanged, stars in each of their meanings,
 * keys missing where the line was deaf. `alternatives` are several sequences that may have been meant (this
 * call alone, or on top of an earlier one). Yields `undefined` after each bounded piece of work that found
 * nothing, so that whoever draws from it can let others run. See `identifiers.md`, "Healing a keyed ID".
 */
export function* readings(
  alternatives: readonly Keyed[],
): Generator<readonly string[] | undefined, void, undefined> {
  const searches: Search[] = []
  for (const keyed of alternatives) {
    const tape = layOut(keyed)
    searches.push(createSearch(tape, inOrder, 0))
    yield undefined
    for (const places of exchanges(tape)) {
      searches.push(createSearch(tape, places, costs.exchanged))
      yield undefined
    }
  }
  const seen = new Set<string>()
  for (;;) {
    const search = likeliest(searches)
    if (search === undefined) return
    const candidate = search.next()
    const name = candidate?.groups.join('') ?? ''
    if (candidate === undefined) yield undefined
    else if (!seen.has(name)) {
      seen.add(name)
      yield candidate.groups
    }
  }
}

function likeliest(searches: readonly Search[]): Search | undefined {
  let best: Search | undefined
  let least = unlikeliest
  for (const search of searches) {
    if (search.least() < least) {
      best = search
      least = search.least()
    }
  }
  return best
}

/** The orders in which two groups stand in each other's place, as keyed, about where they would. */
function* exchanges(tape: Tape): Generator<readonly number[]> {
  for (let one = 1; one < 9; one++) {
    for (let other = one + 1; other <= 9; other++) {
      if (!standsAbout(tape, one, other) || !standsAbout(tape, other, one)) continue
      yield inOrder.with(one - 1, other).with(other - 1, one)
    }
  }
}

function standsAbout(tape: Tape, slot: number, place: number): boolean {
  const spread = Math.max(0, tape.keys.length - 63) + 2
  const about = (slot - 1) * 7
  for (let at = Math.max(0, about - 2); at <= about + spread; at++) {
    if (fitsPlace(tape.keys.slice(at, at + 7), place)) return true
  }
  return false
}
