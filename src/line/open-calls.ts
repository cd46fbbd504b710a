import { format, parse } from 'node:path'
import type { CallStore } from '../calls/call-store.ts'
import type { Settings } from '../config.ts'
import { createCallStore } from '../stores/redis/call-store.ts'
import { flawsOf } from '../stores/redis/flaws.ts'
import { openRedis } from '../stores/redis/open-redis.ts'
import { openCallStore } from '../stores/sqlite/call-store.ts'
import type { Log } from '../telemetry/log.ts'

/** Opens the call store: in Redis, or in a file of its own, so that ledger and calls do not wait for each other. */
export async function openCalls(
  { database, redis: address }: Pick<Settings, 'database' | 'redis'>,
  log: Log,
): Promise<CallStore> {
  if (address === undefined) return openCallStore(callFileOf(database))
  const redis = await openRedis(address)
  for (const flaw of await flawsOf(redis)) log.warn({ flaw }, 'Redis is not set up for calls')
  return createCallStore(redis)
}

/** Where the calls lie: beside the ledger's `data/activation-line.db` in `data/activation-line-calls.db`. */
function callFileOf(database: Settings['database']): string {
  if (database.kind === 'postgres') return 'data/activation-line-calls.db'
  const { dir, name, ext } = parse(database.file)
  return format({ dir, name: `${name}-calls`, ext })
}
