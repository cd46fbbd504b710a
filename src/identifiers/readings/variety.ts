/** Counts the different groups that readings had at each place. */
export type Variety = {
  readonly add: (groups: readonly string[]) => void
  /**
   * The places, 1 to 9, at which they differed: first the one with the most groups, of which an answer would
   * spare most readings.
   */
  readonly places: () => readonly number[]
}

export function createVariety(): Variety {
  const seen = Array.from({ length: 9 }, () => new Set<string>())
  return {
    add: (groups) => {
      for (const [index, group] of groups.entries()) seen[index]?.add(group)
    },
    places: () =>
      seen
        .map(({ size }, index) => ({ place: index + 1, size }))
        .filter(({ size }) => size > 1)
        .toSorted((one, other) => other.size - one.size)
        .map(({ place }) => place),
  }
}
