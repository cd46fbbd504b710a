import { costs } from './costs.ts'
import { filled, fitsPlace, oneEdit, type Meant } from './edits.ts'
import { spansFrom, type Span, type Start } from './spans.ts'
import { star, type Tape } from './tape.ts'

/**
 * One step through the tape: a group read (`digits`), or, without digits, what was keyed so far of this
 * group put aside because it was begun again.
 */
export type Arc = {
  readonly to: Start
  readonly digits: readonly number[] | undefined
  readonly cost: number
}

/** Where a reading stands: the slot in which it reads, and for which place the group there was made. */
export type Cell = Start & { readonly slot: number; readonly place: number }

/** The likely steps: as keyed, one slip, keys missing where the line was deaf, begun again. */
export function likelyArcs(tape: Tape, cell: Cell): readonly Arc[] {
  const arcs = [...askedArcs(tape, cell), ...againArcs(tape, cell)]
  const groups = new Best()
  for (const span of spansFrom(tape, cell)) {
    take(groups, span, asKeyed(span), cell.place)
    if (span.digits.length >= 6) take(groups, span, oneEdit(span.digits, span.doubt), cell.place)
    for (const at of span.deaf) take(groups, span, gap(span, at, [1, 2]), cell.place)
    const swapped = acrossBorder(tape, cell, span)
    if (swapped !== undefined) take(groups, swapped, asKeyed(swapped), cell.place, true)
  }
  return [...arcs, ...groups.arcs(tape.asked.has(cell.place) ? costs.notAsked : 0)]
}

/** The unlikely ones: two slips in a group, a slip beside missing keys, three or four missing. */
export function unlikelyArcs(tape: Tape, cell: Cell): readonly Arc[] {
  const groups = new Best()
  for (const span of spansFrom(tape, cell)) {
    if (span.digits.length >= 5) take(groups, span, twoEdits(span), cell.place)
    for (const at of span.deaf) {
      take(groups, span, gap(span, at, [3, 4]), cell.place)
      take(groups, span, editAndGap(span, at), cell.place)
    }
    const swapped = acrossBorder(tape, cell, span)
    if (swapped !== undefined) {
      take(groups, swapped, oneEdit(swapped.digits, swapped.doubt), cell.place, true)
    }
  }
  return groups.arcs(tape.asked.has(cell.place) ? costs.notAsked : 0)
}

/** No unlikely step costs less. */
export const leastUnlikely = Math.min(2 * costs.swapped, costs.deaf[1] + costs.swapped)

/** The cheapest way to each group and border, of those offered. */
class Best {
  readonly #found = new Map<string, Arc>()

  offer(arc: Arc): void {
    const name = `${arc.digits?.join('')}:${arc.to.at}:${arc.to.swapped}`
    const known = this.#found.get(name)
    if (known === undefined || known.cost > arc.cost) this.#found.set(name, arc)
  }

