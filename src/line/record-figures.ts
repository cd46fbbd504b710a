/** The figures of calls, written on from this process for as long as the line runs. */
import { Fault } from '../base/faults.ts'
import type { Figures } from '../operators/figures/figures.ts'
import { createRecorder, type Recorder } from '../operators/figures/recorder.ts'
import type { Log } from '../telemetry/log.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { createTraceIds } from '../telemetry/trace-id.ts'

export type Recording = {
  readonly recorder: Recorder
  /** Writes what is left. */
  readonly stop: () => Promise<void>
}

/** A board that is looked at is as old as that. */
const writtenEveryMs = 2_000

export function recordFigures({
  figures,
  callerKey,
  log,
  metrics,
}: {
  readonly figures: Figures
  readonly callerKey: Uint8Array
  readonly log: Log
  readonly metrics: Metrics
}): Recording {
  const traceOf = createTraceIds(callerKey)
  const recorder = createRecorder({
    figures,
    now: Date.now,
    nameOf: (callId) => traceOf(callId).traceId,
    onFault: (error) => {
      if (error instanceof Fault) metrics.fault(error.code)
      log.error({ err: error }, 'the figures could not be written')
    },
  })
  const timer = setInterval(() => void recorder.write(), writtenEveryMs)
  timer.unref()
  return {
    recorder,
    stop: () => {
      clearInterval(timer)
      return recorder.write()
    },
  }
}
