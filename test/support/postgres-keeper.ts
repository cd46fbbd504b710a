/**
 * A process that keeps a Postgres for as long as its standard input is open: so none is left behind, however
 * its owner ends. Says the address as JSON, or what is wrong; for each line `kill` or `start` it does so and
 * says `done`.
 */
import { createInterface } from 'node:readline'
import { createCluster } from './postgres-cluster.ts'

process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
// The owner may be gone before it has read the answer.
process.stdout.on('error', () => {})

const say = (what: unknown): void => void process.stdout.write(`${JSON.stringify(what)}\n`)

try {
  const cluster = await createCluster()
  try {
    say({ url: cluster.url })
    for await (const line of createInterface(process.stdin)) {
      await (line === 'kill' ? cluster.kill() : cluster.start())
      say('done')
    }
  } finally {
    await cluster.close()
  }
} catch (error) {
  say({ wrong: error instanceof Error ? error.message : String(error) })
}
