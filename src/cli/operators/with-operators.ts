import { createSeal } from '../../activation/audit-seal.ts'
import { sealAll } from '../../activation/audit-sealer.ts'
import { claimLedger } from '../../activation/claim-ledger.ts'
import { createKeyring } from '../../activation/keyring.ts'
import { loadLedgerSettings, type LedgerSettings, readEnvironment } from '../../config.ts'
import type { Secrets } from '../../identifiers/secrets.ts'
import type { AccountStore } from '../../operators/accounts/account-store.ts'
import { openLedger } from '../../stores/ledger/ledger.ts'
import { openDatabase } from '../../stores/open-database.ts'
import { openOperatorStore } from '../../stores/operator-store.ts'

export type OpenedOperators = {
  readonly accounts: AccountStore
  readonly secrets: Secrets
  readonly settings: LedgerSettings
}

/** Works on who operates the line, also beside a running one, and seals what the audit then tells. */
export async function withOperators<T>(work: (opened: OpenedOperators) => Promise<T>): Promise<T> {
  const settings = loadLedgerSettings(readEnvironment())
  const keyring = createKeyring(settings.masterKeys)
  const database = await openDatabase(settings.database)
  try {
    const ledger = await openLedger(database)
    const secrets = await claimLedger(ledger, keyring, settings.mode)
    const { accounts } = await openOperatorStore(database)
    const result = await work({ accounts, secrets, settings })
    // What it leaves the next one seals; the result is worth more.
    await sealAll(ledger, createSeal(secrets)).catch(() => {})
    return result
  } finally {
    await database.destroy()
  }
}
