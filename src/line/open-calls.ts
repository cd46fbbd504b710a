import { format, parse } from 'node:path'
import type { CallStore } from '../calls/call-store.ts'
import type { Tallies } from '../calls/counting.ts'
import type { Settings } from '../config.ts'
import type { DeskStore } from '../operators/desk/desk-store.ts'
import { createTallies } from '../stores/memory/tallies.ts'
import { openCallStore } from '../stores/sqlite/call-store.ts'
import { openDeskStore } from '../stores/sqlite/desk-store.ts'
import type { Log } from '../telemetry/log.ts'

/** Where calls are kept, and who waits for a person, and where tries are counted. `closeCalls` closes it all. */
export type CallBooks = {
  readonly callStore: CallStore
  readonly deskStore: DeskStore
  readonly tallies: Tallies
  readonly closeCalls: () => Promise<void>
}

/** Opens them in Redis; or the calls in a file of their own, so that ledger and calls do not wait for each other. */
export async function openCalls(
  { database, redis }: Pick<Settings, 'database' | 'redis'>,
  log: Log,
): Promise<CallBooks> {
  if (redis !== undefined) return openInRedis(redis, log)
  const file = callFileOf(database)
  const callStore = await openCallStore(file)
  const deskStore = await openDeskStore(file)
  return { ...booksOf(callStore, deskStore), tallies: createTallies() }
}

function booksOf(callStore: CallStore, deskStore: DeskStore): Omit<CallBooks, 'tallies'> {
  const closeCalls = async (): Promise<void> => {
    await deskStore.close()
    await callStore.close()
  }
  return { callStore, deskStore, closeCalls }
}

/** What speaks with Redis is loaded only here: that takes longer than all the rest of the line. */
async function openInRedis(address: NonNullable<Settings['redis']>, log: Log): Promise<CallBooks> {
  const [{ openRedis }, { flawsOf }, { createCallStore }, desk, counted] = await Promise.all([
    import('../stores/redis/open-redis.ts'),
    import('../stores/redis/flaws.ts'),
    import('../stores/redis/call-store.ts'),
    import('../stores/redis/desk-store.ts'),
    import('../stores/redis/tallies.ts'),
  ])
  const redis = await openRedis(address)
  try {
    for (const flaw of await flawsOf(redis)) log.warn({ flaw }, 'Redis is not set up for calls')
    const deskStore = desk.createDeskStore(redis, Date.now())
    return { ...booksOf(createCallStore(redis), deskStore), tallies: counted.createTallies(redis) }
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
