/**
 * A process that keeps servers of Redis for as long as its standard input is open: so none is left behind, however
 * its owner ends. Says as JSON where they are, or what is wrong; then answers one line for each line.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { startTopology, type TopologyName } from './redis-topologies.ts'

/** What may be asked of the keeper; `name` is a server's. */
export type Order =
  | { readonly kind: 'signal'; readonly name: string; readonly signal: NodeJS.Signals }
  | { readonly kind: 'start'; readonly name: string }
  | { readonly kind: 'tell'; readonly name: string; readonly command: readonly string[] }

export type Kept = {
  readonly password: string
  readonly ports: readonly number[]
  readonly servers: readonly { readonly name: string; readonly port: number }[]
}

export type Reply = { readonly value: unknown } | { readonly wrong: string }

process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
// The owner may be gone before it has read the answer.
process.stdout.on('error', () => {})

const [, , topologyName, ...more] = process.argv
const folder = mkdtempSync(join(tmpdir(), 'activation-line-redis-'))
try {
  const { servers, ...rest } = await startTopology(topologyName as TopologyName, folder, more)
  const obey = (order: Order): Promise<unknown> => {
    const server = servers.find(({ name }) => name === order.name)
    if (server === undefined) throw new Error(`there is no server ${order.name}`)
    if (order.kind === 'tell') return server.tell(order.command)
    return order.kind === 'start' ? server.start() : server.signal(order.signal)
  }
  try {
    const kept: Kept = { ...rest, servers: servers.map(({ name, port }) => ({ name, port })) }
    say({ value: kept })
    for await (const line of createInterface(process.stdin))
      say(await answer(async () => obey(JSON.parse(line) as Order)))
  } finally {
    await Promise.all(servers.map((server) => server.signal('SIGKILL')))
  }
} catch (error) {
  say({ wrong: error instanceof Error ? error.message : String(error) })
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function answer(work: () => Promise<unknown>): Promise<Reply> {
  try {
    return { value: (await work()) ?? null }
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) }
  }
}

function say(reply: Reply): void {
  process.stdout.write(`${JSON.stringify(reply)}\n`)
}
