import { createSeal } from '../activation/audit-seal.ts'
import { sealAll } from '../activation/audit-sealer.ts'
import { claimLedger } from '../activation/claim-ledger.ts'
import { createKeyring } from '../activation/keyring.ts'
import type { Administration } from '../activation/mint-keys.ts'
import { loadLedgerSettings, readEnvironment } from '../config.ts'
import { openLedger } from '../stores/ledger.ts'
import { openDatabase } from '../stores/open-database.ts'

/**
 * Works on the ledger that the settings name, also beside a running line, and seals the audit if no line does so
 * already. Throws the faults of both.
 */
export async function withLedger<T>(
  work: (administration: Administration) => Promise<T>,
): Promise<T> {
  const settings = loadLedgerSettings(readEnvironment())
  const keyring = createKeyring(settings.masterKeys)
  const database = await openDatabase(settings.database)
  try {
    const ledger = await openLedger(database)
    const secrets = await claimLedger(ledger, keyring, settings.mode)
    const result = await work({ ledger, keyring, now: Date.now, by: 'cli' })
    // What it leaves the next one seals; the result is worth more.
    await sealAll(ledger, createSeal(secrets)).catch(() => {})
    return result
  } finally {
    await database.destroy()
  }
}
