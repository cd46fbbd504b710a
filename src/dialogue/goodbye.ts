import { caseNumberTwice, end } from './endings.ts'
import { words } from './listen.ts'
import type { Call, Step } from './state.ts'

/** The end of a call that did what it was for. */
export function goodbye(call: Call): Step {
  return end(call, [words('goodbye')], outcomeOf(call) ?? 'refused')
}

/** The same to who has an answer, says nothing more and is still there: how he hears it again. */
export function goodbyeWithCase(call: Call): Step {
  const say = [words('case.again'), ...caseNumberTwice(call), words('goodbye')]
  return end(call, say, outcomeOf(call) ?? 'refused')
}

/** What a call has done so far; none: nothing yet. */
export function outcomeOf({ activated, released }: Call): 'activated' | 'released' | undefined {
  if (activated > 0) return 'activated'
  return released > 0 ? 'released' : undefined
}
