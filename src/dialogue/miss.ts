import { unreachable } from '../base/unreachable.ts'
import { isAfterwards } from './entering.ts'
import type { Input } from './input.ts'
import type { Entry, State } from './state.ts'

/**
 * A listening that was in vain. `silence`: the line waited for keys, and none came; `again`: what came did
 * not do, and something is asked for once more.
 */
export type Miss = 'silence' | 'again'

/**
 * Whether one listening was in vain: from the state in which the caller was heard, what was heard, and the
 * state in which the line listens next. Silence that is an answer, as in a read-back or after the last group,
 * is none; nor is what he asks to hear again.
 */
export function missOf(before: State, heard: Input, after: State): Miss | undefined {
  if (heard.kind !== 'keys' && heard.kind !== 'text') return undefined
  const isSilent = heard.kind === 'text' || !/[0-9*#]/.test(heard.keys)
  switch (before.kind) {
    case 'choosing':
      if (after.kind !== 'choosing') return undefined
      return isSilent ? 'silence' : 'again'
    case 'offering':
      return after.kind === 'offering' && after.isRepeated ? 'again' : undefined
    case 'entering':
      if (isSilent) return isSilenceAnAnswer(before.entry) ? undefined : 'silence'
      return after.kind === 'entering' && isAskedAgain(before.entry, after.entry)
        ? 'again'
        : undefined
    case 'fresh':
    case 'recalling':
    case 'attaching':
    case 'proving':
    case 'reading':
    case 'activating':
    case 'releasing':
    case 'requesting':
    case 'at-gate':
    case 'reading-back':
    case 'holding':
    case 'seeking':
    case 'with-person':
    case 'calling-back':
    case 'noting':
    case 'texting':
    case 'over':
      return undefined
    default:
      return unreachable(before)
  }
}

/** About which group a listening was in vain, from 1 to 9; nothing where it was about none, or about several. */
export function groupMissed(before: State, miss: Miss, after: State): number | undefined {
  const asked = miss === 'again' ? after : before
  if (asked.kind !== 'entering') return undefined
  const { listening, keyed } = asked.entry
  switch (listening.kind) {
    case 'asked':
    case 'one':
      return listening.group
    case 'run':
      return listening.named ?? (keyed.length === 0 ? 1 : undefined)
    case 'tail':
    case 'fresh-start':
    case 'proof':
      return undefined
    default:
      return unreachable(listening)
  }
}

/** Nothing was cut off; or there is no other ID to be keyed. */
function isSilenceAnAnswer(entry: Entry): boolean {
  return entry.listening.kind === 'tail' || (isAfterwards(entry) && entry.keyed.length === 0)
}

/** A group once more, all of it from group one, or an ID instead of something else that was keyed. */
function isAskedAgain(before: Entry, after: Entry): boolean {
  const isOffered = after.listening.kind === 'fresh-start'
  const isProof = before.listening.kind === 'proof' && after.listening.kind === 'proof'
  return (
    isOffered ||
    isProof ||
    after.asked.length > before.asked.length ||
    after.strange > before.strange
  )
}
