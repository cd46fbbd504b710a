import { claimLedger } from '../activation/claim-ledger.ts'
import { createKeyring } from '../activation/keyring.ts'
import type { Administration } from '../activation/mint-keys.ts'
import { loadLedgerSettings, readEnvironment } from '../config.ts'
import { openLedger } from '../stores/ledger.ts'
import { openDatabase } from '../stores/open-database.ts'

/** Works on the ledger that the settings name, also beside a running line. Throws the faults of both. */
export async function withLedger<T>(
  work: (administration: Administration) => Promise<T>,
): Promise<T> {
  const settings = loadLedgerSettings(readEnvironment())
  const keyring = createKeyring(settings.masterKeys)
  const database = await openDatabase(settings.database)
  try {
    const ledger = await openLedger(database)
    await claimLedger(ledger, keyring, settings.mode)
    return await work({ ledger, keyring, now: Date.now, by: 'cli' })
  } finally {
    await database.destroy()
  }
}
