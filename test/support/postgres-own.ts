import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createInterface } from 'node:readline'
import type { Cluster } from './postgres-cluster.ts'

const keeper = fileURLToPath(new URL('postgres-keeper.ts', import.meta.url))

/** A Postgres of one's own, to be killed and started again; it ends with `close`, or with this process. */
export async function keepCluster(): Promise<Cluster> {
  const child = spawn(process.execPath, [keeper], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  })
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]()
  const tell = async (line: string): Promise<void> => {
    child.stdin.write(`${line}\n`)
    const { value } = await answers.next()
    if (value !== '"done"') throw new Error(`Postgres does not ${line}: ${value}`)
  }
  const first = JSON.parse(String((await answers.next()).value ?? '{}')) as {
    readonly url?: string
    readonly wrong?: string
  }
  if (first.url === undefined) throw new Error(first.wrong ?? 'Postgres does not start')
  return {
    url: first.url,
    kill: () => tell('kill'),
    start: () => tell('start'),
    close: async () => {
      const gone = once(child, 'exit')
      child.stdin.end()
      await gone
    },
  }
}
