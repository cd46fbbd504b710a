import type { Heard } from '../../../modem/mode.ts'

/** Tells what comes back of our own sound from what a caller types over it. */
export type Echo = {
  /** A character begins to be sent. */
  readonly sent: (character: string, atMs: number) => void
  /**
   * `echo`: it comes as long after ours as the one before it did. `perhaps`: it is one that we have just sent.
   * `stranger`: we have not sent it.
   */
  readonly judge: (heard: Heard) => 'echo' | 'perhaps' | 'stranger'
}

/** No echo comes later. */
const longestMs = 1_000
/** An echo begins as exactly as a receiver can tell, and a sender. */
const inexactMs = 45
/** A receiver gives a character so long after it began, at most. */
const lagMs = 1_500

export function createEcho(): Echo {
  let all: { readonly character: string; readonly atMs: number }[] = []
  let before: readonly number[] = []

  return {
    sent: (character, atMs) => {
      all = all.filter((one) => one.atMs >= atMs - longestMs - lagMs)
      all.push({ character, atMs })
    },
    judge: (heard) => {
      if (heard.kind === 'garble') return 'perhaps'
      const { letter, figure } = heard
      const delays = all
        .filter(({ character }) => character === letter || character === figure)
        .map(({ atMs }) => heard.atMs - atMs)
        .filter((delay) => delay >= -inexactMs && delay <= longestMs)
      const isLike = delays.some((delay) => before.some((one) => isNear(one, delay)))
      before = delays
      if (delays.length === 0) return 'stranger'
      return isLike ? 'echo' : 'perhaps'
    },
  }
}

function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= inexactMs
}
