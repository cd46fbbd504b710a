/**
 * Calls come in faster than one process can take them: how long it takes to answer, and whom it asks to wait.
 * Open loop: a call rings when its time has come, however the line fares; who is let in keys his ID at once.
 * `overload [--rates 50,100,200,400,800] [--seconds 5]`
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { divideCores, prepareLine, startLine } from './ladder/servers.ts'
import { webhooksOf, type Webhook } from './ladder/webhooks.ts'
import { quantile, show, table } from './statistics.ts'

export async function overload(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rates: { type: 'string', default: '50,100,200,400,800' },
      seconds: { type: 'string', default: '5' },
    },
  })
  divideCores()
  const rows: (readonly string[])[] = []
  for (const rate of values.rates.split(',').map(Number)) {
    const folder = mkdtempSync(join(tmpdir(), 'activation-line-bench-'))
    const server = await startLine(await prepareLine(folder))
    try {
      rows.push(tell(rate, await ringAt(server.port, rate, Number(values.seconds))))
    } finally {
      await server.stop()
      rmSync(folder, { recursive: true })
    }
  }
  const heads = [
    'calls a second',
    'asked to wait',
    'turns put off',
    'p50 ms',
    'p99 ms',
    'longest ms',
  ]
  console.log(table([heads, ...rows]))
}

type Answer = { readonly ms: number; readonly body: string }

type Told = {
  readonly rings: readonly Answer[]
  readonly turns: readonly Answer[]
  /** How long this process itself could not look at an answer: what is below it says nothing of the line. */
  readonly delayInMs: number
}

async function ringAt(port: number, rate: number, seconds: number): Promise<Told> {
  const agent = new Agent({ keepAlive: true, maxSockets: 400 })
  const rings: Answer[] = []
  const turns: Answer[] = []
  // Signed before, so that this process has little to do.
  const calls = Array.from({ length: rate * seconds }, (_, nth) => webhooksOf(nth * 4))
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  const begun = performance.now()
  const talking = calls.map(async ({ ring: [ring], last: [last] }, nth) => {
    await pause(Math.max(1, (nth / rate) * 1000 - (performance.now() - begun)))
    if (ring === undefined || last === undefined) return
    const answer = await ask(port, agent, ring)
    rings.push(answer)
    if (!isGather(answer)) return
    turns.push(await ask(port, agent, last))
  })
  await Promise.all(talking)
  agent.destroy()
  return { rings, turns, delayInMs: delay.max / 1e6 }
}

function ask(
  port: number,
  agent: Agent,
  { method, path, headers, body }: Webhook,
): Promise<Answer> {
  const begun = performance.now()
  return new Promise((resolve, reject) => {
    const asking = request(
      { host: '127.0.0.1', port, agent, method, path, headers },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (data: string) => (text += data))
        response.on('end', () => resolve({ ms: performance.now() - begun, body: text }))
      },
    )
    // A kept connection may close just as it is used: then nothing was heard of it.
    asking.on('error', (error) => {
      if (asking.reusedSocket) resolve(ask(port, agent, { method, path, headers, body }))
      else reject(error)
    })
    asking.end(body)
  })
}

function isGather({ body }: Answer): boolean {
  return body.includes('<Gather')
}

function tell(rate: number, { rings, turns, delayInMs }: Told): readonly string[] {
  const times = [...rings, ...turns].map(({ ms }) => ms)
  const at = (share: number): string => show(quantile(times, share))
  const waiting = (answers: readonly Answer[]): string =>
    `${((100 * answers.filter((one) => !isGather(one)).length) / answers.length).toFixed(1)} %`
  return [String(rate), waiting(rings), waiting(turns), at(0.5), at(0.99), at(1), show(delayInMs)]
}
