/**
 * `npm run bench load`: whole scripted calls in open loop, at so many turns a second, whatever becomes of those before;
 * one replica and two, calls in Redis, the ledger in Postgres. `load [--rates 50,200,500,1000] [--seconds 8]`
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { keepCluster } from '../support/postgres-own.ts'
import { keepRedis } from '../support/redis.ts'
import { divideCores, prepareLine, startLine, type Server } from './ladder/servers.ts'
import { webhooksOf, type Webhook } from './ladder/webhooks.ts'
import { sendInTurn, sendOpen, type Answered } from './load/open-loop.ts'
import { quantile, show, table } from './statistics.ts'

/** A rate has held if it failed nobody, put nobody off, and kept 99 of 100 waiting no longer than this. */
const longestInMs = 1_000

/** How often the highest rate is looked for between one that held and one that did not. */
const searches = 3

export async function load(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rates: { type: 'string', default: '50,200,500,1000' },
      seconds: { type: 'string', default: '8' },
    },
  })
  divideCores()
  const folder = mkdtempSync(join(tmpdir(), 'activation-line-bench-'))
  const [redis, postgres] = await Promise.all([keepRedis('single'), keepCluster()])
  try {
    const env = { ...(await prepareLine(folder, postgres.url)), ...redis.env }
    for (const replicas of [1, 2]) {
      const servers: Server[] = []
      while (servers.length < replicas) servers.push(await startLine(env))
      try {
        const rates = values.rates.split(',').map(Number)
        console.log(`\n${await climb(servers, rates, Number(values.seconds))}`)
      } finally {
        await Promise.all(servers.map((server) => server.stop()))
      }
    }
  } finally {
    await Promise.all([redis.close(), postgres.close()])
    rmSync(folder, { recursive: true })
  }
}

async function climb(
  servers: readonly Server[],
  rates: readonly number[],
  seconds: number,
): Promise<string> {
  const ports = servers.map(({ port }) => port)
  const run = (perSecond: number): Promise<Held> => hold(ports, perSecond, seconds)
  // Warms up.
  await run(100)
  const all: Held[] = []
  for (const rate of rates) all.push(await run(rate))
  for (let search = 0; search < searches; search += 1) {
    const held = highest(all)
    const lost = Math.min(...all.filter((one) => !one.isHeld).map(({ perSecond }) => perSecond))
    all.push(await run(Math.round(lost === Infinity ? held * 1.3 : (held + lost) / 2)))
  }
  const head = ['turns a second', 'p50 ms', 'p90', 'p99', 'p99.9', 'signing, p50', 'p99']
  const rows = all.toSorted((a, b) => a.perSecond - b.perSecond).map(({ row }) => row)
  return `${table([[...head, 'failed or put off', 'calls ended'], ...rows])}

${servers.length === 1 ? 'One replica' : `${servers.length} replicas`}: ${show(highest(all))} turns a second held.`
}

type Held = {
  readonly perSecond: number
  readonly isHeld: boolean
  readonly row: readonly string[]
}

function highest(all: readonly Held[]): number {
  return Math.max(0, ...all.filter((one) => one.isHeld).map(({ perSecond }) => perSecond))
}

let nth = 0

/** Calls are in all their places from the beginning on: what came before in the first ones is sent before. */
async function hold(ports: readonly number[], perSecond: number, seconds: number): Promise<Held> {
  const signing = new Set<Webhook>()
  const calls = Array.from({ length: perSecond + Math.ceil((perSecond * seconds) / 14) }, () => {
    const { ring, groups, last, readBack } = webhooksOf((nth += 1))
    for (const webhook of last) signing.add(webhook)
    return [...ring, ...groups, ...last, ...readBack]
  })
  const place = (index: number, length: number): number =>
    index < perSecond ? (index * 7) % length : 0
  const before = calls.map((call, index) => call.slice(0, place(index, call.length)))
  await sendInTurn(ports, before)
  const sequences = calls.map((call, index) => call.slice(place(index, call.length)))
  const answered = await sendOpen({ ports, sequences, perSecond, seconds })

  const ms = (which: (one: Answered) => boolean): readonly number[] =>
    answered.filter(which).map((one) => one.ms)
  const turns = ms(({ webhook }) => !signing.has(webhook))
  const signed = ms(({ webhook }) => signing.has(webhook))
  const failed = answered.filter(({ isFailed }) => isFailed).length
  const p99 = quantile(turns, 0.99)
  return {
    perSecond,
    isHeld: failed === 0 && p99 <= longestInMs,
    row: [
      show(perSecond),
      ...[0.5, 0.9, 0.99, 0.999].map((share) => show(quantile(turns, share), 1)),
      ...[0.5, 0.99].map((share) => show(quantile(signed, share), 1)),
      show(failed),
      show(answered.filter(({ isEnd }) => isEnd).length),
    ],
  }
}
