import type { CaseNumber } from '../base/brand.ts'
import { dammDigit } from '../identifiers/damm.ts'
import { fits } from '../identifiers/digit-groups.ts'
import { countGaps, digitsOf, groupLength, type Way } from './entry.ts'

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
  if (fitsAsAnswer(digits) && !beginsAsId(digits)) return { kind: 'confirmation-id' }
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
 * In one run eight groups that fit the places 1 to 8, and may begin an ID: it is the answer, if no group nine
 * makes it an ID that is genuine.
 */
export function mayBeAnswer({ keyed }: Way): boolean {
  const digits = digitsOf(keyed)
  return fitsAsAnswer(digits) && beginsAsId(digits) && countGaps(keyed) === 0
}

function fitsAsAnswer(digits: string): boolean {
  const { length } = answerPlaces
  return (
    digits.length === length * groupLength &&
    answerPlaces.every((place) =>
      fits(digits.slice((place - 1) * groupLength, place * groupLength), place),
    )
  )
}

const answerPlaces = [1, 2, 3, 4, 5, 6, 7, 8]

/**
 * From so many bits on, these digits are something else; Infinity where they are read first. A group and a
 * few keys are no ID only when none begins so.
 */
function leastBits(digits: string): number {
  const count = digits.length
  if (count < 8 || count > 56) return Infinity
  if (count === 8) return 10
  if (count < 2 * groupLength) return beginsAsId(digits) ? Infinity : 10
  if (count < 4 * groupLength) return 23
  return count < 54 ? 40 : 48
}

/** Those of version 1 and 2 begin with 095780 to 287342. */
export function beginsAsId(digits: string): boolean {
  const first = digits.slice(0, 6)
  return first >= '095780' && first <= '287342'
}
