import type { DatabaseSync } from 'node:sqlite'

/** `database` is open and stays the dialect's own: `destroy()` closes it. */
export type SqliteDialectConfig = {
  readonly database: DatabaseSync
}
