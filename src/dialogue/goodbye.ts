import { end } from './endings.ts'
import { words } from './listen.ts'
import type { Call, Step } from './state.ts'

/** The end of a call that did what it was for. */
export function goodbye(call: Call): Step {
  return end(call, [words('goodbye')], 'activated')
}
