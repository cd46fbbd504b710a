/** Where a text stands in another in which characters may be wrong, left out or too many. */
export type Found = { readonly from: number; readonly to: number; readonly wrong: number }

/** The place with the fewest wrong characters, the first of those, not before `from`; at most so many (P. H. Sellers, 1980). */
export function findApproximately(
  wanted: string,
  { text, from, atMost }: { readonly text: string; readonly from: number; readonly atMost: number },
): Found | undefined {
  const length = wanted.length
  let costs = Array.from({ length: length + 1 }, (_, row) => row)
  let starts = Array.from({ length: length + 1 }, () => from)
  let best: Found | undefined
  for (let at = from; at < text.length; at += 1) {
    const nextCosts = [0]
    const nextStarts = [at + 1]
    for (let row = 1; row <= length; row += 1) {
      const same = (costs[row - 1] ?? 0) + (wanted[row - 1] === text[at] ? 0 : 1)
      const extra = (costs[row] ?? 0) + 1
      const missing = (nextCosts[row - 1] ?? 0) + 1
      const cost = Math.min(same, extra, missing)
      nextCosts.push(cost)
      const own = cost === same ? starts[row - 1] : cost === extra ? starts[row] : undefined
      nextStarts.push(own ?? nextStarts[row - 1] ?? 0)
    }
    costs = nextCosts
    starts = nextStarts
    const wrong = costs[length] ?? Infinity
    if (wrong <= atMost && wrong < (best?.wrong ?? Infinity)) {
      best = { from: starts[length] ?? 0, to: at + 1, wrong }
    }
  }
  return best
}
