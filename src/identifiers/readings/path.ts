import type { Minted } from './minted.ts'

/** What a reading has read so far, the last step first. */
export type Path = {
  readonly before: Path | undefined
  /** 0 for what was put aside. */
  readonly place: number
  readonly group: number | 'left-out' | 'put-aside'
  readonly isLeftOut: boolean
  /** How many of the first three places were read in order, and their data digits as a number. */
  readonly begun: number
  readonly beginning: number
  /** Whether a key of the books can begin so. */
  readonly isMinted: boolean
}

export type Read = Pick<Path, 'place' | 'group'>

/** The path with one more step; nothing where it makes no sense: of an ID one group can be missing. */
export function extend(
  before: Path | undefined,
  { place, group }: Read,
  minted: Minted | undefined,
): Path | undefined {
  const path: Path = { ...(before ?? nothing), before, place, group }
  if (group === 'put-aside') return path
  if (group === 'left-out') {
    const isOdd = path.isLeftOut || before?.group === 'put-aside'
    return isOdd ? undefined : { ...path, isLeftOut: true }
  }
  const { begun, beginning } = path
  if (begun === 3 || place !== begun + 1) return path
  const six = Math.floor(group / 10)
  const isMinted = path.isMinted && (minted?.begins(place, beginning, six) ?? true)
  return { ...path, begun: place, beginning: beginning * 1_000_000 + six, isMinted }
}

const nothing = { isLeftOut: false, begun: 0, beginning: 0, isMinted: true }

/** The nine groups in order; one that was left out is undefined. */
export function groupsOf(path: Path | undefined): readonly (string | undefined)[] {
  const groups: (string | undefined)[] = Array.from({ length: 9 }, () => undefined)
  for (let step = path; step !== undefined; step = step.before) {
    if (typeof step.group === 'number') {
      groups[step.place - 1] = String(step.group).padStart(7, '0')
    }
  }
  return groups
}
