import { costs } from './costs.ts'
import { star, type Tape } from './tape.ts'

/**
 * Keys from one position to another, taken as one group's: stars are resolved, and `deaf` says before
 * which of the digits (0 to their number) keys may be missing.
 */
export type Span = {
  readonly to: number
  readonly digits: readonly number[]
  readonly doubt: readonly number[]
  readonly deaf: readonly number[]
  readonly cost: number
}

/** Where a group starts. `swapped`: its first key was struck just before the last one of the group before. */
export type Start = { readonly at: number; readonly swapped: boolean }

const longest = 9

/** Every way to take up to nine keys from here as one group, slips aside. */
export function spansFrom(tape: Tape, start: Start): readonly Span[] {
  const spans: Span[] = []
  let open: Span[] = [
    { to: start.at, digits: [], doubt: [], deaf: tape.deaf[start.at] ? [0] : [], cost: 0 },
  ]
  if (tape.deaf[start.at]) spans.push(...open)
  while (open.length > 0) {
    const grown = open.flatMap((span) => grow(tape, start, span))
    for (const { span, complete } of grown) if (complete) spans.push(closed(tape, span))
    open = grown.map(({ span }) => span).filter(({ digits }) => digits.length < longest)
  }
  return spans
}

type Grown = { readonly span: Span; readonly complete: boolean }

function grow(tape: Tape, start: Start, span: Span): readonly Grown[] {
  const key = tape.keys[span.to]
  if (key === undefined) return []
  const count = span.digits.length
  const inside = count > 0 && tape.hash[span.to] ? costs.hashInside : 0
  const to = span.to + 1
  if (key === star) {
    if (count === 0) {
      return [
        { span: { ...span, to, cost: span.cost + costs.starIsNothingAtEnd }, complete: false },
      ]
    }
    const atEnd = count >= 7
    const nothing = atEnd ? costs.starIsNothingAtEnd : costs.starIsNothing
    const takesBack = atEnd ? costs.starTakesBackAtEnd : costs.starTakesBack
    const shorter = {
      to,
      digits: span.digits.slice(0, -1),
      doubt: span.doubt.slice(0, -1),
      deaf: span.deaf.filter((before) => before < count),
      cost: span.cost + inside + takesBack,
    }
    return [
      { span: { ...span, to, cost: span.cost + inside + nothing }, complete: false },
      { span: shorter, complete: count > 1 },
    ]
  }
  const digit = count === 0 && start.swapped ? tape.keys[start.at - 1] : key
  const isDeafAfter = tape.deaf[to] === true
  const grown = {
    to,
    digits: [...span.digits, digit ?? key],
    doubt: [...span.doubt, tape.doubt[span.to] ?? 0],
    deaf: isDeafAfter ? [...span.deaf, count + 1] : span.deaf,
    cost: span.cost + inside,
  }
  return [{ span: grown, complete: true }]
}

/** Who ends his groups with hash ends this one so, too. */
function closed(tape: Tape, span: Span): Span {
  const usesHash = tape.hash.filter(Boolean).length > 2
  const misses = usesHash && !tape.hash[span.to] && !tape.deaf[span.to]
  return misses ? { ...span, cost: span.cost + costs.noHash } : span
}
