import { freshEntry, withBeginning } from './entry.ts'
import { toTheEar, words } from './listen.ts'
import { noEntry } from './person.ts'
import { listenForRun, runOf } from './run.ts'
import type { Entry, Step, Talk } from './state.ts'
import type { Strange } from './strange.ts'

/** Says what was keyed, and listens for an ID; a person after a third time, or a second one that is not ours. */
export function sayWhatItIs(talk: Talk, entry: Entry, strange: Strange): Step {
  const before = withBeginning(talk.call, entry.keyed)
  const strangeTimes = entry.strange + 1
  const fresh = { ...freshEntry(runOf(talk.script)), strange: strangeTimes }
  if (strange.kind === 'case-number') {
    const { caseNumber } = strange
    return {
      state: { kind: 'recalling', call: talk.call, entry: fresh, caseNumber },
      turn: { kind: 'recall', caseNumber },
    }
  }
  const said = words(`is.${strange.kind}`)
  if (strange.kind === 'not-ours' && entry.strange > 0) {
    return noEntry(talk.call, entry, [words('is.not-ours-again')])
  }
  if (strangeTimes > 2) return noEntry(talk.call, entry, [said])
  return listenForRun({ ...talk, call: before }, fresh, [toTheEar, said])
}
