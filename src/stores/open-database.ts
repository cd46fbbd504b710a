import type { Kysely } from 'kysely'
import { unreachable } from '../base/unreachable.ts'
import { openPostgres } from './postgres/open-postgres.ts'
import { openSqlite } from './sqlite/open-sqlite.ts'

/** Where the database is, as the settings give it. The address of a server may hold a password. */
export type DatabaseAddress =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string }

/** Opens the database. Its tables come by `migrate`; whoever opened it closes it with `destroy()`. */
export function openDatabase(address: DatabaseAddress): Promise<Kysely<unknown>> {
  switch (address.kind) {
    case 'sqlite':
      return openSqlite(address.file)
    case 'postgres':
      return openPostgres(address.url)
    default:
      return unreachable(address)
  }
}
