import type { CountingDeps } from '../../src/calls/counting.ts'
import { createLimits, type Limits } from '../../src/calls/limits.ts'
import { createTallies } from '../../src/stores/memory/tallies.ts'

/** Limits that nobody has come near. */
export function freshLimits(deps: Partial<CountingDeps> = {}): Limits {
  return createLimits({
    tallies: createTallies(),
    key: new Uint8Array(32),
    timeoutInMs: 60_000,
    report: () => {},
    ...deps,
  })
}
