import type { Keyed } from '../base/keyed.ts'
import { unreachable } from '../base/unreachable.ts'
import { askForProof } from './again.ts'
import { goOnFrom, hearDigits } from './entering.ts'
import { digitsOf, freshEntry, isWholeBefore, nearlyAll, withBeginning, withKeys } from './entry.ts'
import type { Proved, Recalled } from './input.ts'
import { toTheEar, words } from './listen.ts'
import type { PromptKey } from './prompt-keys.ts'
import { listenForRun, runOf } from './run.ts'
import type { Entry, State, Step, Talk } from './state.ts'

type Recalling = Extract<State, { kind: 'recalling' }>
type Attaching = Extract<State, { kind: 'attaching' }>
type Proving = Extract<State, { kind: 'proving' }>

/** What the case number that was keyed leads to: on from where he was, or to an answer once more. */
export function recalled(talk: Talk, { entry, caseNumber }: Recalling, found: Recalled): Step {
  switch (found.kind) {
    case 'open':
      if (isWholeBefore({ ...talk.call, beginnings: [found.beginning] }))
        return goOnFrom(talk, found.beginning)
      return listenAfresh(goingOn(talk, found.beginning), entry, 'case.found')
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

/**
 * His keys, on top of what the pair has brought back. Where that is nothing, who was told to begin with two groups
 * hears so; anybody else's keys are taken as they are, and so is nearly a whole ID.
 */
export function attached(talk: Talk, { entry, keys }: Attaching, found: Recalled): Step {
  if (found.kind === 'open') return hearDigits(goingOn(talk, found.beginning), entry, keys)
  const grown = { ...withKeys(entry, keys), strange: entry.strange + 1 }
  return talk.call.isWithheld && digitsOf(grown.keyed).length < nearlyAll
    ? listenAfresh(goingOn(talk, grown.keyed), grown, 'resume.not-found')
    : hearDigits(talk, entry, keys)
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

function goingOn(talk: Talk, beginning: Keyed): Talk {
  return { ...talk, call: withBeginning(talk.call, beginning) }
}

function listenAfresh(talk: Talk, { strange }: Entry, key: PromptKey): Step {
  const fresh = { ...freshEntry(runOf(talk.script)), strange }
  return listenForRun(talk, fresh, [toTheEar, words(key)])
}
