import type { Clock } from './clock.ts'

type Timer = { readonly at: number; readonly run: () => void }

/**
 * A clock that jumps from one thing to do to the next as soon as all that follows from the last one has
 * settled, and stands still during work of the outside world. The same inputs give the same times. One
 * clock a call, or a series of calls; two clocks know nothing of each other.
 */
export function virtualClock(): Clock {
  let now = 0
  let held = 0
  let running = false
  const timers: Timer[] = []

  const turn = (): void => {
    const next = held > 0 ? undefined : timers.shift()
    running = next !== undefined
    if (next === undefined) return
    now = next.at
    next.run()
    setImmediate(turn)
  }

  const go = (): void => {
    if (running) return
    running = true
    setImmediate(turn)
  }

  return {
    now: () => now,
    after: (ms, run) => {
      const timer = { at: now + Math.max(0, ms), run }
      const later = timers.findIndex((other) => other.at > timer.at)
      timers.splice(later === -1 ? timers.length : later, 0, timer)
      go()
      return () => {
        const place = timers.indexOf(timer)
        if (place !== -1) timers.splice(place, 1)
      }
    },
    during: async (work) => {
      held += 1
      try {
        return await work()
      } finally {
        held -= 1
        go()
      }
    },
  }
}
