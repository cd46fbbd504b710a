/**
 * The ladder: what a request costs from a bare server up to a whole turn of the line, all on one core and
 * under the same webhooks. The rungs take turns, five times over, since the machine is seldom quiet.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { connections, send } from './ladder/load.ts'
import { divideCores, startLine, startRung, type Server } from './ladder/servers.ts'
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
] as const

/** What was measured in one run: requests a second, and processor time of the server for each. */
type Rate = { readonly perSecond: number; readonly processorInMs: number }
type Rates = Readonly<Record<string, Rate>>

/** Runs the ladder and prints it. */
export async function ladder(): Promise<void> {
  const isDivided = divideCores()
  const folder = mkdtempSync(join(tmpdir(), 'activation-line-bench-'))
  const rungs = await startAll(folder)
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
        Object.assign(rates, await (rung.name === 'line' ? runLine : runLower)(rung, lists))
      }
      if (run > 0) measured.push(rates)
    }
  } finally {
    await Promise.all(rungs.map(({ server }) => server.stop()))
    rmSync(folder, { recursive: true })
  }
  print(rungs, measured, isDivided)
}

async function startAll(folder: string): Promise<readonly Rung[]> {
  const rungs: Rung[] = []
  for (const rung of lower) {
    const own = join(folder, rung.name)
    mkdirSync(own)
    rungs.push({ ...rung, server: await startRung(rung.name, own) })
  }
  const server = await startLine(folder)
  return [...rungs, { name: 'line', does: 'our whole turn', server, calls: 8 }]
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
async function runLine({ server }: Rung, lists: Lists): Promise<Rates> {
  const of = pick(lists)
  const ring = await timed(server, of('ring'))
  const groups = await timed(server, of('groups'))
  const last = await timed(server, of('last'))
  const readBack = await timed(server, of('readBack'))
  return {
    line: rateOf([ring, groups, readBack]),
    ring: rateOf([ring]),
    groups: rateOf([groups]),
    last: rateOf([last]),
    'read-back': rateOf([readBack]),
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
  const ratio = (name: string, what: keyof Rate): number =>
    median(of(name, what).map((value, run) => value / (of('express', what)[run] ?? NaN)))
  const row = (what: string, name: string): readonly string[] => [
    what,
    show(median(of(name, 'perSecond'))),
    spread(of(name, 'perSecond')),
    show(ratio(name, 'perSecond'), 2),
    show(median(of(name, 'processorInMs')), 3),
    show(1 / ratio(name, 'processorInMs'), 2),
  ]
  const head = [
    'rung',
    'requests/s',
    'least–most',
    'ratio',
    'processor ms each',
    'ratio by processor',
  ]
  const rows = rungs.map(({ does, name }, at) => row(`${at + 1} ${does}`, name))
  const parts = [
    row('of 5: a call comes in', 'ring'),
    row('of 5: a group of who waits for answers', 'groups'),
    row('of 5: gate, blocks, end', 'read-back'),
    row('apart: an ID is read, activated and signed', 'last'),
  ]
  console.log(`${table([head, ...rows, ...parts])}\n`)
  const where = isDivided ? 'the servers on one core, the load on another' : 'cores not divided'
  console.log(
    `Median of ${runs} runs, ${connections} connections, ${where}; Node ${process.version}; load of the last 5 min ${show(loadavg()[1] ?? NaN, 1)}.`,
  )
}
