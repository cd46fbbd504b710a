import { format, parse } from 'node:path'
import { claimLedger } from '../activation/claim-ledger.ts'
import type { Ledger } from '../activation/ledger.ts'
import type { CallStore } from '../calls/call-store.ts'
import type { Settings } from '../config.ts'
import type { Keyring } from '../activation/keyring.ts'
import type { Secrets } from '../identifiers/secrets.ts'
import { type ApiStore, openApiStore } from '../stores/api-store.ts'
import { openLedger } from '../stores/ledger/ledger.ts'
import { openDatabase } from '../stores/open-database.ts'
import { openCallStore } from '../stores/sqlite/call-store.ts'

export type Stores = {
  readonly ledger: Ledger
  readonly apiStore: ApiStore
  readonly callStore: CallStore
  /** Of the master key that the ledger was begun with. */
  readonly secrets: Secrets
  readonly close: () => Promise<void>
}

/**
 * Opens the ledger and, in a file of its own, the call store: their writes do not wait for each other. The
 * ledger must be of this master key and this kind of start.
 */
export async function openStores(
  { database, mode }: Pick<Settings, 'database' | 'mode'>,
  keyring: Keyring,
): Promise<Stores> {
  const db = await openDatabase(database)
  try {
    const ledger = await openLedger(db)
    const apiStore = await openApiStore(db)
    const secrets = await claimLedger(ledger, keyring, mode)
    const callStore = await openCallStore(callFileOf(database))
    const close = async (): Promise<void> => {
      await callStore.close()
      await db.destroy()
    }
    return { ledger, apiStore, callStore, secrets, close }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/** Where the calls lie: beside the ledger's `data/activation-line.db` in `data/activation-line-calls.db`. */
export function callFileOf(database: Settings['database']): string {
  if (database.kind === 'postgres') return 'data/activation-line-calls.db'
  const { dir, name, ext } = parse(database.file)
  return format({ dir, name: `${name}-calls`, ext })
}
