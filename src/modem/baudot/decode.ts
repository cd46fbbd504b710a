import { codeTable, shifts } from './code-table.ts'

export type Shift = {
  readonly inFigures: boolean
  /** Whether a shift was read, and everything since then was too. */
  readonly isCertain: boolean
}

/** A code as it was read: in the shift that holds, and in either. */
export type Read = {
  readonly code: number
  /** As it is printed. */
  readonly text: string
  readonly letter: string
  readonly figure: string
  readonly shiftCertain: boolean
}

export const firstShift: Shift = { inFigures: false, isCertain: false }

/** Keeps the shift across spaces and lines, as text telephones do. Nothing is read of a shift. */
export function decode(
  { inFigures, isCertain }: Shift,
  code: number,
  isSure: boolean,
): { readonly shift: Shift; readonly read?: Read } {
  if (code === shifts.figures || code === shifts.letters) {
    return { shift: { inFigures: code === shifts.figures, isCertain: isSure } }
  }
  const shift = { inFigures, isCertain: isCertain && isSure }
  const { letter = '', figure = '' } = codeTable[code] ?? {}
  const text = inFigures ? figure : letter
  return { shift, read: { code, text, letter, figure, shiftCertain: shift.isCertain } }
}
