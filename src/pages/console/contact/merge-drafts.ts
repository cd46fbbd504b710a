/** What was typed here and what somebody else kept meanwhile, brought together; pure. Nothing of either is lost unseen. */

export type Merged<T> = {
  readonly value: T
  /** What was typed here and gave way. */
  readonly gaveWay?: T
}

export type Versions<T> = {
  /** What both began from. */
  readonly base: T
  readonly mine: T
  readonly theirs: T
}

/** Box by box: where both were changed, what is kept stands. */
export function mergeBoxes({
  base,
  mine,
  theirs,
}: Versions<readonly string[]>): Merged<readonly string[]> {
  const isMine = (at: number): boolean => mine[at] !== base[at] && theirs[at] === base[at]
  const isLost = (at: number): boolean =>
    mine[at] !== base[at] && theirs[at] !== base[at] && mine[at] !== theirs[at]
  const value = theirs.map((box, at) => (isMine(at) ? (mine[at] ?? '') : box))
  const gaveWay = mine.map((box, at) => (isLost(at) ? box : ''))
  return gaveWay.every((box) => box === '') ? { value } : { value, gaveWay }
}

/** Where both wrote, both stand. */
export function mergeNotes({ base, mine, theirs }: Versions<string>): Merged<string> {
  if (mine === base || mine === theirs) return { value: theirs }
  if (theirs === base) return { value: mine }
  return { value: `${theirs}\n${mine}` }
}
