import { setImmediate as others } from 'node:timers/promises'

export type Breath = {
  /** Has the event loop been held for as long as it may? */
  readonly isDue: () => boolean
  /** Lets everybody else run first. */
  readonly take: () => Promise<void>
}

/** Keeps long work from holding the event loop for more than `longestInMs` between two breaths. */
export function createBreath(longestInMs: number): Breath {
  let since = performance.now()
  return {
    isDue: () => performance.now() - since >= longestInMs,
    take: async () => {
      await others()
      since = performance.now()
    },
  }
}
