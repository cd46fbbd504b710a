import { stateAfter } from './check.ts'
import { costs } from './costs.ts'
import type { Mishaps } from './mishaps.ts'
import type { Span } from './spans.ts'

/** No group that fits this place was meant by these keys for less than this, whatever happened to them. */
export function leastAt(span: Span, place: number, all: readonly Mishaps[]): number {
  let least = Infinity
  for (const mishaps of all) {
    if (mishaps.least < least) least = Math.min(least, leastAfter(span, place, mishaps))
  }
  return least
}

/** Exact for none and one; a bound for more. */
function leastAfter(span: Span, place: number, { slips, missing, least }: Mishaps): number {
  if (missing > 0 || slips.count > 1) return least
  if (slips.count === 0) return span.wanted[0] === place ? least : Infinity
  if (slips.of.swapped > 0) return hasSwap(span, place) ? least : Infinity
  return slips.of.extra > 0 ? span.cost + leastExtra(span, place) : least
}

function hasSwap({ digits, wanted }: Span, place: number): boolean {
  let state = place
  for (let at = 0; at + 1 < digits.length; at++) {
    const one = digits[at] ?? 0
    const other = digits[at + 1] ?? 0
    if (one !== other && stateAfter(stateAfter(state, other), one) === wanted[at + 2]) return true
    state = stateAfter(state, one)
  }
  return false
}

function leastExtra({ digits, wanted }: Span, place: number): number {
  let state = place
  let least = Infinity
  for (let at = 0; at < digits.length; at++) {
    const digit = digits[at] ?? 0
    if (state === wanted[at + 1]) {
      least = Math.min(least, digit === digits[at - 1] ? costs.doubled : costs.extra)
    }
    state = stateAfter(state, digit)
  }
  return least
}
