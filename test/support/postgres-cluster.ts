import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { findFreePort } from './free-port.ts'
import { findPostgres } from './postgres-programs.ts'

/** A Postgres of our own: a cluster in a temporary folder, on a free port of this machine. */
export type Cluster = {
  /** Of its superuser, in a database that is always there. */
  readonly url: string
  /** At once and unasked, as a crash does. */
  readonly kill: () => Promise<void>
  /** After `kill`, at the same address. */
  readonly start: () => Promise<void>
  readonly close: () => Promise<void>
}

type Programs = {
  readonly run: (name: string, ...args: readonly string[]) => void
  /** The server once it takes connections, or nothing if it ended before. */
  readonly serve: (...args: readonly string[]) => Promise<ChildProcess | undefined>
  /** Gives a file to the user who runs them. */
  readonly give: (path: string) => void
}

/** Small, but otherwise as it comes; above all with `fsync`. */
const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=300',
  'shared_buffers=32MB',
  'fsync=on',
  'lc_messages=C',
].flatMap((setting) => ['-c', setting])

const startingInMs = 30_000

/** Whoever makes one must live longer than it: see `keepCluster`. */
export async function createCluster(): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'activation-line-postgres-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    const programs = programsIn(folder)
    const data = join(folder, 'data')
    const password = initialise(programs, folder, data)
    const { server, port } = await serveSomewhere(programs, data)
    return lifeOf({ programs, data, password, server, port, remove })
  } catch (error) {
    remove()
    throw error
  }
}

function initialise({ run, give }: Programs, folder: string, data: string): string {
  const password = randomBytes(16).toString('hex')
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  mkdirSync(data, { mode: 0o700 })
  for (const path of [folder, data, passwordFile]) give(path)
  const secured = ['-U', 'line', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`]
  run('initdb', '-D', data, '-E', 'UTF8', '--no-sync', ...secured, ...findPostgres().collation)
  return password
}

async function serveSomewhere(
  { serve }: Programs,
  data: string,
): Promise<{ readonly server: ChildProcess; readonly port: number }> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const port = await findFreePort()
    const server = await serve('-D', data, '-p', String(port), ...settings)
    if (server !== undefined) return { server, port }
  }
  throw new Error('Postgres does not start')
}

function lifeOf(cluster: {
  readonly programs: Programs
  readonly data: string
  readonly password: string
  readonly server: ChildProcess
  readonly port: number
  readonly remove: () => void
}): Cluster {
  const { programs, data, password, port } = cluster
  let server: ChildProcess | undefined = cluster.server
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return
    const gone = once(server, 'exit')
    server.kill(signal)
    await gone
  }
  return {
    url: `postgres://line:${password}@127.0.0.1:${port}/postgres`,
    kill: () => end('SIGKILL'),
    start: async () => {
      server = undefined
      const begun = performance.now()
      // What the killed one left running ends by itself, and until then no other may start.
      while (server === undefined) {
        if (performance.now() - begun > startingInMs) throw new Error('Postgres does not start')
        server = await programs.serve('-D', data, '-p', String(port), ...settings)
      }
    },
    close: async () => {
      await end('SIGQUIT')
      cluster.remove()
    },
  }
}

/** Postgres refuses to run as root, so there its own user runs it. */
function programsIn(folder: string): Programs {
  const { programs } = findPostgres()
  const user = process.getuid?.() === 0 ? unprivileged() : undefined
  const options = { ...user, cwd: folder, env: { PATH: process.env['PATH'], LC_ALL: 'C' } }
  return {
    run: (name, ...args) => {
      const ran = spawnSync(join(programs, name), args, { ...options, encoding: 'utf8' })
      if (ran.status !== 0) throw new Error(`${name} failed: ${ran.error?.message ?? ran.stderr}`)
    },
    serve: async (...args) => {
      const server = spawn(join(programs, 'postgres'), args, {
        ...options,
        stdio: ['ignore', 'ignore', 'pipe'],
        // Ctrl+C is for the tests, not for it.
        detached: true,
      })
      const isReady = new Promise<boolean>((resolve) => {
        server.once('exit', () => resolve(false))
        createInterface(server.stderr).on('line', (line) => {
          if (line.includes('ready to accept connections')) resolve(true)
        })
      })
      return (await isReady) ? server : undefined
    },
    give: (path) => user && chownSync(path, user.uid, user.gid),
  }
}

function unprivileged(): { readonly uid: number; readonly gid: number } {
  const accounts = readFileSync('/etc/passwd', 'utf8')
  const [, uid, gid] =
    /^postgres:[^:]*:(\d+):(\d+):/m.exec(accounts) ??
    /^nobody:[^:]*:(\d+):(\d+):/m.exec(accounts) ??
    []
  return { uid: Number(uid), gid: Number(gid) }
}
