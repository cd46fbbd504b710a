import { claimLedger } from '../activation/claim-ledger.ts'
import type { Ledger } from '../activation/ledger.ts'
import type { Settings } from '../config.ts'
import type { Keyring } from '../activation/keyring.ts'
import type { Figures } from '../operators/figures/figures.ts'
import type { Secrets } from '../identifiers/secrets.ts'
import { type ApiStore, openApiStore } from '../stores/api-store.ts'
import { openFigures } from '../stores/figures-store.ts'
import { openLedger } from '../stores/ledger/ledger.ts'
import { openDatabase } from '../stores/open-database.ts'
import { openOperatorStore, type OperatorStore } from '../stores/operator-store.ts'
import type { Log } from '../telemetry/log.ts'
import { type CallBooks, openCalls } from './open-calls.ts'

export type Stores = CallBooks & {
  readonly ledger: Ledger
  readonly apiStore: ApiStore
  readonly operatorStore: OperatorStore
  readonly figures: Figures
  /** Of the master key that the ledger was begun with. */
  readonly secrets: Secrets
  readonly close: () => Promise<void>
}

/** Opens the ledger, which must be of this master key and this kind of start, and where calls are kept. */
export async function openStores(
  settings: Pick<Settings, 'database' | 'redis' | 'mode'>,
  keyring: Keyring,
  log: Log,
): Promise<Stores> {
  const { database, mode } = settings
  const db = await openDatabase(database)
  try {
    const ledger = await openLedger(db)
    const apiStore = await openApiStore(db)
    const operatorStore = await openOperatorStore(db)
    const figures = await openFigures(db)
    const secrets = await claimLedger(ledger, keyring, mode)
    const calls = await openCalls(settings, log)
    const close = async (): Promise<void> => {
      await calls.closeCalls()
      await db.destroy()
    }
    return { ledger, apiStore, operatorStore, figures, ...calls, secrets, close }
  } catch (error) {
    await db.destroy()
    throw error
  }
}
