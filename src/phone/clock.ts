/** Takes back what `after` asked for; harmless when it has happened already. */
export type Cancel = () => void

/**
 * Time on a line, in ms since some fixed moment. `during` wraps work of the outside world, such as a
 * request: on a clock that is not the real one no time passes while it goes on.
 */
export type Clock = {
  readonly now: () => number
  readonly after: (ms: number, run: () => void) => Cancel
  readonly during: <T>(work: () => Promise<T>) => Promise<T>
}

/** The clock on the wall, for a person at the other end. */
export const realClock: Clock = {
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  during: (work) => work(),
}

/** Settles after `ms`, or at once when the signal is given. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const cancel = clock.after(ms, () => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
    const stop = (): void => {
      cancel()
      resolve()
    }
    signal.addEventListener('abort', stop, { once: true })
  })
}
