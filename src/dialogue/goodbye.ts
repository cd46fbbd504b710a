import { end } from './endings.ts'
import { words } from './listen.ts'
import type { Call, Step } from './state.ts'

/** The end of a call that did what it was for. */
export function goodbye(call: Call): Step {
  return end(call, [words('goodbye')], outcomeOf(call) ?? 'refused')
}

/** What a call has done so far; none: nothing yet. */
export function outcomeOf({ activated, released }: Call): 'activated' | 'released' | undefined {
  if (activated > 0) return 'activated'
  return released > 0 ? 'released' : undefined
}
