/** `npm run bench activations`: what an activation costs, beside the same rows written by hand. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { DatabaseAddress } from '../../src/stores/open-database.ts'
import { openLineAt } from '../activation/line.ts'
import { keepCluster } from '../support/postgres-own.ts'
import type { Took } from './activations/run.ts'
import { median, quantile, show, spread, table } from './statistics.ts'

const rounds = 5
const program = new URL('activations/run.ts', import.meta.url).pathname

const kinds = ['floor', 'books', 'all', 'one key'] as const
type Kind = (typeof kinds)[number]

const words: Readonly<Record<Kind, string>> = {
  floor: 'the same rows, written by hand',
  books: 'an activation without its signature',
  all: 'an activation with its signature',
  'one key': 'without signature, all of one key',
}

/** Five rounds in which all take turns, after one that only warms up; 64 at a time, the client on one core. */
export async function activations(args: readonly string[]): Promise<void> {
  const count = Number(args[args.indexOf('--count') + 1] ?? '') || 2_000
  const folder = mkdtempSync(join(tmpdir(), 'activation-line-bench-'))
  const cluster = await keepCluster()
  try {
    const engines: readonly DatabaseAddress[] = [
      { kind: 'sqlite', file: join(folder, 'ledger.db') },
      { kind: 'postgres', url: cluster.url },
    ]
    for (const address of engines) console.log(`\n${await measure(address, count)}`)
  } finally {
    await cluster.close()
    rmSync(folder, { recursive: true })
  }
}

async function measure(address: DatabaseAddress, count: number): Promise<string> {
  const line = await openLineAt(address)
  const took = new Map<Kind, Took[]>(kinds.map((kind) => [kind, []]))
  for (let round = 0; round <= rounds; round += 1) {
    for (const kind of kinds) {
      const keys = kind === 'one key' ? 1 : Math.ceil(count / 5)
      const [first] = await line.mint('mak', count, keys)
      const measured = await runActivations(address, kind, { count, first: first?.serial ?? 0 })
      if (round > 0) took.get(kind)?.push(measured)
    }
  }
  await line.close()
  const rate = (kind: Kind): number =>
    median((took.get(kind) ?? []).map(({ inMs }) => (1_000 * count) / inMs))
  const rows = [...took].map(([kind, all]) => [
    words[kind],
    show(rate(kind)),
    spread(all.map(({ inMs }) => (1_000 * count) / inMs)),
    show(rate(kind) / rate('floor'), 2),
    show(median(all.map(({ each }) => median(each))), 1),
    show(median(all.map(({ each }) => quantile(each, 0.99))), 1),
    show(median(all.map(({ processorInMs }) => processorInMs / count)), 2),
  ])
  const head = [
    address.kind,
    'a second',
    'least–most',
    'ratio',
    'p50 ms',
    'p99 ms',
    'processor ms each',
  ]
  return table([head, ...rows])
}

/** Runs activations in a process of their own, on one core. */
export async function runActivations(
  address: DatabaseAddress,
  kind: Kind,
  options: {
    readonly count: number
    readonly first: number
    readonly stride?: number
    readonly atATime?: number
  },
): Promise<Took> {
  const { count, first, stride = 1, atATime = 64 } = options
  const args = [JSON.stringify(address), kind, ...[count, first, stride, atATime].map(String)]
  const { stdout } = await promisify(execFile)(
    'taskset',
    ['-c', '0', process.execPath, program, ...args],
    { maxBuffer: 64 * 1024 * 1024 },
  )
  return JSON.parse(stdout) as Took
}
