import { format, parse } from 'node:path'
import type { CallStore } from '../calls/call-store.ts'
import type { Tallies } from '../calls/counting.ts'
import type { Settings } from '../config.ts'
import { createTallies } from '../stores/memory/tallies.ts'
import { openCallStore } from '../stores/sqlite/call-store.ts'
import type { Log } from '../telemetry/log.ts'

/** Where calls are kept, and tries are counted. */
export type CallBooks = { readonly callStore: CallStore; readonly tallies: Tallies }

/** Opens them in Redis; or the calls in a file of their own, so that ledger and calls do not wait for each other. */
export async function openCalls(
  { database, redis }: Pick<Settings, 'database' | 'redis'>,
  log: Log,
): Promise<CallBooks> {
  if (redis !== undefined) return openInRedis(redis, log)
  return { callStore: await openCallStore(callFileOf(database)), tallies: createTallies() }
}

/** What speaks with Redis is loaded only here: that takes longer than all the rest of the line. */
async function openInRedis(address: NonNullable<Settings['redis']>, log: Log): Promise<CallBooks> {
  const [{ openRedis }, { flawsOf }, { createCallStore }, counted] = await Promise.all([
    import('../stores/redis/open-redis.ts'),
    import('../stores/redis/flaws.ts'),
    import('../stores/redis/call-store.ts'),
    import('../stores/redis/tallies.ts'),
  ])
  const redis = await openRedis(address)
  try {
    for (const flaw of await flawsOf(redis)) log.warn({ flaw }, 'Redis is not set up for calls')
    return { callStore: createCallStore(redis), tallies: counted.createTallies(redis) }
  } catch (error) {
    await redis.close()
    throw error
  }
}

/** Where the calls lie: beside the ledger's `data/activation-line.db` in `data/activation-line-calls.db`. */
function callFileOf(database: Settings['database']): string {
  if (database.kind === 'postgres') return 'data/activation-line-calls.db'
  const { dir, name, ext } = parse(database.file)
  return format({ dir, name: `${name}-calls`, ext })
}
