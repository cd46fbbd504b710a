import type { Kysely } from 'kysely'
import { openSqlite } from './sqlite/open-sqlite.ts'

/** Where the database is, as the settings give it. */
export type DatabaseAddress = { readonly kind: 'sqlite'; readonly file: string }

/** Opens the database. Its tables come by `migrate`; whoever opened it closes it with `destroy()`. */
export function openDatabase(address: DatabaseAddress): Promise<Kysely<unknown>> {
  return openSqlite(address.file)
}
