import {
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  type QueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { SqliteDialectConfig } from './sqlite-dialect-config.ts'
import { createSqliteDriver } from './sqlite-driver.ts'

/** Kysely on `node:sqlite`: one connection a process, taken in turns; every transaction is `begin immediate`. */
export function createSqliteDialect(config: SqliteDialectConfig): Dialect {
  return {
    createDriver: (): Driver => createSqliteDriver(config),
    createQueryCompiler: (): QueryCompiler => new SqliteQueryCompiler(),
    createAdapter: (): DialectAdapter => new SqliteAdapter(),
    createIntrospector: (db: Kysely<unknown>): DatabaseIntrospector => new SqliteIntrospector(db),
  }
}
