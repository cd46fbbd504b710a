import type { CaseNumber } from '../base/brand.ts'
import { dammDigit } from '../identifiers/damm.ts'
import { fits } from '../identifiers/digit-groups.ts'
import { groupLength, type Way } from './entry.ts'

/** What was keyed when it is something else than an installation ID. */
export type Strange =
  | { readonly kind: 'case-number'; readonly caseNumber: CaseNumber }
  | { readonly kind: 'product-key' | 'confirmation-id' | 'other-number' | 'not-ours' }

/** So many groups that fit nowhere, or slips that cost so many bits, are no slips. */
const groupsThatFitNowhere = 5
const bitsOfNoId = 58

/**
 * What was keyed says what it is: its length, and how badly it fits as the groups of an ID. One slip costs
 * about 12 bits, so two or three groups with a slip each are no beginning of an ID.
 */
export function strangeKeys(way: Way, digits: string): Strange | undefined {
  const count = digits.length
  if (count === 56 && isConfirmationId(digits)) return { kind: 'confirmation-id' }
  if (way.survey.cost < leastBits(digits)) return undefined
  if (count === 8 && dammDigit(digits) === 0) {
    return { kind: 'case-number', caseNumber: digits as CaseNumber }
  }
  if (count >= 54) return { kind: 'not-ours' }
  if (count >= 24 && count <= 26) return { kind: 'product-key' }
  return count > 8 ? { kind: 'other-number' } : undefined
}

/** All nine groups are there, and most fit nowhere. */
export function isNotOurs(way: Way): boolean {
  const { fitting, groups, cost } = way.survey
  return groups.length - fitting >= groupsThatFitNowhere || cost >= bitsOfNoId
}

/**
 * From so many bits on, these digits are something else; Infinity where they are read first. A group and a
 * few keys are no ID only when none begins so: the first six digits of one are 095780 to 287342.
 */
function leastBits(digits: string): number {
  const count = digits.length
  if (count < 8 || count > 56) return Infinity
  if (count === 8) return 10
  if (count < 2 * groupLength) return /^(?:09[5-9]|1|2[0-8])/.test(digits) ? Infinity : 10
  if (count < 4 * groupLength) return 23
  return count < 54 ? 40 : 48
}

/**
 * Eight groups that fit the places 1 to 8, and the first of which begins no installation ID: those of
 * version 1 and 2 begin with 0, 1 or 2.
 */
function isConfirmationId(digits: string): boolean {
  const first = digits.slice(0, 6)
  if (first >= '095780' && first <= '287342') return false
  for (let place = 1; place <= 8; place++) {
    if (!fits(digits.slice((place - 1) * groupLength, place * groupLength), place)) return false
  }
  return true
}
