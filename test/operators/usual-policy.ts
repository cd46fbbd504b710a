import type { OverridePolicy } from '../../src/operators/overrides/override-policy.ts'

/** As it is where nothing else is set. */
export const usualOverridePolicy: OverridePolicy = { perDay: 10, alonePerKey: 1, mostMachines: 500 }

/** What operators, and callers who ask for them, may do in a day. */
export const usualOperators = { callbacksPerDay: 200, overrides: usualOverridePolicy }
