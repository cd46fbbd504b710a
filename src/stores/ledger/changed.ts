import type { Kysely } from 'kysely'
import { transact } from '../transact.ts'
import type { LedgerTables } from './tables.ts'

/** `changed`: the key no longer has the revision that was looked at, and nothing was written. */
export type Recorded = 'recorded' | 'changed'

/** Rolls the transaction back. */
export class Changed extends Error {
  constructor() {
    super('the key was changed in between')
  }
}

/** One transaction, undone where `Changed` is thrown in it. */
export async function undoneIfChanged(
  db: Kysely<LedgerTables>,
  work: (transaction: Kysely<LedgerTables>) => Promise<void>,
): Promise<Recorded> {
  try {
    await transact(db, work)
    return 'recorded'
  } catch (error) {
    if (error instanceof Changed) return 'changed'
    throw error
  }
}
