import { setTimeout as pause } from 'node:timers/promises'

export type Patience = {
  /** What passes by itself; whatever else is thrown is so at once. */
  readonly isPassing: (error: unknown) => boolean
  readonly pauseInMs: number
  /** After so long it is thrown all the same. */
  readonly longestInMs: number
}

/** Does `work` again while what fails it is only passing. */
export async function patiently<T>(
  { isPassing, pauseInMs, longestInMs }: Patience,
  work: () => T | Promise<T>,
): Promise<T> {
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
