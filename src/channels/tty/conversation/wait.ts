import type { Expected } from '../../../dialogue/turn.ts'
import { isForGroups, type Reading } from './answer.ts'
import { patienceOf } from './plan.ts'

/** After the last word of an answer: there might be more of it. */
export const afterLastWordMs = 1_000
/** After a question, and after all that was asked for. */
export const afterQuestionMs = 7_000
/** An answer is taken after so many characters, even if there are more. */
export const longestAnswer = 300
/** Who asks for time has five minutes. */
export const heldMs = 300_000

/** How long the caller may be silent before what he has typed is his answer. */
export function waitAfter(reading: Reading, expected: Expected, isRelay: boolean): number {
  const { end, wish, digits, isHeld } = reading
  const isForm = wish.kind === 'vco' || wish.kind === 'hco'
  if (end === 'go-ahead' || end === 'end' || isForm) return afterLastWordMs
  if (isHeld && wish.kind === 'keys' && digits > 0) return heldMs
  const patience = patienceOf(expected, isRelay)
  const isAll = isForGroups(expected.answer) && digits >= digitsIn(expected)
  return isAll || end === 'question' ? Math.min(afterQuestionMs, patience) : patience
}

/** A listening for whole groups may count a hash after each. */
function digitsIn({ atMost }: Expected): number {
  return atMost % 8 === 0 ? (atMost / 8) * 7 : atMost
}
