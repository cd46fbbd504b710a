/** What is drawn by chance for a call. */
import { randomInt } from 'node:crypto'
import type { CaseNumber } from '../base/brand.ts'
import { drawCaseNumber } from '../calls/case-number.ts'
import type { ProofGroup } from '../dialogue/turn.ts'

const tenMillion = 10_000_000

export function drawNumber(): CaseNumber {
  return drawCaseNumber(() => randomInt(tenMillion))
}

export function drawGroup(): ProofGroup {
  return (7 + randomInt(3)) as ProofGroup
}
