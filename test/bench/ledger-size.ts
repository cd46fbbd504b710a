/** `npm run bench ledger-size`: activations in a ledger of years, beside the same in an empty one. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { DatabaseAddress } from '../../src/stores/open-database.ts'
import { openLineAt } from '../activation/line.ts'
import { keepCluster } from '../support/postgres-own.ts'
import { runActivations } from './activations.ts'
import { fillBooks, type Size } from './activations/fill.ts'
import type { Took } from './activations/run.ts'
import { median, quantile, show, table } from './statistics.ts'

const rounds = 5
const count = 1_000
const atATime = 8
const machinesOfAKey = 5

type Pair = { readonly empty: DatabaseAddress; readonly full: DatabaseAddress }

export async function ledgerSize(args: readonly string[]): Promise<void> {
  const given = (name: string, or: number): number =>
    args.includes(name) ? Number(args[args.indexOf(name) + 1]) : or
  const keys = given('--keys', 1_000_000)
  const size = { keys, activations: given('--activations', 5 * keys) }
  const folder = mkdtempSync(join(tmpdir(), 'activation-line-bench-'))
  const cluster = await keepCluster()
  try {
    await createDatabase(cluster.url, 'filled')
    const full = new URL(cluster.url)
    full.pathname = 'filled'
    const pairs: readonly Pair[] = [
      {
        empty: { kind: 'sqlite', file: join(folder, 'empty.db') },
        full: { kind: 'sqlite', file: join(folder, 'full.db') },
      },
      {
        empty: { kind: 'postgres', url: cluster.url },
        full: { kind: 'postgres', url: full.href },
      },
    ]
    for (const pair of pairs) console.log(`\n${await measure(pair, size)}`)
  } finally {
    await cluster.close()
    rmSync(folder, { recursive: true })
  }
}

async function createDatabase(url: string, name: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
}

async function measure({ empty, full }: Pair, size: Size): Promise<string> {
  const line = await openLineAt(empty)
  const other = await openLineAt(full)
  const bytes = await fillBooks(full, size)

  const took: { readonly empty: Took[]; readonly full: Took[] } = { empty: [], full: [] }
  // Keys all over the table are asked for.
  const stride = Math.floor((size.keys - rounds - 1) / (count / machinesOfAKey))
  for (let round = 0; round <= rounds; round += 1) {
    const [minted] = await line.mint('mak', 10, count / machinesOfAKey)
    const inEmpty = { count, first: minted?.serial ?? 0, atATime }
    const emptyTook = await runActivations(empty, 'books', inEmpty)
    const inFull = { count, first: 1 + round, stride, atATime }
    const fullTook = await runActivations(full, 'books', inFull)
    if (round === 0) continue
    took.empty.push(emptyTook)
    took.full.push(fullTook)
  }
  await Promise.all([line.close(), other.close()])

  const at = (all: readonly Took[], share: number): number =>
    median(all.map(({ each }) => quantile(each, share)))
  const rows = (['empty', 'full'] as const).map((which) => [
    which === 'empty'
      ? 'an empty ledger'
      : `${show(size.keys)} keys, ${show(size.activations)} activations`,
    show(at(took[which], 0.5), 1),
    show(at(took[which], 0.99), 1),
    show(at(took[which], 0.99) / at(took.empty, 0.99), 2),
    which === 'empty' ? '' : show(bytes),
  ])
  return table([[full.kind, 'p50 ms', 'p99 ms', 'ratio of p99', 'bytes an activation'], ...rows])
}
