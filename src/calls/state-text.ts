import { Fault } from '../base/faults.ts'
import type { State } from '../dialogue/state.ts'

/** To be raised whenever a state of the version before could no longer be gone on from. */
const version = 4

/** The form in which stores keep the dialogue's state. */
export function renderState(state: State): string {
  return JSON.stringify({ version, state })
}

/** Throws the fault `state-unreadable` for what is damaged, or was written by another version. */
export function parseState(text: string): State {
  const stored = parseJson(text)
  if (stored.version !== version)
    throw new Fault('state-unreadable', 'It was written by another version.')
  if (typeof stored.state !== 'object' || stored.state === null)
    throw new Fault('state-unreadable', 'It is damaged.')
  return stored.state as State
}

/** Without the parser's own error: that quotes what it could not read. */
function parseJson(text: string): { readonly version?: unknown; readonly state?: unknown } {
  try {
    return Object(JSON.parse(text))
  } catch {
    throw new Fault('state-unreadable', 'It is damaged.')
  }
}
