import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServedNumber } from '../../src/calls/numbers-file.ts'
import type { Ledger } from '../../src/activation/ledger.ts'
import { demoNumbers } from '../../src/line/served.ts'
import type { Line } from '../../src/phone/index.ts'
import { loadScripts } from '../../src/scripts/load-scripts.ts'
import { openLedger } from '../../src/stores/ledger/ledger.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { openBalancer, type Balancer, type BalancerOptions } from './balancer.ts'
import type { Cluster } from './postgres-cluster.ts'
import { keepCluster } from './postgres-own.ts'
import type { TopologyName } from './redis-topologies.ts'
import { keepRedis, type Redises } from './redis.ts'
import { keepReplica, type Replica } from './replica.ts'
import { fillLedger, masterKey } from './whole-line.ts'

/** A line as it runs in production: processes of it behind a balancer, calls in Redis, the ledger in Postgres. */
export type Fleet = {
  readonly replicas: readonly Replica[]
  readonly balancer: Balancer
  readonly redis: Redises
  readonly postgres: Cluster
  /** As the simulated telephone knows it, by way of the balancer. */
  readonly line: Line
  /** One in each country that has a script. */
  readonly numbers: readonly ServedNumber[]
  readonly close: () => Promise<void>
}

export type FleetOptions = Pick<BalancerOptions, 'mishap'> & {
  readonly replicas: number
  readonly topology: TopologyName
  /** What is done with the ledger, beside the keys of `whole-line.ts`, before the line runs. */
  readonly prepare?: (ledger: Ledger) => Promise<void>
}

const line = {
  url: 'https://line.example',
  token: 'token-of-the-tests',
  accountSid: `AC${'0'.repeat(32)}`,
}

/** Does the work on a fleet all of whose replicas are open; whatever comes of it, the fleet is closed. */
export async function withFleet<T>(
  options: FleetOptions,
  work: (fleet: Fleet) => Promise<T>,
): Promise<T> {
  const fleet = await openFleet(options)
  try {
    return await work(fleet)
  } finally {
    await fleet.close()
  }
}

async function openFleet(options: FleetOptions): Promise<Fleet> {
  const folder = mkdtempSync(join(tmpdir(), 'activation-line-fleet-'))
  const [postgres, redis] = await Promise.all([keepCluster(), keepRedis(options.topology)])
  const database = await openDatabase({ kind: 'postgres', url: postgres.url })
  const ledger = await openLedger(database)
  await fillLedger(ledger)
  await options.prepare?.(ledger)
  await database.destroy()

  const numbers = demoNumbers(
    loadScripts({ scriptsFolder: 'voice-scripts', localesFolder: 'locales' }).scripts,
  ).filter(({ kind }) => kind !== 'text')
  const file = join(folder, 'numbers.yaml')
  writeFileSync(file, JSON.stringify(numbers))
  const settings = {
    PORT: '0',
    PUBLIC_URL: line.url,
    TWILIO_AUTH_TOKEN: line.token,
    MASTER_KEY: Buffer.from(masterKey).toString('hex'),
    DATABASE_URL: postgres.url,
    NUMBERS_FILE: file,
    API_RATE_PER_MINUTE: '0',
    DRAIN_SECONDS: '1',
    ...redis.env,
  }
  const replicas = Array.from({ length: options.replicas }, () => keepReplica(folder, settings))
  const balancer = await openBalancer({
    replicas: () => replicas.flatMap(({ port }) => port() ?? []),
    ...(options.mishap && { mishap: options.mishap }),
  })
  await balancer.areOpen(options.replicas)
  return {
    replicas,
    balancer,
    redis,
    postgres,
    line: { ...line, via: `http://127.0.0.1:${balancer.port}` },
    numbers,
    close: async () => {
      await balancer.close()
      await Promise.all(replicas.map((replica) => replica.close()))
      await Promise.all([redis.close(), postgres.close()])
      rmSync(folder, { recursive: true })
    },
  }
}
