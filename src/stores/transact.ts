import { setTimeout as pause } from 'node:timers/promises'
import type { Kysely, Transaction } from 'kysely'
import { Fault } from '../base/faults.ts'

/** The fault `database-unusable` of a transaction of which, as is certain, nothing was kept. */
export class Undone extends Fault {
  constructor(detail: string, cause: unknown) {
    super('database-unusable', detail, { cause })
  }
}

/** More than a pool has connections, each of which may turn out to be of no use. */
const mostTimes = 15
const longestPauseInMs = 100

/**
 * Does `work` in a transaction, and all of it again where the engine undid it (others changed the same rows, or
 * the connection broke before the end), fifteen times at most. So `work` must do nothing outside its transaction.
 */
export async function transact<Tables, T>(
  db: Kysely<Tables>,
  work: (transaction: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  for (let times = 1; ; times += 1) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (!(error instanceof Undone) || times === mostTimes) throw error
      // By chance, so that those who met do not meet again.
      await pause(Math.random() * Math.min(longestPauseInMs, 2 ** times))
    }
  }
}
