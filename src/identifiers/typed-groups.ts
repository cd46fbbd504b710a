import { fits } from './digit-groups.ts'

/** How what one box holds stands, at its place. */
export type GroupVerdict = 'empty' | 'short' | 'long' | 'right' | 'wrong'

/** Groups found in a text, of which the first belongs into the box at `from`, 1 to 9. */
export type PastedGroups = { readonly from: number; readonly groups: readonly string[] }

/** Judges by the check digit alone: that tells that a group is wrong, and not which of its digits is. */
export function verdictOf(digits: string, place: number): GroupVerdict {
  if (digits.length === 0) return 'empty'
  if (digits.length !== groupLength) return digits.length < groupLength ? 'short' : 'long'
  return fits(digits, place) ? 'right' : 'wrong'
}

/**
 * Finds groups in whatever was pasted into the box at `place`: with blanks, dashes or letters around them, on several
 * lines, behind the numbers of the groups or behind other numbers. Of all ways to take it that one by which most
 * groups fit, and where none does, its digits as they come.
 */
export function pastedGroups(text: string, place = 1): PastedGroups {
  const runs = text.slice(0, longestText).normalize('NFKC').match(/\d+/g) ?? []
  let best = cut(runs, place)
  for (let first = 0; first < runs.length; first += 1) {
    for (const way of waysFrom(runs.slice(first), place)) {
      if (countFitting(way) > countFitting(best)) best = way
    }
  }
  return best
}

const groupLength = 7
const groupCount = 9

/** A letter of several pages is no ID. */
const longestText = 2_000

/** All digits as they come; or without single ones that number the groups, which then say where they begin. */
function waysFrom(runs: readonly string[], place: number): readonly PastedGroups[] {
  const isNumber = (run: string, index: number): boolean =>
    run.length === 1 && (runs[index + 1]?.length ?? 0) >= groupLength - 1
  const unnumbered = runs.filter((run, index) => !isNumber(run, index))
  const from = isNumber(runs[0] ?? '', 0) ? Number(runs[0]) : place
  return [cut(runs, place), cut(runs, 1), cut(unnumbered, Math.max(from, 1))]
}

function cut(runs: readonly string[], from: number): PastedGroups {
  const digits = runs.join('').slice(0, (groupCount - from + 1) * groupLength)
  return { from, groups: digits.match(/.{1,7}/g) ?? [] }
}

function countFitting({ from, groups }: PastedGroups): number {
  return groups.filter((group, index) => fits(group, from + index)).length
}
