import type { PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type { Pool, PoolClient } from 'pg'
import { Undone } from '../transact.ts'
import { patiently } from './patiently.ts'
import { isConnectionLost, toFault } from './postgres-fault.ts'
import { answerInMs } from './postgres-pool.ts'

/** Says of a transaction that it may take as long as it needs: it changes tables, before the line is open. */
export const unhurried = 'set local statement_timeout = 0'

const longestInMs = 2 ** 31 - 1

/** Half of what a caller's turn waits for the core. */
const patienceInMs = 1_500

const mostSendings = 3

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
    const patience = { query_timeout: isUnhurried ? longestInMs : answerInMs }
    const result = await client.query({ text, values: [...values], ...patience })
    if (/^(begin|start)/.test(text)) isInTransaction = true
    else if (/^(commit|rollback)$/.test(text)) isInTransaction = isUnhurried = false
    else if (text === unhurried) isUnhurried = true
    return result
  }

  const query = async (text: string, values: readonly unknown[] = []): Promise<unknown> => {
    if (isBroken && text === 'rollback') return rolledBack
    for (let sendings = 1; ; sendings += 1) {
      try {
        return await send(text, values)
      } catch (error) {
        const isLost = isConnectionLost(error)
        isBroken ||= isLost || isUnanswered(error)
        if (!isLost) throw toFault(error)
        if (isInTransaction) throw text === 'commit' ? toFault(error) : undone(error)
        if (!isHarmless(text) || sendings === mostSendings) throw toFault(error)
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
    return await patiently(patience, () => pool.connect())
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

function isUnanswered(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout'
}
