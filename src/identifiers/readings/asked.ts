import { begunAgain, lateKeys } from './aside.ts'
import { costs } from './costs.ts'
import type { End, Meant } from './end.ts'
import type { Start } from './spans.ts'
import type { Tape } from './tape.ts'

const mostBegunAgain = 3

/** Two slips in an answer of one group are not read: it would mean too many. */
const dearest = 2 * costs.swapped - 1

/**
 * The groups that the keys of an answer may mean for a place, given where one may end that begins at a start; it may have
 * been begun again, and keys after it were late.
 */
export function answersIn(
  tape: Tape,
  place: number,
  ends: (start: Start) => readonly End[],
): readonly Meant[] {
  function from(at: number, again: number): readonly Meant[] {
    const answers: Meant[] = []
    for (const { to, ways } of ends({ at, swapped: false })) {
      const late = to.swapped ? undefined : lateKeys(tape, to.at)
      if (late === undefined) continue
      for (const { least, groups } of ways(place)) {
        if (least > dearest) continue
        answers.push(...groups().map(({ group, cost }) => ({ group, cost: cost + late })))
      }
    }
    if (again === mostBegunAgain) return answers
    for (const { to, cost } of begunAgain(tape, at)) {
      for (const answer of from(to, again + 1)) {
        answers.push({ group: answer.group, cost: answer.cost + cost })
      }
    }
    return answers
  }

  return from(0, 0)
}

/** The keys of the run from a start on that an answer takes the place of, and what it costs that it does. */
export function replacedBy(
  tape: Tape,
  start: Start,
): readonly { readonly to: Start; readonly cost: number }[] {
  if (start.swapped) return []
  const most = Math.min(9, tape.keys.length - start.at)
  return Array.from({ length: most + 1 }, (_, length) => {
    const to = { at: start.at + length, swapped: false }
    return { to, cost: costOfReplacing(length, hasStopped(tape, to.at)) }
  })
}

function costOfReplacing(length: number, hadStopped: boolean): number {
  if (length === 7 || (length === 0 && hadStopped)) return 0
  if (length === 0) return costs.askedReplacesNothing
  return hadStopped ? costs.askedReplacesOdd : costs.askedReplacesOdd * Math.abs(7 - length)
}

/** The run stops here: of a group that is then asked for there may be some keys or none. */
function hasStopped(tape: Tape, at: number): boolean {
  return tape.deaf[at] === true || at === tape.keys.length
}
