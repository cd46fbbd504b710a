import { Fault } from '../base/faults.ts'
import type { Secrets } from '../identifiers/secrets.ts'
import { secretsOf, type Keyring } from './keyring.ts'
import type { Ledger, LedgerFacts } from './ledger.ts'

/**
 * Makes sure that every master key which filled this ledger is loaded, and that it is of this kind of start;
 * marks a new one so. Gives the secrets of the key that it was begun with, which keeps its audit. Throws the
 * faults `demo-ledger`, `master-key-wrong`, and `settings-invalid` for a demo on production books.
 */
export async function claimLedger(
  ledger: Pick<Ledger, 'claim' | 'products'>,
  keyring: Keyring,
  mode: LedgerFacts['mode'],
): Promise<Secrets> {
  const standing = await ledger.claim({ keyCheck: keyring.first.keyCheck(), mode })
  if (standing.mode !== mode) throw new Fault(...mismatch(mode))
  const own = keyring.of(standing.keyCheck)
  if (own === undefined) {
    throw new Fault(
      'master-key-wrong',
      `Give the key that it was made with, whose check value is ${standing.keyCheck}; nothing was changed.`,
    )
  }
  for (const product of await ledger.products()) secretsOf(keyring, product)
  return own
}

function mismatch(mode: LedgerFacts['mode']): ConstructorParameters<typeof Fault> {
  return mode === 'production'
    ? ['demo-ledger', 'Name another DATABASE_URL.']
    : ['settings-invalid', 'The ledger is a production ledger, and the demo writes in none.']
}