  arcs(extra: number): readonly Arc[] {
    const found = [...this.#found.values()]
    return extra === 0 ? found : found.map((arc) => ({ ...arc, cost: arc.cost + extra }))
  }
}

type Meanings = Iterable<Meant>

function take(groups: Best, span: Span, meant: Meanings, place: number, swapped = false): void {
  for (const { digits, cost } of meant) {
    if (!fitsPlace(digits, place)) continue
    groups.offer({ to: { at: span.to, swapped }, digits, cost: span.cost + cost })
  }
}

function asKeyed(span: Span): readonly Meant[] {
  return [{ digits: span.digits, cost: 0 }]
}

function* twoEdits(span: Span): Generator<Meant> {
  for (const once of oneEdit(span.digits, span.doubt)) {
    if (Math.abs(once.digits.length - 7) > 1) continue
    for (const twice of oneEdit(once.digits, [])) {
      if (twice.digits.length === 7) yield { ...twice, cost: once.cost + twice.cost }
    }
  }
}

function* gap(span: Span, at: number, counts: readonly number[]): Generator<Meant> {
  const missing = 7 - span.digits.length
  if (counts.includes(missing)) yield* filled(span.digits, at, missing)
}

function* editAndGap(span: Span, at: number): Generator<Meant> {
  if (span.digits.length < 4 || span.digits.length > 7) return
  const before = span.digits.slice(0, at)
  const after = span.digits.slice(at)
  for (const { digits, cost } of oneEdit(before, span.doubt)) {
    yield* filledTo7([...digits, ...after], digits.length, cost)
  }
  for (const { digits, cost } of oneEdit(after, span.doubt.slice(at))) {
    yield* filledTo7([...before, ...digits], at, cost)
  }
}

function* filledTo7(digits: readonly number[], at: number, spent: number): Generator<Meant> {
  const missing = 7 - digits.length
  if (missing < 1 || missing > 2) return
  for (const whole of filled(digits, at, missing)) yield { ...whole, cost: whole.cost + spent }
}

/**
 * The seven keys from here with the last one exchanged for the first of the group after it; nothing where
 * the two cannot have been swapped.
 */
export function swappedAcross(
  tape: Tape,
  start: Start,
  length: number,
): readonly number[] | undefined {
  const border = start.at + length
  const own = tape.keys[border - 1]
  const other = tape.keys[border]
  if (own === undefined || other === undefined || length !== 7) return undefined
  if (own === star || other === star || own === other || tape.deaf[border]) return undefined
  const digits = tape.keys.slice(start.at, border).with(-1, other)
  return start.swapped ? digits.with(0, tape.keys[start.at - 1] ?? 0) : digits
}

function acrossBorder(tape: Tape, start: Start, span: Span): Span | undefined {
  const digits = swappedAcross(tape, start, span.to - start.at)
  return digits && { ...span, digits, cost: span.cost + costs.swapped }
}

/** What was keyed when this group was asked for takes the place of what stands in the run. */
function askedArcs(tape: Tape, cell: Cell): readonly Arc[] {
  const answers = tape.asked.get(cell.place) ?? []
  const arcs: Arc[] = []
  answers.forEach((answer, age) => {
    const start = { at: 0, swapped: false, slot: cell.slot, place: cell.place }
    for (const heard of answered(answer, start, 3)) {
      for (let length = 0; length <= 9; length++) {
        const at = cell.at + length
        if (at > tape.keys.length) break
        const replaces =
          length === 7 ? 0 : length === 0 ? costs.askedReplacesNothing : costs.askedReplacesOther
        const cost = costs.asked + age + heard.cost + replaces
        arcs.push({ to: { at, swapped: false }, digits: heard.digits, cost })
      }
    }
  })
  return arcs
}

/** The groups that an answer to a request can be, each with its cost; keys after it were late. */
function answered(answer: Tape, start: Cell, begunAgainAtMost: number): readonly Meant[] {
  return likelyArcs(answer, start).flatMap((arc) => {
    if (arc.digits !== undefined) {
      const late = lateKeys(answer, arc.to.at)
      return late === undefined ? [] : [{ digits: arc.digits, cost: arc.cost + late }]
    }
    if (begunAgainAtMost === 0) return []
    return answered(answer, { ...start, ...arc.to }, begunAgainAtMost - 1).map((meant) => ({
      ...meant,
      cost: meant.cost + arc.cost,
    }))
  })
}

/** What it costs that keys are left after the last group; too many of them are no late keys. */
export function lateKeys(tape: Tape, at: number): number | undefined {
  const count = tape.keys.length - at
  if (count > 8) return undefined
  return count * (tape.deaf[at] ? costs.lateAtStop : costs.late)
}

function againArcs(tape: Tape, cell: Cell): readonly Arc[] {
  if (cell.swapped) return []
  return againFrom(tape, cell.at).flatMap((at) => {
    const cost = begunAgain(tape, cell.at, at)
    return cost === undefined ? [] : [{ to: { at, swapped: false }, digits: undefined, cost }]
  })
}

/** Where a group begun at a position may be begun again: near by, or where another call begins. */
export function againFrom(tape: Tape, at: number): readonly number[] {
  const near = Array.from({ length: 9 }, (_, index) => at + 1 + index)
  const calls = tape.calls.filter((call) => call > at + 9)
  return [...near, ...calls].filter((to) => to < tape.keys.length)
}

/** What it costs that all between two positions was put aside and the group begun again after it. */
export function begunAgain(tape: Tape, from: number, at: number): number | undefined {
  const count = at - from
  if (tape.calls.includes(at)) return costs.begunAgainAtCall
  if (count > 9) return undefined
  if (tape.keys[at - 1] === star) return costs.starClears
  if (tape.deaf[at]) return costs.begunAgainAtStop
  if (count > 7) return undefined
  const unlike = differences(tape, from, at, count)
  if (unlike > 1) return undefined
  return (count === 7 ? costs.keyedTwice : costs.begunAgain) + unlike * costs.unlike
}

function differences(tape: Tape, from: number, at: number, count: number): number {
  let different = 0
  for (let offset = 0; offset < count; offset++) {
    if (tape.keys[from + offset] !== tape.keys[at + offset]) different++
  }
  return different
}
