import { fits } from './digit-groups.ts'

/**
 * The groups that fit `place`, counted from 1, and are one slip of the fingers away from what was keyed: two neighbours
 * swapped or a digit wrong (of seven), a digit lost (of six), one too many (of eight). Likeliest first, none twice.
 */
export function repairs(keyed: string, place: number): readonly string[] {
  return [...new Set(candidates(keyed))].filter((group) => group !== keyed && fits(group, place))
}

function candidates(keyed: string): readonly string[] {
  const put = (at: number, instead: number, digit: string): string =>
    keyed.slice(0, at) + digit + keyed.slice(at + instead)
  switch (keyed.length) {
    case 6:
      return positions(7).flatMap((at) => digits.map((digit) => put(at, 0, digit)))
    case 7:
      return [
        ...positions(6).map((at) => put(at, 2, keyed.charAt(at + 1) + keyed.charAt(at))),
        ...positions(7).flatMap((at) => digits.map((digit) => put(at, 1, digit))),
      ]
    case 8:
      return positions(8).map((at) => put(at, 1, ''))
    default:
      return []
  }
}

const digits = Array.from('0123456789')

const positions = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i)
