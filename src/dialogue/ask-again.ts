import { unreachable } from '../base/unreachable.ts'
import { offerAgain } from './parting.ts'
import { goesOnWith, isAfterwards } from './entering.ts'
import { offerFreshStart } from './healing.ts'
import { toTheEar, words } from './listen.ts'
import { offer } from './offer.ts'
import type { Prompt } from './prompt.ts'
import { askAtGate, sayBlock } from './read-back.ts'
import { listenForRun } from './run.ts'
import type { Entry, Ongoing, Step, Talk } from './state.ts'
import { invitation, offerLanguages } from './welcome.ts'

/** Where a caller goes on who was with a person. */
export type Resumed = Extract<Ongoing, { kind: 'entering' | 'offering' | 'reading-back' }>

/** What the line waits for, asked once more, and nothing else changed; undefined where it waits for no caller. */
export function askAgain(talk: Talk, state: Resumed): Step
export function askAgain(talk: Talk, state: Ongoing): Step | undefined
export function askAgain(talk: Talk, state: Ongoing): Step | undefined {
  switch (state.kind) {
    case 'choosing':
      return offerLanguages(talk, state.tries)
    case 'entering': {
      const { entry } = state
      return entry.listening.kind === 'fresh-start'
        ? offerFreshStart(talk, entry)
        : listenForRun(talk, entry, [toTheEar, ...request(talk, entry)])
    }
    case 'offering':
      return offer(talk, state.entry, state.offer, state.isRepeated)
    case 'calling-back':
      return offerAgain(talk, state)
    case 'at-gate':
      return askAtGate(talk, state.answer, [])
    case 'reading-back':
    case 'holding':
      return sayBlock(talk, state.answer)
    case 'recalling':
    case 'attaching':
    case 'proving':
    case 'reading':
    case 'activating':
    case 'releasing':
    case 'requesting':
    case 'seeking':
    case 'with-person':
    case 'noting':
    case 'texting':
      return undefined
    default:
      return unreachable(state)
  }
}

function request(talk: Talk, entry: Entry): readonly Prompt[] {
  const { listening, keyed } = entry
  if (listening.kind === 'tail') return []
  if (listening.kind === 'proof') return [words('case.finished', { group: listening.group })]
  if (keyed.length > 0) return [words('entry.next-group', { group: goesOnWith(talk.call, entry) })]
  return isAfterwards(entry)
    ? [words('done.again'), words('done.next-computer')]
    : invitation(talk.call)
}
