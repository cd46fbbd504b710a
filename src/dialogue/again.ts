import { dammDigit } from '../identifiers/damm.ts'
import { fits } from '../identifiers/digit-groups.ts'
import { digitsOf, groupLength } from './entry.ts'
import { toTheEar, words } from './listen.ts'
import { noEntry } from './person.ts'
import type { PromptKey } from './prompt-keys.ts'
import { listenForRun } from './run.ts'
import type { Again, Entry, Step, Talk } from './state.ts'
import { beginsAsId } from './strange.ts'

/** How often something unclear is keyed before it leads to a person. Wrong groups are counted by the store. */
const misses = 3

/**
 * The first keys where a group of a finished case's ID is awaited, or an ID; undefined where they are none.
 * A slip shows in the check digit: what does not fit is asked for once more, and never counted as wrong.
 */
export function hearGroup(talk: Talk, entry: Entry, keys: string): Step | undefined {
  const { again } = talk.call
  const digits = keys.replaceAll(/\D/g, '')
  const isFirst = entry.listening.kind === 'proof' || digitsOf(entry.keyed) === ''
  if (again === undefined || !isFirst || digits === '') return undefined
  if (digits.length === groupLength && fits(digits, again.group)) {
    const { caseNumber, group } = again
    return {
      state: { kind: 'proving', call: talk.call, entry, again },
      turn: { kind: 'prove', caseNumber, group, digits },
    }
  }
  const isOther = digits.length > groupLength + 1 || isCaseNumber(digits)
  return isOther || mayBeginId(entry, digits)
    ? undefined
    : askForProof(talk, entry, again, 'case.unclear')
}

/** Whether he keys an ID instead: where only the group was asked for, its whole first group must fit. */
function mayBeginId({ listening }: Entry, digits: string): boolean {
  return beginsAsId(digits) && (listening.kind !== 'proof' || fits(digits, 1))
}

/** Asks for the group. What was keyed instead is left aside. */
export function askForProof(
  talk: Talk,
  entry: Entry,
  again: Again,
  key: Extract<PromptKey, 'case.finished' | 'case.unclear' | 'case.wrong'>,
): Step {
  const strange = entry.strange + (key === 'case.unclear' ? 1 : 0)
  if (strange > misses) return noEntry(talk.call, entry, [words('entry.not-working')])
  const { group } = again
  const asked = {
    ...entry,
    strange,
    listening: { kind: 'proof', group, atMost: groupLength },
  } as const
  const call = { ...talk.call, again }
  return listenForRun({ ...talk, call }, asked, [toTheEar, words(key, { group })])
}

function isCaseNumber(digits: string): boolean {
  return digits.length === 8 && dammDigit(digits) === 0
}
