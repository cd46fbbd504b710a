import type { CallId } from '../base/brand.ts'
import { Fault } from '../base/faults.ts'
import type { Came } from '../dialogue/input.ts'
import type { CallLog, CallMetrics } from './observe.ts'
import type { People, Seeking } from './people.ts'
import { report } from './report.ts'
import { within } from './within.ts'

export type PeopleDeps = {
  readonly people: People
  /** How long the people's desk may take for one answer. */
  readonly peopleTimeoutInMs: number
  readonly log: CallLog
  readonly metrics: CallMetrics
}

/** Whether the caller may wait for a person; at a desk that cannot be asked nobody is. */
export async function personSought(
  deps: PeopleDeps,
  seeking: Seeking,
): Promise<'waits' | 'nobody'> {
  try {
    return await within(deps.peopleTimeoutInMs, deps.people.seek(seeking))
  } catch (cause) {
    report(deps, seeking.callId, new Fault('desk-unusable', '', { cause }))
    return 'nobody'
  }
}

/** How it went with a person. What throws here fails the turn: the caller is asked for patience, and it is asked again. */
export function personCame(
  { people, peopleTimeoutInMs }: PeopleDeps,
  callId: CallId,
): Promise<Came> {
  return within(peopleTimeoutInMs, people.came(callId))
}

/** Nobody is to call somebody in who is gone. Never throws. */
export async function personLeft(deps: PeopleDeps, callId: CallId, at: number): Promise<void> {
  try {
    await within(deps.peopleTimeoutInMs, deps.people.left(callId, at))
  } catch (cause) {
    report(deps, callId, new Fault('desk-unusable', 'The caller had hung up.', { cause }))
  }
}
