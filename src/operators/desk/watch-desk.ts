import type { Desk } from './desk.ts'

export type DeskWatch = { readonly stop: () => Promise<void> }

/** Often enough beside the twenty seconds after which an operator is lost. */
const betweenInMs = 3_000

/** Tends the desk for as long as a line runs, whoever else does the same. `pause` ends early where it is told to; it throws nothing. */
export function watchDesk(
  { tend }: Pick<Desk, 'tend'>,
  pause: (ms: number, stop: AbortSignal) => Promise<void>,
): DeskWatch {
  const stopping = new AbortController()
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await tend()
      await pause(betweenInMs, stopping.signal)
    }
  }
  const ended = run()
  return {
    stop: () => {
      stopping.abort()
      return ended
    },
  }
}
