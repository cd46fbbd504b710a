import { unreachable } from '../../../base/unreachable.ts'
import type { TextManner } from './manner.ts'

/** Groups of an ID as somebody writes them; `from` is the first one's place, from 1. */
export function writtenGroups(
  groups: readonly string[],
  { manner, from }: { readonly manner: TextManner; readonly from: number },
): string {
  const { grouping, lettersForDigits } = manner
  const written = lettersForDigits ? groups.map(asLetters) : groups
  switch (grouping) {
    case 'spaces':
      return written.join(' ')
    case 'lines':
      return written.join('\r\n')
    case 'none':
      return written.join('')
    case 'numbers':
      return written.map((group, place) => `NR ${from + place} ${group}`).join(', ')
    default:
      return unreachable(grouping)
  }
}

function asLetters(digits: string): string {
  return Array.from(digits, (digit) => 'PQWERTYUIO'.charAt(Number(digit))).join('')
}
