/**
 * The ladder: what a request costs from a bare server up to a whole turn of the line, all on one core and
 * under the same webhooks. The rungs take turns, five times over, since the machine is seldom quiet.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { keepRedis } from '../support/redis.ts'
import { connections, send } from './ladder/load.ts'
import { compareOpen } from './ladder/open.ts'
import {
  divideCores,
  prepareLine,
  startLine,
  startRung,
  type Environment,
  type Server,
} from './ladder/servers.ts'
import { webhooksOf, type CallOfWebhooks, type Webhook } from './ladder/webhooks.ts'
import { median, show, spread, table } from './statistics.ts'

const runs = 5

type Rung = {
  readonly name: string
  readonly does: string
  readonly server: Server
  /** Calls a connection and run; a multiple of four. */
  readonly calls: number
}

const lower = [
  { name: 'bare', does: 'bare node:http, a fixed TwiML', calls: 80 },
  { name: 'express', does: 'Express, a fixed TwiML', calls: 40 },
  { name: 'checked', does: "Express, signature check, Twilio's builder", calls: 20 },
  { name: 'stored', does: 'the same, and load and save in the SQLite store', calls: 12 },
  { name: 'redis', does: 'as 3, and one GET and one SET in Redis', calls: 16 },
] as const

/** What was measured in one run: requests a second, and processor time of the server for each. */
type Rate = { readonly perSecond: number; readonly processorInMs: number }
type Rates = Readonly<Record<string, Rate>>

/** Runs the ladder and prints it. */
export async function ladder(): Promise<void> {
  const isDivided = divideCores()
  const folder = mkdtempSync(join(tmpdir(), 'activation-line-bench-'))
  const redis = await keepRedis('single')
  const rungs = await startAll(folder, redis.env)
  let calls = 0
  const next = (count: number): readonly CallOfWebhooks[] =>
    Array.from({ length: count }, () => webhooksOf((calls += 1)))

  const measured: Rates[] = []
  try {
    // The first run warms up and is not counted.
    for (let run = 0; run <= runs; run += 1) {
      const rates: Record<string, Rate> = {}
      for (const rung of rungs) {
        const lists = Array.from({ length: connections }, () => next(rung.calls))
        Object.assign(rates, await (isLine(rung) ? runLine : runLower)(rung, lists))
      }
      if (run > 0) measured.push(rates)
    }
    print(rungs, measured, isDivided)
    const [floor, ours] = ['redis', 'line-redis'].map((name) => found(rungs, name).server)
    if (floor !== undefined && ours !== undefined) console.log(await compareOpen(floor, ours, next))
  } finally {
    await Promise.all(rungs.map(({ server }) => server.stop()))
    await redis.close()
    rmSync(folder, { recursive: true })
  }
}

const isLine = ({ name }: Pick<Rung, 'name'>): boolean => name.startsWith('line')

function found(rungs: readonly Rung[], name: string): Rung {
  const rung = rungs.find((one) => one.name === name)
  if (rung === undefined) throw new Error(`there is no rung ${name}`)
  return rung
}

async function startAll(folder: string, redis: Environment): Promise<readonly Rung[]> {
  const own = (name: string): string => {
    mkdirSync(join(folder, name))
    return join(folder, name)
  }
  const rungs: Rung[] = []
  for (const rung of lower) {
    const place = rung.name === 'redis' ? redis['REDIS_URL'] : own(rung.name)
    rungs.push({ ...rung, server: await startRung(rung.name, place ?? '') })
  }
  const onSqlite = await startLine(await prepareLine(own('line')))
  const onRedis = await startLine({ ...(await prepareLine(own('line-redis'))), ...redis })
  return [
    ...rungs,
    { name: 'line', does: 'our whole turn, calls in SQLite', server: onSqlite, calls: 8 },
    { name: 'line-redis', does: 'our whole turn, calls in Redis', server: onRedis, calls: 12 },
  ]
}

