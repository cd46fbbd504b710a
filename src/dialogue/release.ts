import type { ReleaseResult, Refused } from '../base/activation.ts'
import type { InstallationId } from '../base/brand.ts'
import { caseNumberTwice, refusal } from './endings.ts'
import { freshEntry } from './entry.ts'
import { ask, silence, toTheEar, words } from './listen.ts'
import { offer } from './offer.ts'
import { noEntry } from './person.ts'
import type { Prompt } from './prompt.ts'
import { runOf } from './run.ts'
import type { Call, Entry, Step, Talk } from './state.ts'

/** What was keyed gives an activation back: one key more, and it does. */
export function offerRelease(talk: Talk, entry: Entry, releaseId: InstallationId): Step {
  if (entry.strange > 1) return noEntry(talk.call, entry, [words('is.release-id')])
  return offer(talk, entry, { kind: 'release', releaseId })
}

/** What came of it; and the same turn is an entry again. */
export function released(talk: Talk, entry: Entry, result: ReleaseResult): Step {
  const { call } = talk
  const isDone = result.kind === 'released'
  const say = isDone
    ? [words('release.done', { used: result.used, limit: result.limit })]
    : notReleased(call, result)
  const count = call.released + (isDone ? 1 : 0)
  return listenForNext({ ...talk, call: { ...call, released: count } }, entry, say)
}

/** Says how it ended, and listens for another ID. */
export function listenForNext(
  { call, script }: Talk,
  { strange }: Entry,
  say: readonly Prompt[],
): Step {
  const fresh: Entry = { ...freshEntry(runOf(script)), strange, isNext: true }
  const atMost = 'atMost' in fresh.listening ? fresh.listening.atMost : 1
  return {
    state: {
      kind: 'entering',
      call: { ...call, beginnings: [], readLong: false },
      entry: fresh,
    },
    turn: ask(script, [toTheEar, ...say, words('done.next-computer'), silence(15_000)], {
      answer: 'groups',
      atMost,
    }),
  }
}

function notReleased(call: Call, refused: Refused): readonly Prompt[] {
  const why = refusal(refused)
  return [
    ...(refused.reason === 'limited' ? why : [words('release.refused'), ...why]),
    ...caseNumberTwice(call),
    words('person.hours'),
  ]
}
