import { codeTable, shifts } from './code-table.ts'
import { substituted } from './substitutes.ts'

/** V.18 X-04: whoever missed a shift reads the wrong column for no longer than this. */
const shiftAgainAfter = 72

type Shift = keyof typeof shifts

/**
 * The codes of a text, beginning with a shift. The shift is sent again after 72 characters, and figures also after a
 * space, since some receivers go back to letters there and others do not.
 */
export function encode(text: string): readonly number[] {
  const codes: number[] = []
  let shift: Shift | undefined
  let [since, again] = [0, false]
  for (const character of text) {
    const found = find(substituted(character))
    if (found === undefined) continue
    const wanted: Shift = found.shift ?? shift ?? 'letters'
    const isDue = since >= shiftAgainAfter || (again && found.shift !== undefined)
    if (wanted !== shift || isDue) {
      codes.push(shifts[wanted])
      since = 0
      again = false
    }
    codes.push(found.code)
    shift = wanted
    since += 1
    if (character === ' ') again = shift === 'figures'
  }
  return codes
}

function find(character: string): { readonly code: number; readonly shift?: Shift } | undefined {
  const code = codeTable.findIndex(({ letter }) => letter === character)
  if (code >= 0 && codeTable[code]?.figure === character) return { code }
  if (code >= 0) return { code, shift: 'letters' }
  const figure = codeTable.findIndex((one) => one.figure === character)
  return figure >= 0 ? { code: figure, shift: 'figures' } : undefined
}
