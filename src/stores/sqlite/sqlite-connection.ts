import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import { patiently } from '../patiently.ts'
import { lockPatience, toFault } from './sqlite-fault.ts'

type Prepared = { readonly statement: StatementSync; readonly reads: boolean }

const mostPrepared = 200

/** Runs statements one after another; each text is prepared once. A locked database is waited for. */
export function createSqliteConnection(database: DatabaseSync): DatabaseConnection {
  const prepared = new Map<string, Prepared>()

  const prepare = (sql: string): Prepared => {
    const known = prepared.get(sql)
    if (known !== undefined) return known
    const statement = database.prepare(sql)
    const fresh = { statement, reads: statement.columns().length > 0 }
    if (prepared.size === mostPrepared) prepared.clear()
    prepared.set(sql, fresh)
    return fresh
  }

  const run = <R>(query: CompiledQuery): QueryResult<R> => {
    const { statement, reads } = prepare(query.sql)
    const parameters = query.parameters.map(toInput)
    if (reads) return { rows: statement.all(...parameters) as R[] }
    const { changes, lastInsertRowid } = statement.run(...parameters)
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
  }

  return {
    executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
      try {
        return await patiently(lockPatience, () => run<R>(query))
      } catch (error) {
        throw toFault(error)
      }
    },
    streamQuery: async function* <R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
      const { statement } = prepare(query.sql)
      for (const row of statement.iterate(...query.parameters.map(toInput))) {
        yield { rows: [row as R] }
      }
    },
  }
}

/** `node:sqlite` binds every number as a float, which a text column would keep as `5.0`. */
function toInput(value: unknown): SQLInputValue {
  return Number.isSafeInteger(value) ? BigInt(value as number) : (value as SQLInputValue)
}