type Lists = readonly (readonly CallOfWebhooks[])[]

const pick =
  (lists: Lists) =>
  (...parts: readonly (keyof CallOfWebhooks)[]): readonly (readonly Webhook[])[] =>
    lists.map((calls) => calls.flatMap((call) => parts.flatMap((part) => call[part])))

async function runLower({ name, server }: Rung, lists: Lists): Promise<Rates> {
  const webhooks = pick(lists)('ring', 'groups', 'last', 'readBack')
  return { [name]: rateOf([await timed(server, webhooks)]) }
}

/** The turns that sign are sent apart, between those before and those after them. */
async function runLine({ name, server }: Rung, lists: Lists): Promise<Rates> {
  const of = pick(lists)
  const ring = await timed(server, of('ring'))
  const groups = await timed(server, of('groups'))
  const last = await timed(server, of('last'))
  const readBack = await timed(server, of('readBack'))
  return {
    [name]: rateOf([ring, groups, readBack]),
    [`${name} ring`]: rateOf([ring]),
    [`${name} groups`]: rateOf([groups]),
    [`${name} last`]: rateOf([last]),
    [`${name} readBack`]: rateOf([readBack]),
  }
}

type Timed = { readonly count: number; readonly seconds: number; readonly processor: number }

async function timed(server: Server, lists: readonly (readonly Webhook[])[]): Promise<Timed> {
  const before = server.usedInSeconds()
  const seconds = await send(server.port, lists)
  return { count: lists.flat().length, seconds, processor: server.usedInSeconds() - before }
}

function rateOf(parts: readonly Timed[]): Rate {
  const sum = (name: keyof Timed): number => parts.reduce((total, part) => total + part[name], 0)
  return {
    perSecond: sum('count') / sum('seconds'),
    processorInMs: (1000 * sum('processor')) / sum('count'),
  }
}

function print(rungs: readonly Rung[], measured: readonly Rates[], isDivided: boolean): void {
  const of = (name: string, what: keyof Rate): readonly number[] =>
    measured.map((rates) => rates[name]?.[what] ?? NaN)
  const ratio = (name: string, to: string, what: keyof Rate): number =>
    median(of(name, what).map((value, run) => value / (of(to, what)[run] ?? NaN)))
  const row = (what: string, name: string): readonly string[] => [
    what,
    show(median(of(name, 'perSecond'))),
    spread(of(name, 'perSecond')),
    show(ratio(name, 'express', 'perSecond'), 2),
    show(median(of(name, 'processorInMs')), 3),
    show(1 / ratio(name, 'express', 'processorInMs'), 2),
  ]
  const head = [
    'rung',
    'requests/s',
    'least–most',
    'ratio',
    'processor ms each',
    'ratio by processor',
  ]
  const rows = rungs.flatMap((rung, at) => [
    row(`${at + 1} ${rung.does}`, rung.name),
    ...(isLine(rung) ? parts.map(([part, what]) => row(what, `${rung.name} ${part}`)) : []),
  ])
  console.log(`${table([head, ...rows])}\n`)
  const where = isDivided
    ? 'the servers on one core, load and Redis on the other'
    : 'cores not divided'
  console.log(
    `Median of ${runs} runs, ${connections} connections, ${where}; Node ${process.version}; load of the last 5 min ${show(loadavg()[1] ?? NaN, 1)}.`,
  )
  const kept = ratio('line-redis', 'redis', 'perSecond')
  const byProcessor = 1 / ratio('line-redis', 'redis', 'processorInMs')
  console.log(
    `\nOf the throughput of rung 5 our whole turn on Redis keeps ${show(kept, 2)}, by processor ${show(byProcessor, 2)}.`,
  )
}

const parts = [
  ['ring', '- a call comes in'],
  ['groups', '- a group of who waits for answers'],
  ['readBack', '- gate, blocks, end'],
  ['last', '- apart: an ID is read, activated and signed'],
] as const
