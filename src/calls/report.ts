import type { CallId } from '../base/brand.ts'
import { Fault } from '../base/faults.ts'
import type { CallLog, CallMetrics } from './observe.ts'

type Observers = { readonly log: CallLog; readonly metrics: CallMetrics }

/** Logs and counts a fault of one call. */
export function report({ log, metrics }: Observers, callId: CallId, error: unknown): void {
  if (error instanceof Fault) metrics.fault(error.code)
  log.error({ callId, err: error }, 'a fault in a call')
}
