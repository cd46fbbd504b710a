import { setTimeout as pause } from 'node:timers/promises'
import { isPassing } from './redis-fault.ts'

const pauseInMs = 10

/** Does `work` again while the connection is only just being made anew, as long as it may take. */
export async function patiently<T>(longestInMs: number, work: () => Promise<T>): Promise<T> {
  const begun = performance.now()
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!isPassing(error) || performance.now() - begun > longestInMs) throw error
      await pause(pauseInMs)
    }
  }
}
