import { Kysely, sql } from 'kysely'
import { Fault } from '../../base/faults.ts'
import { connect } from './postgres-connection.ts'
import { createPostgresDialect } from './postgres-dialect.ts'
import { createPostgresPool } from './postgres-pool.ts'

/** For a server that starts together with the line. */
const patienceInMs = 5_000

/** The oldest that its own makers still mended when this was written. */
const oldestVersion = 14

/**
 * Opens a pool of connections to the database at the address, `postgres://…`. One that cannot be reached within
 * `patience` ms, or is not fit for a ledger, is refused with the fault `database-unusable`.
 */
export async function openPostgres(
  url: string,
  patience: number = patienceInMs,
): Promise<Kysely<unknown>> {
  const pool = createPostgresPool(url)
  try {
    const first = await connect(pool, patience)
    first.release()
    const db = new Kysely<unknown>({ dialect: createPostgresDialect({ pool }) })
    await inspect(db)
    return db
  } catch (error) {
    await pool.end()
    throw error
  }
}

async function inspect(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ readonly encoding: string; readonly version: number }>`
    select current_setting('server_encoding') as encoding,
      current_setting('server_version_num')::integer / 10000 as version`.execute(db)
  const [server] = rows
  if (server?.encoding !== 'UTF8') {
    throw new Fault('database-unusable', 'Its encoding must be UTF8: create it anew.')
  }
  if (server.version < oldestVersion) {
    throw new Fault('database-unusable', `Postgres must be ${oldestVersion} or later.`)
  }
}
