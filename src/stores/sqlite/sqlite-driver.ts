import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type TransactionSettings,
} from 'kysely'
import { createSqliteConnection } from './sqlite-connection.ts'
import type { SqliteDialectConfig } from './sqlite-dialect-config.ts'

/**
 * A transaction takes the write lock at its beginning: a reader that turns writer half-way would find that
 * another process had written in between, and fail. One that only reads takes none, and sees one moment.
 */
export function createSqliteDriver({ database }: SqliteDialectConfig): Driver {
  const connection = createSqliteConnection(database)
  const run = async (sql: string): Promise<void> => {
    await connection.executeQuery(CompiledQuery.raw(sql))
  }

  return {
    init: async () => {},
    acquireConnection: async (): Promise<DatabaseConnection> => connection,
    beginTransaction: (_connection, { accessMode }: TransactionSettings) =>
      run(accessMode === 'read only' ? 'begin' : 'begin immediate'),
    commitTransaction: () => run('commit'),
    // After some errors (a full disk, say) SQLite has rolled back by itself.
    rollbackTransaction: async () => {
      if (database.isTransaction) await run('rollback')
    },
    releaseConnection: async () => {},
    destroy: async () => database.close(),
  }
}
