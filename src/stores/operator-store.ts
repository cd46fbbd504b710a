import type { Kysely } from 'kysely'
import type { AccountStore } from '../operators/accounts/account-store.ts'
import type { SessionStore } from '../operators/accounts/sessions.ts'
import type { OverrideStore } from '../operators/overrides/override-store.ts'
import { migrate } from './migrate.ts'
import { createAccountStore } from './operator-accounts.ts'
import { createSessionStore } from './operator-sessions.ts'
import { operatorSteps, type OperatorTables } from './operator-tables.ts'
import { createOverrideStore } from './override-store.ts'

export type OperatorStore = {
  readonly accounts: AccountStore
  readonly sessions: SessionStore
  readonly overrides: OverrideStore
}

/** Brings its tables up to date first; the ledger's must be there. */
export async function openOperatorStore(database: Kysely<unknown>): Promise<OperatorStore> {
  await migrate(database, 'operators', operatorSteps)
  const db = database.withTables<OperatorTables>()
  return {
    accounts: createAccountStore(db),
    sessions: createSessionStore(db),
    overrides: createOverrideStore(database),
  }
}
