import { canBegin, digitBetween, stateAfter } from './check.ts'
import { costs, wrongDigitAt } from './costs.ts'
import type { Mishaps, Slips } from './mishaps.ts'
import type { Span } from './spans.ts'

/** Takes a group, its seven digits as a number, and what it costs that these keys meant it. */
export type Visit = (group: number, cost: number) => void

/**
 * Visits every group that fits this place and that these keys mean after exactly these mishaps, made one
 * after the other from left to right. The digit of the last one is not tried out: only one fits.
 */
export function eachMeant(span: Span, place: number, mishaps: Mishaps, visit: Visit): void {
  const { digits, doubt, wanted } = span

  function walk(from: number, before: Before, slips: Slips, missing: number): void {
    const left = slips.count + missing
    if (left === 0) {
      if (before.state === wanted[from]) found(before, from)
      return
    }

    /** Goes on from `to` with each digit that can stand here, but for this one. */
    function put(here: Before, to: number, on: Next, not?: number): void {
      const only = left === 1 ? digitBetween(here.state, wanted[to] ?? 0) : undefined
      for (let digit = only ?? 0; digit <= (only ?? 9); digit++) {
        if (digit !== not) walk(to, withDigit(here, digit, on.cost), on.slips, on.missing)
      }
    }

    const { wrong, swapped, lost, extra } = slips.without

    function slipAt(at: number, here: Before): void {
      const digit = digits[at]
      const other = digits[at + 1]
      if (lost !== undefined) put(here, at, { cost: costs.lost, slips: lost, missing }, digit)
      if (digit === undefined) return
      if (wrong !== undefined) {
        const cost = wrongDigitAt(doubt[at] ?? 0)
        put(here, at + 1, { cost, slips: wrong, missing }, digit)
      }
      if (digit === other) return
      if (extra !== undefined) {
        const cost = digit === digits[at - 1] ? costs.doubled : costs.extra
        walk(at + 1, { ...here, cost: here.cost + cost }, extra, missing)
      }
      const isApart = missing > 0 && at + 1 === mishaps.at
      if (swapped !== undefined && other !== undefined && !isApart) {
        const both = withDigit(withDigit(here, other, costs.swapped), digit, 0)
        walk(at + 2, both, swapped, missing)
      }
    }

    let here = before
    for (let at = from; at <= digits.length; at++) {
      if (missing > 0 && at === mishaps.at) {
        return put(here, at, { cost: 0, slips, missing: missing - 1 })
      }
      slipAt(at, here)
      here = withDigit(here, digits[at] ?? 0, 0)
    }
  }

  function found(before: Before, from: number): void {
    let { group } = before
    for (let at = from; at < digits.length; at++) group = group * 10 + (digits[at] ?? 0)
    if (place !== 1 || canBegin(group)) visit(group, before.cost)
  }

  const cost = span.cost + (costs.deaf[mishaps.missing] ?? Infinity)
  walk(0, { group: 0, state: place, cost }, mishaps.slips, mishaps.missing)
}

/** What precedes a digit: the number that those before it write, the state of the check, what was spent. */
type Before = { readonly group: number; readonly state: number; readonly cost: number }

/** What a digit costs, and what is still to happen after it. */
type Next = { readonly cost: number; readonly slips: Slips; readonly missing: number }

function withDigit(before: Before, digit: number, cost: number): Before {
  return {
    group: before.group * 10 + digit,
    state: stateAfter(before.state, digit),
    cost: before.cost + cost,
  }
}
