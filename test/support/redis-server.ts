import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Client, connectTo } from '../../src/stores/redis/client.ts'
import { findFreePort } from './free-port.ts'

/** One `redis-server` of our own, with a folder and a port of its own. */
export type RedisServer = {
  readonly name: string
  readonly port: number
  readonly folder: string
  /** At once and unasked with `SIGKILL`, as a crash does; `SIGSTOP` and `SIGCONT` freeze and thaw it. */
  readonly signal: (signal: NodeJS.Signals) => Promise<void>
  /** After its end, at the same port and with what it had kept. */
  readonly start: () => Promise<void>
  /** Says one command to it, and gives the reply. */
  readonly tell: (command: readonly string[]) => Promise<unknown>
}

export type ServerPlan = {
  readonly name: string
  /** Of all servers; each has one of its own in it. */
  readonly folder: string
  readonly password?: string
  /** What stands in the command line, when it is to listen at these ports of 127.0.0.1. */
  readonly args: (ports: Ports) => readonly string[]
}

/** The second is the one on which nodes of a Cluster speak with each other. */
export type Ports = { readonly port: number; readonly bus: number; readonly folder: string }

const whatToInstall = 'These tests need Redis: install it ("apt-get install redis-server").'

const silentInMs = 5_000

const startingInMs = 20_000

export async function startServer({
  name,
  folder: parent,
  password,
  args,
}: ServerPlan): Promise<RedisServer> {
  const folder = join(parent, name)
  mkdirSync(folder)
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const port = await findFreePort()
    const line = args({ port, bus: await findFreePort(), folder })
    const child = await spawnServer(line, folder)
    if (child !== undefined) return lifeOf({ name, folder, port, password, line, child })
  }
  throw new Error(`the server ${name} does not start`)
}

function lifeOf(server: {
  readonly name: string
  readonly folder: string
  readonly port: number
  readonly password: string | undefined
  readonly line: readonly string[]
  readonly child: ChildProcess
}): RedisServer {
  const { name, folder, port, password, line } = server
  let child: ChildProcess | undefined = server.child
  return {
    name,
    port,
    folder,
    signal: async (signal) => {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill(signal)
      if (signal !== 'SIGSTOP' && signal !== 'SIGCONT') await gone
    },
    start: async () => {
      const begun = performance.now()
      child = undefined
      while (child === undefined) {
        if (performance.now() - begun > startingInMs) throw new Error(`${name} does not start`)
        child = await spawnServer(line, folder)
      }
    },
    tell: teller(port, password),
  }
}

/** Speaks over one connection for as long as that lasts. */
function teller(port: number, password: string | undefined): RedisServer['tell'] {
  const access = { user: undefined, password, isEncrypted: false, database: 0 }
  let connected: Promise<Client> | undefined
  const forget = (): void => (connected = undefined)
  return async (command) => {
    connected ??= connectTo({ host: '127.0.0.1', port }, access, forget)
    const client = await connected.catch((error: unknown) => {
      forget()
      throw error
    })
    return answered(client.sendCommand([...command]))
  }
}

/** A frozen server answers nothing. */
async function answered<T>(reply: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('it is silent')), silentInMs)
  return Promise.race([reply, late.promise]).finally(() => clearTimeout(timer))
}

/** The server once it takes connections, or nothing if it ended before. */
async function spawnServer(
  line: readonly string[],
  folder: string,
): Promise<ChildProcess | undefined> {
  const child = spawn('redis-server', line, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    // Ctrl+C is for the tests, not for it.
    detached: true,
  })
  const isReady = new Promise<boolean>((resolve, reject) => {
    child.once('error', () => reject(new Error(whatToInstall)))
    child.once('exit', () => resolve(false))
    createInterface(child.stdout).on('line', (said) => {
      if (/Ready to accept connections|\+monitor master/.test(said)) resolve(true)
    })
  })
  return (await isReady) ? child : undefined
}
