/** Chance that repeats itself: the same seed, the same draws. */
export type Chance = {
  /** At least 0, below 1. */
  readonly next: () => number
  /** A whole number from 0 to below `n`. */
  readonly below: (n: number) => number
  readonly between: (low: number, high: number) => number
  readonly happens: (share: number) => boolean
  readonly pick: <T>(from: readonly [T, ...T[]]) => T
  /** Log-normal about `median`; `sigma` is the deviation of the logarithm. */
  readonly about: (median: number, sigma: number) => number
  readonly hex: (digits: number) => string
  /** Another source of draws that does not disturb this one's further course. */
  readonly fork: () => Chance
}

/** Draws from a seed by the generator mulberry32: good for timing and slips, not for secrets. */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0

  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }

  const below = (n: number): number => Math.floor(next() * n)

  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())

  return {
    next,
    below,
    between: (low, high) => low + next() * (high - low),
    happens: (share) => next() < share,
    pick: (from) => from[below(from.length)] ?? from[0],
    about: (median, sigma) => median * Math.exp(sigma * normal()),
    hex: (digits) => Array.from({ length: digits }, () => below(16).toString(16)).join(''),
    fork: () => seededChance(below(0x1_0000_0000)),
  }
}
