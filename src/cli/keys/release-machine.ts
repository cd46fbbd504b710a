import { randomInt } from 'node:crypto'
import { createLedgerCore } from '../../activation/ledger-core.ts'
import type { InstallationId } from '../../base/brand.ts'
import { drawCaseNumber } from '../../calls/case-number.ts'
import { splitDigits } from '../../identifiers/digit-groups.ts'
import { print } from '../arguments.ts'
import { withLedger } from '../ledger.ts'
import { Refusal } from '../refusal.ts'

/** `activation-line keys release`: a machine gives its slot back, though it cannot or may not itself. */
export async function releaseMachine(
  text: string,
  { json }: { readonly json?: boolean },
): Promise<void> {
  const groups = splitDigits(text, 9) as readonly string[] as InstallationId
  const result = await withLedger(({ ledger, keyring, now, by }) =>
    createLedgerCore({
      ledger,
      keyring,
      now,
      drawCaseNumber: () => drawCaseNumber(() => randomInt(10_000_000)),
    }).release({ releaseId: groups, operator: by }),
  )
  if (result.kind === 'refused') {
    throw new Refusal(`The slot was not given back (${result.reason}).`)
  }
  const { keyClass, used, limit } = result
  print(result, [`given back; ${used} of ${limit} slots of this ${keyClass} key are in use`], json)
}
