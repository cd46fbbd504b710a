import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { openLedger } from '../../../src/stores/ledger/ledger.ts'
import { type DatabaseAddress, openDatabase } from '../../../src/stores/open-database.ts'
import { fillLedger, masterKey } from '../../support/whole-line.ts'
import { accountSid, called, publicUrl, token } from './webhooks.ts'

export type Server = {
  readonly port: number
  readonly signal: (signal: NodeJS.Signals) => void
  /** Processor time it has used, in seconds; NaN where the system does not tell. */
  readonly usedInSeconds: () => number
  readonly stop: () => Promise<void>
}

/** On a machine with two cores or more and `taskset` the servers have one core, this process the other. */
export function divideCores(): boolean {
  const pinned = spawnSync('taskset', ['-acp', '1', String(process.pid)], { stdio: 'ignore' })
  return pinned.status === 0
}

/** One of the lower rungs; its store, where it has one, is made in the folder, or is the Redis of that address. */
export function startRung(rung: string, place: string): Promise<Server> {
  return start(new URL('rung.ts', import.meta.url).pathname, [rung, place], {})
}

export type Environment = Readonly<Record<string, string>>

/** The line itself, as `npm start` runs it in production, or another program that runs it. */
export function startLine(env: Environment, program = '../../../src/main.ts'): Promise<Server> {
  return start(new URL(program, import.meta.url).pathname, [], env)
}

/**
 * Makes the ledger of such a line, with keys for all calls, and its numbers file in a folder; gives its settings.
 * `postgres`: where the ledger is to lie instead of in the folder.
 */
export async function prepareLine(folder: string, postgres?: string): Promise<Environment> {
  const file = join(folder, 'ledger.db')
  await mintInto(
    postgres === undefined ? { kind: 'sqlite', file } : { kind: 'postgres', url: postgres },
  )
  const numbers = join(folder, 'numbers.yaml')
  writeFileSync(numbers, `- { number: "${called}", country: GB }\n`)
  return {
    PORT: '0',
    PUBLIC_URL: publicUrl,
    TWILIO_AUTH_TOKEN: token,
    TWILIO_ACCOUNT_SID: accountSid,
    MASTER_KEY: Buffer.from(masterKey).toString('hex'),
    DATABASE_URL: postgres ?? `sqlite:${file}`,
    NUMBERS_FILE: numbers,
    DRAIN_SECONDS: '0',
  }
}

async function mintInto(address: DatabaseAddress): Promise<void> {
  const database = await openDatabase(address)
  await fillLedger(await openLedger(database))
  await database.destroy()
}

async function start(program: string, args: readonly string[], env: Environment): Promise<Server> {
  const command = [process.execPath, program, ...args]
  const [file = '', ...rest] = isPinnable() ? ['taskset', '-c', '0', ...command] : command
  const child = spawn(file, rest, {
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
  })
  const port = await new Promise<number>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const found = /"port":(\d+)/.exec(line)?.[1]
      if (found !== undefined) resolve(Number(found))
    })
    child.once('exit', () => reject(new Error(`${program} ${args[0] ?? ''} did not start`)))
  })
  return {
    port,
    signal: (signal) => void child.kill(signal),
    usedInSeconds: () => usedBy(child.pid ?? 0),
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Linux counts hundredths of a second, of the program and of the system on its behalf. */
function usedBy(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return NaN
  }
}

function isPinnable(): boolean {
  return spawnSync('taskset', ['-c', '0', 'true'], { stdio: 'ignore' }).status === 0
}
