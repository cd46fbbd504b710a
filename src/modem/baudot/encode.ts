import { codeTable, shifts } from './code-table.ts'
import { substituted } from './substitutes.ts'

/** V.18 X-04: whoever missed a shift reads the wrong column for no longer than this. */
const shiftAgainAfter = 72

type Shift = keyof typeof shifts

export type Encoder = {
  /** The codes of a text that goes on from the last one. */
  readonly encode: (text: string) => readonly number[]
  /** What comes next begins with its shift. */
  readonly begin: () => void
}

/**
 * Begins with a shift. The shift is sent again after 72 characters, and figures also after a space, since some
 * receivers go back to letters there and others do not.
 */
export function createEncoder(): Encoder {
  let shift: Shift | undefined
  let [since, again] = [0, false]

  const codesOf = (character: string): readonly number[] => {
    const found = find(substituted(character))
    if (found === undefined) return []
    const wanted: Shift = found.shift ?? shift ?? 'letters'
    const isDue = since >= shiftAgainAfter || (again && found.shift !== undefined)
    const isSent = wanted !== shift || isDue
    if (isSent) [since, again] = [0, false]
    shift = wanted
    since += 1
    if (character === ' ') again = shift === 'figures'
    return isSent ? [shifts[wanted], found.code] : [found.code]
  }

  return {
    encode: (text) => Array.from(text).flatMap(codesOf),
    begin: () => {
      shift = undefined
    },
  }
}

/** The codes of a text that is sent by itself. */
export function encode(text: string): readonly number[] {
  return createEncoder().encode(text)
}

function find(character: string): { readonly code: number; readonly shift?: Shift } | undefined {
  const code = codeTable.findIndex(({ letter }) => letter === character)
  if (code >= 0 && codeTable[code]?.figure === character) return { code }
  if (code >= 0) return { code, shift: 'letters' }
  const figure = codeTable.findIndex((one) => one.figure === character)
  return figure >= 0 ? { code: figure, shift: 'figures' } : undefined
}
