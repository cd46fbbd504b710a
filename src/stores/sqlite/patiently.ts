import { setTimeout as pause } from 'node:timers/promises'
import { isLocked } from './sqlite-fault.ts'

const pauseInMs = 3
const longestInMs = 10_000

/**
 * Does `work` again while another process holds the lock, up to ten seconds. SQLite's own waiting would
 * hold the event loop.
 */
export async function patiently<T>(work: () => T): Promise<T> {
  const begun = performance.now()
  for (;;) {
    try {
      return work()
    } catch (error) {
      if (!isLocked(error) || performance.now() - begun > longestInMs) throw error
      await pause(pauseInMs)
    }
  }
}
