import { fits } from '../identifiers/digit-groups.ts'

export type BlockCheck = 'right' | 'wrong' | 'incomplete'

/** The letters of a confirmation ID's blocks, as the line says them. */
export const blockLetters = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const

export type BlockLetter = (typeof blockLetters)[number]

/** A block by its check digit, as soon as it is typed. `index` 0 to 7; blanks and hyphens do not count. */
export function checkBlock(block: string, index: number): BlockCheck {
  const digits = bare(block)
  if (/^\d{0,6}$/.test(digits)) return 'incomplete'
  return fits(digits, index + 1) ? 'right' : 'wrong'
}

/** A block without the blanks and hyphens people type. */
export function bare(block: string): string {
  return block.replaceAll(/[\s\p{Pd}]/gu, '')
}

/** The letter of the block at `index`, 0 to 7. */
export function letterOf(index: number): BlockLetter {
  const letter = blockLetters[index]
  if (letter === undefined) throw new RangeError('a confirmation ID has eight blocks')
  return letter
}
