import { dammDigit } from './damm.ts'
import { withoutSeparators } from './separators.ts'

/** The one codec of both IDs: groups of seven digits, six of them data, the last their check digit. */
export type ReadGroups =
  | { readonly kind: 'value'; readonly value: bigint }
  | { readonly kind: 'refused'; readonly reason: 'check-digit'; readonly group: number }

/** Writes a value below 10^(6 · count) as `count` groups, 1 to 9 of them; throws a RangeError for any other value. */
export function showGroups(value: bigint, count: number): readonly string[] {
  const digits = value.toString().padStart(6 * count, '0')
  if (value < 0n || digits.length !== 6 * count) throw new RangeError(`not for ${count} groups`)
  return Array.from({ length: count }, (_, i) => {
    const six = digits.slice(6 * i, 6 * i + 6)
    return six + checkDigit(six, i + 1)
  })
}

/**
 * Reads groups back. `group` is the first one, counted from 1, that isn't seven digits or whose check digit fails;
 * of `count` groups a missing one fails at its place, one too many at the last.
 */
export function readGroups(groups: readonly string[], count?: number): ReadGroups {
  if (!Array.isArray(groups)) return refused(1)
  const expected = count ?? groups.length
  let digits = ''
  for (let i = 0; i < expected; i += 1) {
    const group: unknown = groups[i]
    if (typeof group !== 'string' || !fits(group, i + 1)) return refused(i + 1)
    digits += group.slice(0, 6)
  }
  return groups.length > expected
    ? refused(Math.max(expected, 1))
    : { kind: 'value', value: BigInt(digits) }
}

/** The check digit of six data digits in the group at `place`, counted from 1. */
export function checkDigit(six: string, place: number): string {
  return dammDigit(six, place).toString()
}

/** Whether a group is seven digits whose check digit is right at `place`, 1 to 9. */
export function fits(group: string, place: number): boolean {
  return place >= 1 && place <= 9 && isSevenDigits(group) && dammDigit(group, place) === 0
}

/**
 * Cuts what was typed into `count` groups: spaces and hyphens are dropped, the rest cut in sevens, whatever
 * is left over goes to the last group, and what is missing leaves groups short or empty; such groups are refused.
 */
export function splitDigits(text: string, count: number): readonly string[] {
  const digits = withoutSeparators(text)
  return Array.from({ length: count }, (_, i) =>
    digits.slice(7 * i, i === count - 1 ? undefined : 7 * i + 7),
  )
}

function isSevenDigits(group: string): boolean {
  if (group.length !== 7) return false
  for (let i = 0; i < 7; i += 1) {
    const code = group.charCodeAt(i)
    if (code < 48 || code > 57) return false
  }
  return true
}

function refused(group: number): ReadGroups {
  return { kind: 'refused', reason: 'check-digit', group }
}
