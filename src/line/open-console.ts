import type { Router } from 'express'
import { Fault } from '../base/faults.ts'
import type { Settings } from '../config.ts'
import { openConsole } from '../operators/open-console.ts'
import type { Log } from '../telemetry/log.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { Backing } from './open-backing.ts'

export type ConsoleOfLine = {
  readonly settings: Pick<Settings, 'organisation'>
  readonly backing: Pick<Backing, 'operators' | 'tallies'>
  readonly publicUrl: string
  readonly timeoutInMs: number
  readonly log: Log
  readonly metrics: Metrics
}

/** What the operators' console asks; nothing where the books are another's. */
export function openConsoleOf(line: ConsoleOfLine): Router | undefined {
  const { settings, backing, publicUrl, timeoutInMs, log, metrics } = line
  const { operators, tallies } = backing
  const { organisation } = settings
  if (operators === undefined) return undefined
  return openConsole({
    ...operators,
    publicUrl,
    tallies,
    timeoutInMs,
    ...(organisation && { organisation }),
    now: Date.now,
    report: (error, fields) => {
      if (error instanceof Fault) metrics.fault(error.code)
      log.error({ ...fields, err: error }, 'a fault in the console')
    },
  })
}
