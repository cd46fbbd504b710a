import { type Kysely, sql, type Transaction } from 'kysely'
import { engineOf } from './engine.ts'
import { unhurried } from './postgres/postgres-connection.ts'

/** Reads one moment of the database, for as long as it takes and without keeping anybody from writing. */
export async function withSnapshot<Tables, T>(
  db: Kysely<Tables>,
  work: (moment: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  if (engineOf(db) === 'sqlite') return db.transaction().setAccessMode('read only').execute(work)
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (moment) => {
      await sql.raw(unhurried).execute(moment)
      return work(moment)
    })
}
