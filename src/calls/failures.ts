import type { CallId } from '../base/brand.ts'

export type Failures = {
  /** Counts one more failed turn of a call, and says how many failed in a row. */
  readonly count: (callId: CallId) => number
  readonly forget: (callId: CallId) => void
}

/** Counted in this process: what failed may be the store. The oldest calls make room beyond `atMost`. */
export function createFailures(atMost = 10_000): Failures {
  const counts = new Map<CallId, number>()
  return {
    count: (callId) => {
      const count = (counts.get(callId) ?? 0) + 1
      counts.delete(callId)
      counts.set(callId, count)
      const [oldest] = counts.keys()
      if (counts.size > atMost && oldest !== undefined) counts.delete(oldest)
      return count
    },
    forget: (callId) => void counts.delete(callId),
  }
}
