import type { Heard } from '../../../modem/mode.ts'

/** Tells what comes back of our own sound from what a caller types over it. */
export type Echo = {
  /** A character begins to be sent. */
  readonly sent: (character: string, atMs: number) => void
  /**
   * `echo`: this line has one, and it comes as long after ours. `alike`: it comes as long after one of ours as the
   * characters before it did. `perhaps`: it is one that we have just sent. `stranger`: it is none.
   */
  readonly judge: (heard: Heard) => 'echo' | 'alike' | 'perhaps' | 'stranger'
}

/** No echo comes later. */
const longestMs = 1_000
/** An echo begins as exactly as a receiver can tell, and a sender. */
const inexactMs = 45
/** A receiver gives a character so long after it began, at most. */
const lagMs = 1_500
/** So many characters one after the other are not alike by chance. */
const proving = 4

type Run = { readonly delay: number; readonly length: number }

export function createEcho(): Echo {
  let all: { readonly character: string; readonly atMs: number }[] = []
  let runs: readonly Run[] = []
  let proven: number | undefined

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
      runs = delays.map((delay) => ({
        delay,
        length: 1 + (runs.find((run) => isNear(run.delay, delay))?.length ?? 0),
      }))
      proven = runs.find(({ length }) => length >= proving)?.delay ?? proven
      if (runs.length === 0) return 'stranger'
      if (runs.some(({ delay }) => isNear(delay, proven))) return 'echo'
      return runs.some(({ length }) => length > 1) ? 'alike' : 'perhaps'
    },
  }
}

function isNear(one: number, other: number | undefined): boolean {
  return other !== undefined && Math.abs(one - other) <= inexactMs
}
