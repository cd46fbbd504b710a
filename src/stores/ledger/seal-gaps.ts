import type { Selectable } from 'kysely'
import type { LedgerTables } from './tables.ts'

/** Ids from `first` to `last`, both included. */
export type Gap = Selectable<LedgerTables['seal_gaps']>

/** What lies between `last` and the ids above it, which are in order. */
export function holesAbove(last: number, ids: readonly number[]): readonly Omit<Gap, 'writers'>[] {
  return ids.flatMap((id, index) => {
    const before = ids[index - 1] ?? last
    return id - before > 1 ? [{ first: before + 1, last: id - 1 }] : []
  })
}

/** What is left of a gap after these ids, which are in order, have come; the gap itself if none lies in it. */
export function without(gap: Gap, ids: readonly number[]): readonly Gap[] {
  const inside = ids.filter((id) => gap.first <= id && id <= gap.last)
  if (inside.length === 0) return [gap]
  const { writers } = gap
  return holesAbove(gap.first - 1, [...inside, gap.last + 1]).map((hole) => ({ ...hole, writers }))
}
