import type { Start } from './spans.ts'

/** A group that may have been meant, its seven digits as a number. */
export type Meant = { readonly group: number; readonly cost: number }

/** Groups that may have been meant in one way, none of which costs less than `least`. */
export type Way = { readonly least: number; readonly groups: () => readonly Meant[] }

/** Where a group may end, and the ways in which one that does may have been meant for a place. */
export type End = {
  readonly to: Start
  /** No group costs less, whatever its place; `least` says it more closely, but has to work for it. */
  readonly floor: number
  readonly least: (place: number) => number
  readonly ways: (place: number) => readonly Way[]
}
