import { dammTable } from '../damm.ts'

/**
 * The check digit as an automaton: it starts in the state of the group's place, each digit moves it on, and
 * the group fits when it ends in 0. In every row and column of the table each digit stands once, so from any
 * two of state, digit and next state the third follows.
 */
const next = Uint8Array.from(dammTable.flat())
const between = new Uint8Array(100)
const before = new Uint8Array(100)
for (let state = 0; state < 10; state++) {
  for (let digit = 0; digit < 10; digit++) {
    const to = next[state * 10 + digit] ?? 0
    between[state * 10 + to] = digit
    before[to * 10 + digit] = state
  }
}

/** The state after a digit. */
export function stateAfter(state: number, digit: number): number {
  return next[state * 10 + digit] ?? 0
}

/** The only state from which this digit leads to that one. */
export function stateBefore(to: number, digit: number): number {
  return before[to * 10 + digit] ?? 0
}

/** The only digit that leads from one state to the other. */
export function digitBetween(state: number, to: number): number {
  return between[state * 10 + to] ?? 0
}

/** Those whose values lie between 2^176 and 3 · 2^176 begin an ID of version 1 or 2. */
const first = Number(2n ** 176n / 10n ** 48n)
const last = Number((3n * 2n ** 176n) / 10n ** 48n)

/** Whether a group of seven digits, check digit included, can stand first in an ID. */
export function canBegin(group: number): boolean {
  const six = Math.floor(group / 10)
  return six >= first && six <= last
}
