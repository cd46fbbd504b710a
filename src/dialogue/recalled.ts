import { unreachable } from '../base/unreachable.ts'
import { askForProof } from './again.ts'
import { freshEntry } from './entry.ts'
import type { Proved, Recalled } from './input.ts'
import { toTheEar, words } from './listen.ts'
import type { PromptKey } from './prompt-keys.ts'
import { listenForRun, runOf } from './run.ts'
import type { Entry, State, Step, Talk } from './state.ts'

type Recalling = Extract<State, { kind: 'recalling' }>
type Proving = Extract<State, { kind: 'proving' }>

/** What the case number that was keyed leads to: on from where he was, or to an answer once more. */
export function recalled(talk: Talk, { entry, caseNumber }: Recalling, found: Recalled): Step {
  switch (found.kind) {
    case 'open': {
      const { beginning } = found
      const beginnings = [beginning, ...talk.call.beginnings].slice(0, 3)
      return listenAfresh({ ...talk, call: { ...talk.call, beginnings } }, entry, 'case.found')
    }
    case 'finished':
      return askForProof(talk, entry, { caseNumber, group: found.group }, 'case.finished')
    case 'closed':
      return listenAfresh(talk, entry, 'case.closed')
    case 'unknown':
      return listenAfresh(talk, entry, 'case.unknown')
    default:
      return unreachable(found)
  }
}

/** Whether the group was right. Only then the ID is known, and answered as if all of it had been keyed. */
export function proved(talk: Talk, { entry, again }: Proving, result: Proved): Step {
  const { again: _, ...call } = talk.call
  switch (result.kind) {
    case 'right': {
      const { installationId } = result
      return {
        state: { kind: 'activating', call, entry, installationId },
        turn: { kind: 'activate', installationId },
      }
    }
    case 'wrong':
      return askForProof(talk, entry, again, 'case.wrong')
    case 'closed':
      return listenAfresh({ ...talk, call }, entry, 'case.closed')
    default:
      return unreachable(result)
  }
}

function listenAfresh(talk: Talk, { strange }: Entry, key: PromptKey): Step {
  const fresh = { ...freshEntry(runOf(talk.script)), strange }
  return listenForRun(talk, fresh, [toTheEar, words(key)])
}
