/**
 * Servers of Redis for tests: `keepRedis('single' | 'sentinel' | 'cluster')` starts them on free ports of 127.0.0.1,
 * with a password and `appendonly yes`; they end with `close`, or with this process. `env` is how a line is told of
 * them. Servers have names: `redis` alone, or `redis-1` and so on, and `sentinel-1` to `sentinel-3`.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { RedisAddress } from '../../src/stores/redis/redis-address.ts'
import type { Kept, Order, Reply } from './redis-keeper.ts'
import { primaryName, type TopologyName } from './redis-topologies.ts'

export type Redises = {
  readonly address: RedisAddress
  /** The settings of a line whose calls lie there. */
  readonly env: Readonly<Record<string, string>>
  readonly names: readonly string[]
  /** Ends a server at once and unasked, as a crash does. */
  readonly kill: (name: string) => Promise<void>
  /** After `kill`, at the same address and with what it had kept. */
  readonly start: (name: string) => Promise<void>
  /** Such as `SIGSTOP` and `SIGCONT`. */
  readonly signal: (name: string, signal: NodeJS.Signals) => Promise<void>
  /** Says one command to one server. */
  readonly tell: (name: string, command: readonly string[]) => Promise<unknown>
  /** The names of the servers that can be written now. */
  readonly primaries: () => Promise<readonly string[]>
  /** The server that can be written now and keeps this key. */
  readonly primaryOf: (key: string) => Promise<string>
  /** Forgets everything. */
  readonly clear: () => Promise<void>
  /** Lets all that expires do so earlier, as if so much time had gone. */
  readonly age: (ms: number) => Promise<void>
  readonly close: () => Promise<void>
}

const keeper = fileURLToPath(new URL('redis-keeper.ts', import.meta.url))

/** With `more` in the command line of every server that keeps data, such as `--maxmemory 5mb`. */
export async function keepRedis(
  topology: TopologyName,
  more: readonly string[] = [],
): Promise<Redises> {
  const child = spawn(process.execPath, [keeper, topology, ...more], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  })
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]()
  const hear = async (): Promise<unknown> => {
    const { value } = await answers.next()
    const reply = JSON.parse(value ?? '{"wrong":"Redis does not start"}') as Reply
    if ('wrong' in reply) throw new Error(reply.wrong)
    return reply.value
  }
  // One at a time: answers come in the order of the questions.
  let last: Promise<unknown> = Promise.resolve()
  const order = (one: Order): Promise<unknown> => {
    const answered = last.then(() => {
      child.stdin.write(`${JSON.stringify(one)}\n`)
      return hear()
    })
    last = answered.catch(() => {})
    return answered
  }
  const kept = (await hear()) as Kept
  return { ...waysOf(kept, order), ...addressOf(topology, kept), close }

  async function close(): Promise<void> {
    const gone = once(child, 'exit')
    child.stdin.end()
    await gone
  }
}

type Ways = Omit<Redises, 'address' | 'env' | 'close'>

function waysOf({ servers }: Kept, order: (one: Order) => Promise<unknown>): Ways {
  const names = servers.map(({ name }) => name)
  const tell: Ways['tell'] = (name, command) => order({ kind: 'tell', name, command })
  const signal: Ways['signal'] = async (name, which) =>
    void (await order({ kind: 'signal', name, signal: which }))

  const primaries = async (): Promise<readonly string[]> => {
    const data = names.filter((name) => name.startsWith('redis'))
    const roles = await Promise.all(data.map((name) => tell(name, ['ROLE']).catch(() => undefined)))
    return data.filter((_, index) => Array.isArray(roles[index]) && roles[index][0] === 'master')
  }

  const primaryOf = async (key: string): Promise<string> => {
    const all = await primaries()
    const alone = all[0]
    if (alone === undefined) throw new Error('there is no primary')
    if (all.length === 1) return alone
    const slot = Number(await tell(alone, ['CLUSTER', 'KEYSLOT', key]))
    const ranges = (await tell(alone, ['CLUSTER', 'SLOTS'])) as readonly SlotRange[]
    const port = ranges.find(([first, until]) => first <= slot && slot <= until)?.[2][1]
    return servers.find((server) => server.port === port)?.name ?? alone
  }

  const tellPrimaries = async (command: readonly string[]): Promise<void> => {
    for (const name of await primaries()) await tell(name, command)
  }

  return {
    names,
    kill: (name) => signal(name, 'SIGKILL'),
    start: async (name) => void (await order({ kind: 'start', name })),
    signal,
    tell,
    primaries,
    primaryOf,
    clear: () => tellPrimaries(['FLUSHALL']),
    age: (ms) => tellPrimaries(['EVAL', ageing, '0', String(ms)]),
  }
}

type SlotRange = readonly [number, number, readonly [string, number]]

const ageing = `
for _, key in ipairs(redis.call('KEYS', '*')) do
  local left = redis.call('PTTL', key)
  if left > 0 then redis.call('PEXPIRE', key, left - ARGV[1]) end
end`

function addressOf(
  topology: TopologyName,
  { password, ports }: Kept,
): Pick<Redises, 'address' | 'env'> {
  const access = { user: undefined, password, isEncrypted: false, database: 0 }
  const places = ports.map((port) => ({ host: '127.0.0.1', port }))
  const [first = { host: '', port: 0 }, ...others] = places
  const nodes = others.map(({ host, port }) => `${host}:${port}`).join(',')
  const env = {
    REDIS_URL: `redis://:${password}@127.0.0.1:${first.port}`,
    REDIS_MODE: topology,
    ...(nodes !== '' && { REDIS_NODES: nodes }),
  }
  switch (topology) {
    case 'single':
      return { address: { ...access, mode: 'single', place: first }, env }
    case 'cluster':
      return { address: { ...access, mode: 'cluster', places }, env }
    case 'sentinel':
      return {
        address: { ...access, mode: 'sentinel', sentinels: places, master: primaryName },
        env: { ...env, REDIS_SENTINEL_MASTER: primaryName },
      }
  }
}
