import { type Kysely, PostgresAdapter } from 'kysely'

/** Which SQL the database speaks, for the few places where the two have no word in common. */
export function engineOf<Tables>(db: Kysely<Tables>): 'sqlite' | 'postgres' {
  return db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite'
}
