import { createSeal } from '../activation/audit-seal.ts'
import { sealAll } from '../activation/audit-sealer.ts'
import { claimLedger } from '../activation/claim-ledger.ts'
import { createKeyring, type Keyring } from '../activation/keyring.ts'
import type { Ledger } from '../activation/ledger.ts'
import type { Administration } from '../activation/mint-keys.ts'
import { loadLedgerSettings, readEnvironment } from '../config.ts'
import type { Secrets } from '../identifiers/secrets.ts'
import { openLedger } from '../stores/ledger/ledger.ts'
import { openDatabase } from '../stores/open-database.ts'

export type OpenedLedger = {
  readonly ledger: Ledger
  readonly keyring: Keyring
  /** Of the master key that the ledger was begun with. */
  readonly secrets: Secrets
}

/**
 * Works on the ledger that the settings name, also beside a running line, and seals the audit if no line does so
 * already. Throws the faults of both.
 */
export function withLedger<T>(work: (administration: Administration) => Promise<T>): Promise<T> {
  return withOpenedLedger(async ({ ledger, keyring, secrets }) => {
    const result = await work({ ledger, keyring, now: Date.now, by: 'cli' })
    // What it leaves the next one seals; the result is worth more.
    await sealAll(ledger, createSeal(secrets)).catch(() => {})
    return result
  })
}

/** The same for work that only looks, and seals nothing. */
export async function withOpenedLedger<T>(work: (opened: OpenedLedger) => Promise<T>): Promise<T> {
  const settings = loadLedgerSettings(readEnvironment())
  const keyring = createKeyring(settings.masterKeys)
  const database = await openDatabase(settings.database)
  try {
    const ledger = await openLedger(database)
    const secrets = await claimLedger(ledger, keyring, settings.mode)
    return await work({ ledger, keyring, secrets })
  } finally {
    await database.destroy()
  }
}
