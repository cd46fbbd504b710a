import { pastedGroups, verdictOf } from '../../../identifiers/typed-groups.ts'

export type Boxes = {
  readonly digits: readonly string[]
  /** Takes what was typed or pasted into the box at `index`; gives the box to go on in. */
  readonly put: (index: number, text: string) => number
}

/** Nine boxes of seven digits. Whatever holds more than one box's digits is laid out over them. */
export function boxesOver(
  digits: readonly string[],
  set: (digits: readonly string[]) => void,
): Boxes {
  return {
    digits,
    put: (index, text) => {
      const typed = text.replace(/\D/g, '')
      const isPaste = typed.length > 7
      const { from, groups } = isPaste
        ? pastedGroups(text, index + 1)
        : { from: index + 1, groups: [typed] }
      const filled = digits.map((old, at) => groups[at - from + 1] ?? old)
      set(filled)
      return isPaste || verdictOf(typed, index + 1) === 'right' ? nextOpen(filled, index) : index
    },
  }
}

/** The first box after `from` that is not right, or before it; the last one where all are. */
export function nextOpen(digits: readonly string[], from = -1): number {
  const open = digits.flatMap((one, at) => (verdictOf(one, at + 1) === 'right' ? [] : [at]))
  return open.find((at) => at > from) ?? open[0] ?? digits.length - 1
}
