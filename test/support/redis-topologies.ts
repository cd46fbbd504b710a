/** Every way in which Redis is run for the line: one server, a primary with replicas and sentinels, a Cluster. */
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Ports, type RedisServer, startServer } from './redis-server.ts'

export type TopologyName = 'single' | 'sentinel' | 'cluster'

export type Topology = {
  readonly servers: readonly RedisServer[]
  readonly password: string
  /** Of those that say where the others are, or of all. */
  readonly ports: readonly number[]
}

type Base = { readonly folder: string; readonly more: readonly string[] }

/** The name by which the sentinels know the primary. */
export const primaryName = 'calls'

export function startTopology(
  name: TopologyName,
  folder: string,
  more: readonly string[],
): Promise<Topology> {
  const start = { single: startSingle, sentinel: startSentinel, cluster: startCluster }[name]
  return start({ folder, more })
}

const startSingle = async (base: Base): Promise<Topology> => {
  const password = newPassword()
  const server = await startServer({
    name: 'redis',
    folder: base.folder,
    password,
    args: (ports) => keeping(ports, password, base.more),
  })
  return { servers: [server], password, ports: [server.port] }
}

async function startSentinel({ folder, more }: Base): Promise<Topology> {
  const password = newPassword()
  const primary = await startServer({
    name: 'redis-1',
    folder,
    password,
    args: (ports) => keeping(ports, password, more),
  })
  const follow = ['--replicaof', '127.0.0.1', String(primary.port)]
  const replicas = await Promise.all(
    ['redis-2', 'redis-3'].map((name) =>
      startServer({
        name,
        folder,
        password,
        args: (ports) => keeping(ports, password, [...follow, ...more]),
      }),
    ),
  )
  await until(async () => /connected_slaves:2/.test(await infoOf(primary)))
  const sentinels = await Promise.all(
    ['sentinel-1', 'sentinel-2', 'sentinel-3'].map((name) =>
      startServer({
        name,
        folder,
        args: (ports) => [watching(ports, primary.port, password), '--sentinel'],
      }),
    ),
  )
  for (const sentinel of sentinels)
    await until(async () => {
      const said = (await sentinel.tell(['SENTINEL', 'MASTER', primaryName])) as Told
      return told(said, 'num-slaves') === '2' && told(said, 'num-other-sentinels') === '2'
    })
  return {
    servers: [primary, ...replicas, ...sentinels],
    password,
    ports: sentinels.map(({ port }) => port),
  }
}

async function startCluster({ folder, more }: Base): Promise<Topology> {
  const password = newPassword()
  const buses = new Map<string, number>()
  const servers = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((number) => {
      const name = `redis-${number}`
      return startServer({
        name,
        folder,
        password,
        args: (ports) => {
          buses.set(name, ports.bus)
          return keeping(ports, password, [...clustered(ports), ...more])
        },
      })
    }),
  )
  const [first] = servers
  if (first === undefined) throw new Error('there is no server')
  const primaries = servers.slice(0, 3)
  for (const [index, one] of primaries.entries()) {
    await one.tell(['CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1)])
    await one.tell(['CLUSTER', 'ADDSLOTSRANGE', ...(ranges[index] ?? [])])
  }
  for (const { name, port } of servers.slice(1))
    await first.tell(['CLUSTER', 'MEET', '127.0.0.1', String(port), String(buses.get(name))])
  for (const one of servers)
    await until(async () => /cluster_known_nodes:6/.test(await clusterInfoOf(one)))
  for (const [index, one] of primaries.entries()) {
    const id = String(await one.tell(['CLUSTER', 'MYID']))
    const replica = servers[index + 3]
    await until(() => replica?.tell(['CLUSTER', 'REPLICATE', id]).then(() => true))
  }
  for (const one of servers)
    await until(
      async () =>
        /cluster_state:ok/.test(await clusterInfoOf(one)) &&
        /role:master|master_link_status:up/.test(await infoOf(one)),
    )
  return { servers, password, ports: servers.map(({ port }) => port) }
}

const ranges = [
  ['0', '5460'],
  ['5461', '10922'],
  ['10923', '16383'],
]

/** Small, but otherwise as in production: with a password, and what is written is on the disk in a second. */
function keeping(
  { port, folder }: Ports,
  password: string,
  more: readonly string[],
): readonly string[] {
  const settings = {
    bind: '127.0.0.1',
    port: String(port),
    dir: folder,
    requirepass: password,
    masterauth: password,
    appendonly: 'yes',
    save: '',
    daemonize: 'no',
    logfile: '',
    'repl-diskless-sync-delay': '0',
  }
  return [...inLine(settings), ...more]
}

function clustered({ bus }: Ports): readonly string[] {
  return inLine({
    'cluster-enabled': 'yes',
    'cluster-port': String(bus),
    'cluster-node-timeout': '1000',
    'cluster-replica-validity-factor': '0',
  })
}

function inLine(settings: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value])
}

/** Sentinels write into their own file what they learn. */
function watching({ port, folder }: Ports, primary: number, password: string): string {
  const file = join(folder, 'sentinel.conf')
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${folder}`,
    `sentinel monitor ${primaryName} 127.0.0.1 ${primary} 2`,
    `sentinel auth-pass ${primaryName} ${password}`,
    `sentinel down-after-milliseconds ${primaryName} 500`,
    `sentinel failover-timeout ${primaryName} 2000`,
  ]
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 })
  return file
}

type Told = Readonly<Record<string, string>> | readonly string[]

/** A value of a reply, which is a map or, in the older protocol, names and values in turn. */
function told(reply: Told, name: string): string | undefined {
  if (!Array.isArray(reply)) return (reply as Readonly<Record<string, string>>)[name]
  const list = reply as readonly string[]
  return list[list.indexOf(name) + 1]
}

async function infoOf(server: RedisServer): Promise<string> {
  return String(await server.tell(['INFO', 'replication']))
}

async function clusterInfoOf(server: RedisServer): Promise<string> {
  return String(await server.tell(['CLUSTER', 'INFO']))
}

function newPassword(): string {
  return randomBytes(16).toString('hex')
}

const longestInMs = 30_000

async function until(holds: () => Promise<boolean | undefined> | undefined): Promise<void> {
  const begun = performance.now()
  for (;;) {
    const isSo = await Promise.resolve(holds()).catch(() => false)
    if (isSo === true) return
    if (performance.now() - begun > longestInMs) throw new Error('Redis does not come up')
    await pause(20)
  }
}
