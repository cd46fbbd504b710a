import type { CaseNumber } from '../base/brand.ts'
import { dammDigit } from '../identifiers/damm.ts'

/** Seven digits by chance and their Damm check digit. `random` answers 0 to 9,999,999, all as likely. */
export function drawCaseNumber(random: () => number): CaseNumber {
  const seven = String(random()).padStart(7, '0')
  return `${seven}${dammDigit(seven)}` as CaseNumber
}
