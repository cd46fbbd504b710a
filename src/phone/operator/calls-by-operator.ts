/** The calls that softphones make now. */
export type CallsByOperator = {
  /** Counts one more of this operator's until what is returned is called; nothing where he has as many as he may. */
  readonly begin: (identity: string) => (() => void) | undefined
}

/** A page that is loaded anew overlaps with its old self; more is nobody's who speaks with one caller at a time. */
const mostOfOne = 2

export function createCallsByOperator(): CallsByOperator {
  const calls = new Map<string, number>()
  return {
    begin: (identity) => {
      const before = calls.get(identity) ?? 0
      if (before >= mostOfOne) return undefined
      calls.set(identity, before + 1)
      return () => {
        const left = (calls.get(identity) ?? 1) - 1
        if (left === 0) calls.delete(identity)
        else calls.set(identity, left)
      }
    },
  }
}
