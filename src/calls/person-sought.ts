import type { CallId } from '../base/brand.ts'
import { Fault } from '../base/faults.ts'
import type { Came, CallBackNoted, Found } from '../dialogue/input.ts'
import type { CallLog, CallMetrics } from './observe.ts'
import { isProven, type CalledBack, type LeftPerson, type People, type Seeking } from './people.ts'
import { readTelephone } from './read-telephone.ts'
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
export async function personSought(deps: PeopleDeps, seeking: Seeking): Promise<Found> {
  try {
    return await within(deps.peopleTimeoutInMs, deps.people.seek(seeking))
  } catch (cause) {
    report(deps, seeking.callId, new Fault('desk-unusable', '', { cause }))
    return 'nobody'
  }
}

/** Whether he will be called back; `digits`: of another number than his own. By a desk that cannot be asked nobody is. */
export async function callBackNoted(
  deps: PeopleDeps,
  seeking: Seeking,
  digits?: string,
): Promise<CallBackNoted> {
  const elsewhere = isProven(seeking)
  const other = digits === undefined ? undefined : readTelephone(digits, seeking.country)
  const to = digits === undefined ? seeking.number : other?.number
  if (to === undefined) return { noted: 'no-number', elsewhere }
  try {
    const noted = await within(deps.peopleTimeoutInMs, deps.people.callBack(seeking, to))
    if (noted !== 'noted') return { noted, elsewhere }
    return other
      ? { noted: 'other', number: other.dialled, elsewhere }
      : { noted: 'own', elsewhere }
  } catch (cause) {
    report(deps, seeking.callId, new Fault('desk-unusable', '', { cause }))
    return { noted: 'refused', elsewhere }
  }
}

/** How it went with a person. What throws here fails the turn: the caller is asked for patience, and it is asked again. */
export function personCame(
  { people, peopleTimeoutInMs }: PeopleDeps,
  callId: CallId,
): Promise<Came> {
  return within(peopleTimeoutInMs, people.came(callId))
}

/** The same of whom the line has called: what it was about. */
export function personCalledBack(
  { people, peopleTimeoutInMs }: PeopleDeps,
  callId: CallId,
): Promise<CalledBack | undefined> {
  return within(peopleTimeoutInMs, people.calledBack(callId))
}

/** Nobody is to call somebody in who is gone. Never throws. */
export async function personLeft(
  deps: PeopleDeps,
  callId: CallId,
  at: number,
): Promise<LeftPerson | undefined> {
  try {
    return await within(deps.peopleTimeoutInMs, deps.people.left(callId, at))
  } catch (cause) {
    report(deps, callId, new Fault('desk-unusable', 'The caller had hung up.', { cause }))
    return undefined
  }
}
