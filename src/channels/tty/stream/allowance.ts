export type Allowance = {
  /** Whether so much more may come now. */
  readonly spend: (ms: number) => boolean
  /** So much time went by. */
  readonly pass: (ms: number) => void
}

/** Of what comes for so long as time passes, `aheadInMs` at most may come before its time, as it does after a standstill. */
export function createAllowance(aheadInMs: number): Allowance {
  let spentInMs = 0
  return {
    spend: (ms) => {
      spentInMs += ms
      return spentInMs <= aheadInMs
    },
    pass: (ms) => {
      spentInMs = Math.max(0, spentInMs - 2 * ms)
    },
  }
}
