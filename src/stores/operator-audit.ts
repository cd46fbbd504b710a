import type { Kysely } from 'kysely'
import type { OperatorEntry } from '../activation/entry.ts'
import { note } from './ledger/audit.ts'
import type { LedgerTables } from './ledger/tables.ts'
import type { OperatorTables } from './operator-tables.ts'

/** Writes an entry into the ledger's audit; inside a transaction it stands or falls with what it tells. */
export function tell(db: Kysely<OperatorTables>, entry: OperatorEntry): Promise<void> {
  // Both lie in one database.
  return note(db as unknown as Kysely<LedgerTables>, entry)
}
