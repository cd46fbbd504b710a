import { dammTable } from '../damm.ts'
import { costs } from './costs.ts'

/** Digits of one group as they might have been meant, and what the difference from what was keyed costs. */
export type Meant = { readonly digits: readonly number[]; readonly cost: number }

/**
 * The groups that can stand first: those of version 1 and 2, whose values lie between 2^176 and 3 · 2^176.
 */
const first = 2n ** 176n / 10n ** 48n
const last = (3n * 2n ** 176n) / 10n ** 48n

/** Seven digits with a check digit that fits this place, and in the first place a version that exists. */
export function fitsPlace(digits: readonly number[], place: number): boolean {
  if (digits.length !== 7) return false
  let interim = place
  for (const digit of digits) interim = dammTable[interim]?.[digit] ?? 1
  if (interim !== 0) return false
  return place !== 1 || hasKnownVersion(digits)
}

/** All that differs from these digits by one slip of a finger. */
export function* oneEdit(digits: readonly number[], doubt: readonly number[]): Generator<Meant> {
  for (let at = 0; at < digits.length; at++) {
    const digit = digits[at]
    for (let other = 0; other < 10; other++) {
      if (other === digit) continue
      const cost = costs.wrongDigit * (1 - 0.7 * (doubt[at] ?? 0))
      yield { digits: digits.with(at, other), cost }
    }
    const next = digits[at + 1]
    if (digit !== undefined && next !== undefined && digit !== next) {
      yield { digits: digits.with(at, next).with(at + 1, digit), cost: costs.swapped }
    }
    const isDoubled = digit === next
    if (!isDoubled) {
      const cost = digit === digits[at - 1] ? costs.doubled : costs.extra
      yield { digits: digits.toSpliced(at, 1), cost }
    }
  }
  for (let at = 0; at <= digits.length; at++) {
    for (let missing = 0; missing < 10; missing++) {
      if (missing === digits[at]) continue
      yield { digits: digits.toSpliced(at, 0, missing), cost: costs.lost }
    }
  }
}

/** These digits with so many unknown ones at one place, each value in turn. */
export function* filled(digits: readonly number[], at: number, count: number): Generator<Meant> {
  const cost = costs.deaf[count] ?? Infinity
  for (let value = 0; value < 10 ** count; value++) {
    const missing = [...String(value).padStart(count, '0')].map(Number)
    yield { digits: digits.toSpliced(at, 0, ...missing), cost }
  }
}

function hasKnownVersion(digits: readonly number[]): boolean {
  const value = BigInt(digits.slice(0, 6).join(''))
  return value >= first && value <= last
}
