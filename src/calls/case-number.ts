import type { CaseNumber } from '../base/brand.ts'
import { dammDigit } from '../identifiers/damm.ts'
import { fits } from '../identifiers/digit-groups.ts'

/**
 * Seven digits by chance and their Damm check digit, drawn again where, keyed alone, they might begin an
 * installation ID: of 10,000,000 numbers 8,100,000 are left. `random` answers 0 to 9,999,999, all as likely.
 */
export function drawCaseNumber(random: () => number): CaseNumber {
  for (let draw = 0; draw < mostDraws; draw += 1) {
    const seven = String(random()).padStart(7, '0')
    const drawn = `${seven}${dammDigit(seven)}`
    if (!mayBeginId(drawn)) return drawn as CaseNumber
  }
  throw new Error(`no case number in ${mostDraws} draws`)
}

/** One in five is drawn again: so many in a row once in 10^72 draws. */
const mostDraws = 100

/** Group one and a key of group two, or a stray key and group one. */
function mayBeginId(digits: string): boolean {
  return fits(digits.slice(0, 7), 1) || fits(digits.slice(1), 1)
}
