import { codeTable, shifts } from './code-table.ts'

/** A code as it was read: in the shift that holds, and in either. */
export type Read = {
  readonly code: number
  /** As it is printed. */
  readonly text: string
  readonly letter: string
  readonly figure: string
  /** Whether a shift was read, and everything since then was too. */
  readonly shiftCertain: boolean
}

export type Decoder = {
  /** Nothing for a shift. */
  readonly read: (code: number, isSure: boolean) => Read | undefined
  /** A code was lost, and it may have been a shift. */
  readonly miss: () => void
}

/** Keeps the shift across spaces and lines, as text telephones do. */
export function createDecoder(): Decoder {
  let [inFigures, shiftCertain] = [false, false]
  return {
    miss: () => {
      shiftCertain = false
    },
    read: (code, isSure) => {
      if (code === shifts.figures || code === shifts.letters) {
        inFigures = code === shifts.figures
        shiftCertain = isSure
        return undefined
      }
      if (!isSure) shiftCertain = false
      const { letter = '', figure = '' } = codeTable[code] ?? {}
      return { code, text: inFigures ? figure : letter, letter, figure, shiftCertain }
    },
  }
}
