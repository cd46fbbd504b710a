import { Fault } from '../base/faults.ts'
import type { Secrets } from '../identifiers/secrets.ts'
import type { Ledger, LedgerFacts } from './ledger.ts'

/**
 * Makes sure that this ledger belongs to this master key and this kind of start, and marks a new one so.
 * Throws the faults `demo-ledger`, `master-key-wrong`, and `settings-invalid` for a demo on production books.
 */
export async function claimLedger(
  ledger: Ledger,
  secrets: Secrets,
  mode: LedgerFacts['mode'],
): Promise<void> {
  const keyCheck = secrets.keyCheck()
  const standing = await ledger.claim({ keyCheck, mode })
  if (standing.mode !== mode) throw new Fault(...mismatch(mode))
  if (standing.keyCheck !== keyCheck) {
    throw new Fault('master-key-wrong', 'Give the key that it was made with; nothing was changed.')
  }
}

function mismatch(mode: LedgerFacts['mode']): ConstructorParameters<typeof Fault> {
  return mode === 'production'
    ? ['demo-ledger', 'Name another DATABASE_URL.']
    : ['settings-invalid', 'The ledger is a production ledger, and the demo writes in none.']
}
