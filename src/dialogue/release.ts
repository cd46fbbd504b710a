import type { ReleaseResult } from '../base/activation.ts'
import type { InstallationId } from '../base/brand.ts'
import { words } from './listen.ts'
import { listenForNext } from './next.ts'
import { offer } from './offer.ts'
import { noEntry, refuseRelease } from './person.ts'
import type { Entry, Step, Talk } from './state.ts'

/** What was keyed gives an activation back: one key more, and it does. */
export function offerRelease(talk: Talk, entry: Entry, releaseId: InstallationId): Step {
  if (entry.strange > 1) return noEntry(talk.call, entry, [words('is.release-id')])
  return offer(talk, entry, { kind: 'release', releaseId })
}

/** What came of it; and the same turn is an entry again, or a person looks at it. */
export function released(talk: Talk, entry: Entry, result: ReleaseResult): Step {
  const { call } = talk
  if (result.kind === 'refused') return refuseRelease(call, entry, result)
  const say = [words('release.done', { used: result.used, limit: result.limit })]
  return listenForNext({ ...talk, call: { ...call, released: call.released + 1 } }, entry, say)
}
