import type { PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type { Pool, PoolClient, QueryConfig } from 'pg'
import { Undone } from '../transact.ts'
import { patiently } from '../patiently.ts'
import { isPassing, toFault, whatBroke } from './postgres-fault.ts'
import { answerInMs, mostConnections } from './postgres-pool.ts'
import { preparedName } from './prepared-statements.ts'

/** Says of a transaction that it may take as long as it needs: it changes tables, before the line is open. */
export const unhurried = 'set local statement_timeout = 0'

const longestInMs = 2 ** 31 - 1

/** While the server is only just starting, or has no place. */
const pauseInMs = 50

/** Half of what a caller's turn waits for the core. */
const patienceInMs = 1_500

/** All that the pool has may be of no use any longer; a new one is. */
const mostSendings = mostConnections + 1

/**
 * Lends a connection of the pool. One that turns out to be lost is changed for another where nothing can have
 * happened yet: before a transaction, or at a statement that only reads. Where it is lost inside a transaction,
 * that is `Undone`; at the very commit nobody knows, and it is the fault alone.
 */
export async function lendConnection(pool: Pool): Promise<PostgresPoolClient> {
  let client: PoolClient | undefined = await connect(pool, patienceInMs)
  let isInTransaction = false
  let isUnhurried = false
  let isBroken = false

  const release = (destroy = false): void => {
    client?.release(destroy || isBroken)
    client = undefined
  }

  const send = async (text: string, values: readonly unknown[]): Promise<unknown> => {
    client ??= await connect(pool, patienceInMs)
    const name = preparedName(text, values)
    const result = await client.query({
      text,
      values: [...values],
      ...(name !== undefined && { name }),
      query_timeout: isUnhurried ? longestInMs : answerInMs,
    } as QueryConfig)
    if (/^(begin|start)/.test(text)) isInTransaction = true
    else if (/^(commit|rollback)$/.test(text)) isInTransaction = isUnhurried = false
    else if (text === unhurried) isUnhurried = true
    return result
  }

  /** What to throw, or nothing where nothing has happened and it may be said once more. */
  const refusalOf = (error: unknown, text: string): unknown => {
    const broken = whatBroke(error)
    isBroken ||= broken !== undefined
    if (broken === undefined || broken === 'patience') return toFault(error)
    if (isInTransaction) return text === 'commit' ? toFault(error) : undone(error)
    return broken === 'plan' || isHarmless(text) ? undefined : toFault(error)
  }

  const query = async (text: string, values: readonly unknown[] = []): Promise<unknown> => {
    if (isBroken && text === 'rollback') return rolledBack
    for (let sendings = 1; ; sendings += 1) {
      try {
        return await send(text, values)
      } catch (error) {
        const refusal = refusalOf(error, text)
        if (refusal !== undefined || sendings === mostSendings) throw refusal ?? toFault(error)
        release()
        isBroken = false
      }
    }
  }

  return { query: query as PostgresPoolClient['query'], release }
}

/** A connection, or the fault why there is none. */
export async function connect(pool: Pool, patience: number): Promise<PoolClient> {
  try {
    return await patiently({ isPassing, pauseInMs, longestInMs: patience }, () => pool.connect())
  } catch (error) {
    throw toFault(error)
  }
}

const rolledBack: PostgresQueryResult<unknown> = { command: 'ROLLBACK', rowCount: 0, rows: [] }

function undone(error: unknown): Undone {
  return new Undone('The connection was lost.', error)
}

/** What may be said once more on another connection: it changes nothing. */
function isHarmless(statement: string): boolean {
  return /^\s*(begin|start|select)\b/i.test(statement)
}
