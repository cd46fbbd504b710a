import { setTimeout as pause } from 'node:timers/promises'
import { startLine, type LineProcess } from './line-process.ts'

/** A process of the line that whoever runs it starts again whenever it ends, at another port. */
export type Replica = {
  /** None while it does not listen. */
  readonly port: () => number | undefined
  /** Settles when it listens. */
  readonly isUp: () => Promise<void>
  readonly signal: (signal: NodeJS.Signals) => void
  /** Stops it as an operator does, and settles when it listens again; gives the status with which it ended. */
  readonly restart: () => Promise<number | null>
  /** How often a fault stood in its log, by the fault's code. */
  readonly faults: ReadonlyMap<string, number>
  readonly close: () => Promise<void>
}

/** What is wrong with a store at a start may be over the next time. */
const pauseInMs = 200

export function keepReplica(folder: string, settings: Readonly<Record<string, string>>): Replica {
  const faults = new Map<string, number>()
  let isClosing = false
  let process: LineProcess
  let port: number | undefined
  let up = Promise.withResolvers<void>()
  let down = Promise.withResolvers<number | null>()

  const live = async (): Promise<void> => {
    while (!isClosing) {
      process = startLine(folder, settings)
      await listening(process)
      const { status, out, err } = await process.ended
      port = undefined
      for (const [, code = ''] of `${out}${err}`.matchAll(/"code":"([a-z]+-[a-z-]+)"/g))
        faults.set(code, (faults.get(code) ?? 0) + 1)
      up = Promise.withResolvers<void>()
      down.resolve(status)
      down = Promise.withResolvers<number | null>()
      if (!isClosing) await pause(pauseInMs)
    }
  }
  const listening = async (one: LineProcess): Promise<void> => {
    try {
      port = Number(/"port":(\d+)/.exec(await one.printed(/the line is open/))?.[1])
      up.resolve()
    } catch {
      // It ended before: it is started again.
    }
  }
  const life = live()

  return {
    port: () => port,
    isUp: () => up.promise,
    signal: (signal) => process.signal(signal),
    restart: async () => {
      const ended = down.promise
      process.signal('SIGTERM')
      const status = await ended
      await up.promise
      return status
    },
    faults,
    close: async () => {
      isClosing = true
      process.signal('SIGKILL')
      await life
    },
  }
}
