import { costs } from './costs.ts'
import type { Span } from './spans.ts'

export type Slip = 'wrong' | 'swapped' | 'lost' | 'extra'

/** How many slips of each kind; `without` one of a kind, those are left. */
export type Slips = {
  readonly of: Readonly<Record<Slip, number>>
  readonly count: number
  readonly without: Readonly<Record<Slip, Slips | undefined>>
}

/**
 * What must have happened that keys mean a group: slips of the finger, and keys missing where the line was
 * deaf, before the digit `at`. No group that is meant so costs less than `least`.
 */
export type Mishaps = {
  readonly slips: Slips
  readonly missing: number
  readonly at: number
  readonly least: number
}

/**
 * All that may have happened to these keys: up to three slips; where the line was deaf, up to two keys
 * missing and one slip, or up to four missing.
 */
export function mishapsOf(span: Span): readonly Mishaps[] {
  const all: Mishaps[] = []
  const offer = (missing: number, at: number, mostSlips: number): void => {
    const cost = span.cost + (costs.deaf[missing] ?? Infinity)
    for (const slips of slipsBySurplus.get(span.digits.length + missing - 7) ?? []) {
      if (slips.count > mostSlips) continue
      all.push({ slips, missing, at, least: cost + leastOf(slips, span.leastWrong) })
    }
  }
  offer(0, 0, 3)
  for (const at of span.deaf) {
    for (const missing of [1, 2]) offer(missing, at, 1)
    for (const missing of [3, 4]) offer(missing, at, 0)
  }
  return all
}

function leastOf({ of }: Slips, leastWrong: number): number {
  const keys = of.lost * costs.lost + of.extra * costs.doubled
  return keys + of.wrong * leastWrong + of.swapped * costs.swapped
}

/** Every mix of up to three slips, by how many keys too many it leaves; but three with both lost and extra keys are too rare. */
const slipsBySurplus = Map.groupBy(
  mixesOf(['wrong', 'swapped', 'lost', 'extra'], 3)
    .map(slipsOf)
    .filter(({ count, of }) => count < 3 || of.lost === 0 || of.extra === 0),
  ({ of }) => of.extra - of.lost,
)

function mixesOf(kinds: readonly Slip[], most: number): readonly Slips['of'][] {
  const [kind, ...others] = kinds
  if (kind === undefined) return [{ wrong: 0, swapped: 0, lost: 0, extra: 0 }]
  const counts = Array.from({ length: most + 1 }, (_, count) => count)
  return counts.flatMap((count) =>
    mixesOf(others, most - count).map((mix) => ({ ...mix, [kind]: count })),
  )
}

function slipsOf(of: Slips['of']): Slips {
  const less = (kind: Slip): Slips | undefined =>
    of[kind] === 0 ? undefined : slipsOf({ ...of, [kind]: of[kind] - 1 })
  return {
    of,
    count: of.wrong + of.swapped + of.lost + of.extra,
    without: {
      wrong: less('wrong'),
      swapped: less('swapped'),
      lost: less('lost'),
      extra: less('extra'),
    },
  }
}
