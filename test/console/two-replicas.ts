import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect, createServer as createFront, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import express from 'express'
import { demoNumbers } from '../../src/line/served.ts'
import { listen } from '../../src/line/listen.ts'
import { fastClock } from '../../src/phone/live-clock.ts'
import { createSwitchboard, type Clock, type Line } from '../../src/phone/index.ts'
import { restRouter } from '../../src/phone/rest/rest-router.ts'
import type { Switchboard } from '../../src/phone/switchboard.ts'
import { loadScripts } from '../../src/scripts/load-scripts.ts'
import { openLedger } from '../../src/stores/ledger/ledger.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { compiled } from '../support/compiled.ts'
import { keepRedis } from '../support/redis.ts'
import { fillLedger, masterKey } from '../support/whole-line.ts'

/** Two processes of one line at one address, and the telephone network, which is in this process. */
export type TwoReplicas = {
  readonly line: Line
  readonly console: string
  readonly folder: string
  /** What the command line needs to know of the line. */
  readonly settings: Readonly<Record<string, string>>
  /** By country. */
  readonly numberIn: (country: string) => string
  readonly switchboard: Switchboard
  readonly clock: Clock
  /** Kills the one that serves, and whatever is connected with it. */
  readonly killsFirst: () => Promise<void>
  readonly close: () => Promise<void>
}

/** How many times as fast as real calls. */
const speed = 20

const accountSid = `AC${'0'.repeat(32)}`
const token = 'token-of-this-test'

export async function openTwoReplicas(): Promise<TwoReplicas> {
  const folder = mkdtempSync(join(tmpdir(), 'activation-line-'))
  const redis = await keepRedis('single')
  await prepareLedger(join(folder, 'line.db'))
  const loaded = loadScripts({ scriptsFolder: 'voice-scripts', localesFolder: 'locales' })
  const numbers = demoNumbers(loaded.scripts).filter(({ kind }) => kind !== 'text')
  writeFileSync(join(folder, 'numbers.yaml'), JSON.stringify(numbers))

  const ports: number[] = []
  const front = createFront((browser) => joinFirst(browser, ports))
  front.listen(0, '127.0.0.1')
  await once(front, 'listening')
  const { port } = front.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const line = { url, token, accountSid, overrides: 'rc=2&rp=ct,rt,5xx&rt=4000' }
  const [switchboard, clock] = [createSwitchboard(), fastClock(speed)]
  const credentials = [{ user: accountSid, password: token }]
  const network = createServer(express().use(restRouter({ line, switchboard, credentials, clock })))
  const networkPort = await listen(network, { port: 0, host: '127.0.0.1' })
  const settings = {
    PUBLIC_URL: url,
    DATABASE_URL: 'sqlite:line.db',
    MASTER_KEY: Buffer.from(masterKey).toString('hex'),
    ...redis.env,
  }
  const own = {
    PORT: '0',
    DRAIN_SECONDS: '0',
    NUMBERS_FILE: 'numbers.yaml',
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: token,
    REST_URL: `http://127.0.0.1:${networkPort}`,
  }
  const replicas: Replica[] = []
  for (let nth = 0; nth < 2; nth += 1) {
    const replica = await startReplica(folder, { ...settings, ...own })
    ports.push(replica.port)
    replicas.push(replica)
  }

  return {
    line,
    console: `${url}/console`,
    folder,
    settings,
    numberIn: (country) => numbers.find((one) => one.country === country)?.number ?? '',
    switchboard,
    clock,
    killsFirst: async () => replicas[0]?.kill(),
    close: async () => {
      front.close()
      network.closeAllConnections()
      network.close()
      await Promise.all(replicas.map(({ kill }) => kill()))
      await redis.close()
      rmSync(folder, { recursive: true })
    },
  }
}

async function prepareLedger(file: string): Promise<void> {
  const database = await openDatabase({ kind: 'sqlite', file })
  await fillLedger(await openLedger(database))
  await database.destroy()
}

type Replica = { readonly port: number; readonly kill: () => Promise<void> }

async function startReplica(
  folder: string,
  settings: Readonly<Record<string, string>>,
): Promise<Replica> {
  const program = new URL('replica-program.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [program], {
    cwd: folder,
    env: { ...compiled, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  for await (const text of createInterface(child.stdout)) {
    const [, port] = /^port (\d+)$/.exec(text) ?? []
    if (port === undefined) continue
    child.stdout.resume()
    const kill = async (): Promise<void> => {
      child.kill('SIGKILL')
      await ended
    }
    return { port: Number(port), kill }
  }
  throw new Error('the line did not start')
}

/** To the first that takes the connection. */
function joinFirst(browser: Socket, [port, ...others]: readonly number[]): void {
  if (port === undefined) return void browser.destroy()
  const there = connect(port, '127.0.0.1')
  const next = (): void => joinFirst(browser, others)
  there.once('error', next)
  there.once('connect', () => {
    there.off('error', next)
    there.on('error', () => browser.destroy())
    there.once('close', () => browser.destroy())
    browser.on('error', () => there.destroy())
    browser.once('close', () => there.destroy())
    there.pipe(browser).pipe(there)
  })
}
