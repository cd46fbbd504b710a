import { stateBefore } from './check.ts'
import { costs, wrongDigitAt } from './costs.ts'
import { star, type Tape } from './tape.ts'

/** Where a group starts. `swapped`: its first key was struck just before the last one of the group before. */
export type Start = { readonly at: number; readonly swapped: boolean }

/**
 * Keys from one position to another, taken as one group's: stars are resolved. `deaf` says before which of
 * the digits (0 to their number) keys may be missing, `cost` what it costs to take them so, `wanted` in
 * which state the check must be before each digit if they are to end in 0, and `leastWrong` what a wrong
 * digit costs where it is likeliest.
 */
export type Span = {
  readonly to: Start
  readonly digits: readonly number[]
  readonly doubt: readonly number[]
  readonly deaf: readonly number[]
  readonly cost: number
  readonly wanted: readonly number[]
  readonly leastWrong: number
}

/** Names a start by a number. */
export function nameOf(start: Start): number {
  return start.at * 2 + (start.swapped ? 1 : 0)
}

/** The start of that name. */
export function startOf(name: number): Start {
  return { at: name >> 1, swapped: name % 2 === 1 }
}

/** Digits from which a group can still be read; keys, stars included; and ways to take the stars among them. */
const [longest, mostKeys, mostWays] = [9, 24, 8]

/** Every way to take keys from here as one group, slips aside but for a swap across its end. */
export function spansFrom(tape: Tape, start: Start): readonly Span[] {
  const spans: Span[] = []
  let open: readonly Taken[] = [
    { to: start.at, digits: [], doubt: [], deaf: tape.deaf[start.at] ? [0] : [], cost: 0 },
  ]
  while (open.length > 0) {
    const grown = open.flatMap((taken) => grow(tape, start, taken))
    for (const { taken, complete } of grown) {
      if (!complete || !isReadable(taken)) continue
      const cost = taken.cost + unclosed(tape, taken.to)
      spans.push(spanOf({ ...taken, cost }, false))
      const swapped = swappedAtEnd(tape, taken)
      if (swapped !== undefined) spans.push(spanOf(swapped, true))
    }
    open = cheapest(
      grown
        .map(({ taken }) => taken)
        .filter(({ digits, to }) => digits.length < longest && to < start.at + mostKeys),
    )
  }
  return spans
}

type Taken = Pick<Span, 'digits' | 'doubt' | 'deaf' | 'cost'> & { readonly to: number }

function cheapest(all: readonly Taken[]): readonly Taken[] {
  if (all.length <= mostWays) return all
  return all.toSorted((one, other) => one.cost - other.cost).slice(0, mostWays)
}

type Grown = { readonly taken: Taken; readonly complete: boolean }

function grow(tape: Tape, start: Start, taken: Taken): readonly Grown[] {
  const key = tape.keys[taken.to]
  if (key === undefined) return []
  const count = taken.digits.length
  const inside = count > 0 && tape.hash[taken.to] ? costs.hashInside : 0
  const to = taken.to + 1
  if (key === star) return afterStar(taken, to, inside)
  const digit = count === 0 && start.swapped ? (tape.keys[start.at - 1] ?? key) : key
  const grown = {
    to,
    digits: [...taken.digits, digit],
    doubt: [...taken.doubt, tape.doubt[taken.to] ?? 0],
    deaf: tape.deaf[to] ? [...taken.deaf, count + 1] : taken.deaf,
    cost: taken.cost + inside,
  }
  return [{ taken: grown, complete: true }]
}

/** A star inside a group means nothing, or takes the last key back. */
function afterStar(taken: Taken, to: number, inside: number): readonly Grown[] {
  const count = taken.digits.length
  if (count === 0) {
    return [
      { taken: { ...taken, to, cost: taken.cost + costs.starIsNothingAtEnd }, complete: false },
    ]
  }
  const atEnd = count >= 7
  const nothing = atEnd ? costs.starIsNothingAtEnd : costs.starIsNothing
  const takesBack = atEnd ? costs.starTakesBackAtEnd : costs.starTakesBack
  const shorter = {
    to,
    digits: taken.digits.slice(0, -1),
    doubt: taken.doubt.slice(0, -1),
    deaf: taken.deaf.filter((before) => before < count),
    cost: taken.cost + inside + takesBack,
  }
  return [
    { taken: { ...taken, to, cost: taken.cost + inside + nothing }, complete: false },
    { taken: shorter, complete: count > 1 },
  ]
}

/** Who ends his groups with hash ends this one so, too. */
function unclosed(tape: Tape, to: number): number {
  return tape.usesHash && !tape.hash[to] && !tape.deaf[to] ? costs.noHash : 0
}

/** The same keys with the last one exchanged for the first of the group after, if the two can have been swapped. */
function swappedAtEnd(tape: Tape, taken: Taken): Taken | undefined {
  const { to, digits } = taken
  const own = tape.keys[to - 1]
  const other = tape.keys[to]
  if (digits.length < 6 || digits.length > 8 || tape.deaf[to] || tape.hash[to]) return undefined
  if (other === undefined || other === star || own === star || own === other) return undefined
  return { ...taken, digits: digits.with(-1, other), cost: taken.cost + costs.swapped }
}

/** Fewer than five digits make a group only where keys are missing. */
function isReadable({ digits, deaf }: Taken): boolean {
  return digits.length >= (deaf.length > 0 ? 3 : 5)
}

function spanOf({ to, digits, doubt, deaf, cost }: Taken, swapped: boolean): Span {
  const wanted = [...digits, 0]
  for (let at = digits.length - 1; at >= 0; at--) {
    wanted[at] = stateBefore(wanted[at + 1] ?? 0, digits[at] ?? 0)
  }
  const leastWrong = wrongDigitAt(Math.max(...doubt))
  return { to: { at: to, swapped }, digits, doubt, deaf, cost, wanted, leastWrong }
}
