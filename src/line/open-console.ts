import type { Router } from 'express'
import { Fault } from '../base/faults.ts'
import { createCallerHash } from '../calls/caller-hash.ts'
import type { Settings } from '../config.ts'
import { openConsole } from '../operators/open-console.ts'
import type { LoadedScripts } from '../scripts/load-scripts.ts'
import type { Log } from '../telemetry/log.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { Backing } from './open-backing.ts'

export type ConsoleOfLine = {
  readonly settings: Pick<Settings, 'organisation'>
  readonly backing: Backing
  readonly scripts: LoadedScripts['scripts']
  readonly publicUrl: string
  readonly timeoutInMs: number
  readonly log: Log
  readonly metrics: Metrics
}

/** What the operators' console asks; nothing where the books are another's. */
export function openConsoleOf(line: ConsoleOfLine): Router | undefined {
  const { settings, backing, scripts, publicUrl, timeoutInMs, log, metrics } = line
  const { operators, tallies, books, figures, callStore, callerKey } = backing
  const { organisation } = settings
  if (operators === undefined || books === undefined || figures === undefined) return undefined
  return openConsole({
    ...operators,
    ledger: books.ledger,
    publicUrl,
    tallies,
    timeoutInMs,
    ...(organisation && { organisation }),
    supervision: {
      figures,
      flows: [...scripts.values()].map(({ script }) => script),
      ledger: books.ledger,
      callStore,
      hashCaller: createCallerHash(callerKey),
    },
    now: Date.now,
    report: (error, fields) => {
      if (error instanceof Fault) metrics.fault(error.code)
      log.error({ ...fields, err: error }, 'a fault in the console')
    },
  })
}
