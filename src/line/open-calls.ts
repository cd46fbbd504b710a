import { format, parse } from 'node:path'
import type { CallStore } from '../calls/call-store.ts'
import type { Settings } from '../config.ts'
import { openCallStore } from '../stores/sqlite/call-store.ts'
import type { Log } from '../telemetry/log.ts'

/** Opens the call store: in Redis, or in a file of its own, so that ledger and calls do not wait for each other. */
export function openCalls(
  { database, redis }: Pick<Settings, 'database' | 'redis'>,
  log: Log,
): Promise<CallStore> {
  return redis === undefined ? openCallStore(callFileOf(database)) : openInRedis(redis, log)
}

/** What speaks with Redis is loaded only here: that takes longer than all the rest of the line. */
async function openInRedis(address: NonNullable<Settings['redis']>, log: Log): Promise<CallStore> {
  const [{ openRedis }, { flawsOf }, { createCallStore }] = await Promise.all([
    import('../stores/redis/open-redis.ts'),
    import('../stores/redis/flaws.ts'),
    import('../stores/redis/call-store.ts'),
  ])
  const redis = await openRedis(address)
  try {
    for (const flaw of await flawsOf(redis)) log.warn({ flaw }, 'Redis is not set up for calls')
    return createCallStore(redis)
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
