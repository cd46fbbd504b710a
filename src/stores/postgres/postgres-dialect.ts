import {
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  PostgresAdapter,
  PostgresDialect,
  type QueryCompiler,
  sql,
} from 'kysely'
import type { Pool } from 'pg'
import { lendConnection, unhurried } from './postgres-connection.ts'

export type PostgresDialectConfig = {
  /** The dialect's own from now on: `destroy()` ends it. */
  readonly pool: Pool
}

/** Kysely's own dialect on `pg`, with our errors, our patience and our migration lock. */
export function createPostgresDialect({ pool }: PostgresDialectConfig): Dialect {
  const dialect = new PostgresDialect({
    pool: {
      connect: () => lendConnection(pool),
      end: () => pool.end(),
      options: pool.options,
    },
  })
  return {
    createDriver: (): Driver => dialect.createDriver(),
    createQueryCompiler: (): QueryCompiler => dialect.createQueryCompiler(),
    createAdapter: (): DialectAdapter => new Adapter(),
    createIntrospector: (db: Kysely<unknown>): DatabaseIntrospector =>
      dialect.createIntrospector(db),
  }
}

/** «ALin»: nobody else's lock in this database. */
const migrationLock = 0x41_4c_69_6e

class Adapter extends PostgresAdapter {
  /** Inside the transaction, whose end lets it go; so it also holds behind a pooler. */
  override async acquireMigrationLock(transaction: Kysely<unknown>): Promise<void> {
    await sql.raw(unhurried).execute(transaction)
    await sql`select pg_advisory_xact_lock(${sql.lit(migrationLock)})`.execute(transaction)
  }

  override async releaseMigrationLock(): Promise<void> {}
}
