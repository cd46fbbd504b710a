/**
 * `npm run bench memory`: what the heap of one process holds after so many calls, and while so many are open; over
 * HTTP, with its calls in Redis. `memory [--calls 100000] [--open 20000]`
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { keepRedis } from '../support/redis.ts'
import { connections, send } from './ladder/load.ts'
import { divideCores, prepareLine, startLine, type Server } from './ladder/servers.ts'
import { shortCallOf, type Webhook } from './ladder/webhooks.ts'
import { show, table } from './statistics.ts'

/** Between two looks at the heap. */
const steps = 10

export async function memory(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      calls: { type: 'string', default: '100000' },
      open: { type: 'string', default: '20000' },
    },
  })
  divideCores()
  const folder = mkdtempSync(join(tmpdir(), 'activation-line-bench-'))
  const redis = await keepRedis('single')
  const env = { ...(await prepareLine(folder)), ...redis.env }
  const server = await startLine(env, '../memory/line.ts')
  let nth = 0
  const next = (count: number): readonly Short[] =>
    Array.from({ length: count }, () => shortCallOf((nth += 1)))
  const rows: (readonly string[])[] = []
  const look = async (what: string): Promise<void> => {
    const { heap, resident } = await heapOf(server)
    rows.push([what, show(heap / 1e6, 1), show(resident / 1e6)])
    console.log(rows.at(-1)?.join(', '))
  }

  try {
    await play(server, next(2_000), ({ begun, end }) => [...begun, ...end])
    await look('after 2,000 calls that warm up')
    const step = Number(values.calls) / steps
    for (let done = step; done <= Number(values.calls); done += step) {
      await play(server, next(step), ({ begun, end }) => [...begun, ...end])
      await look(`${show(done)} calls later`)
    }
    const open = next(Number(values.open))
    await play(server, open, ({ begun }) => begun)
    await look(`with ${show(Number(values.open))} calls open`)
    await play(server, open, ({ end }) => end)
    await look('when they have ended')
  } finally {
    await server.stop()
    await redis.close()
    rmSync(folder, { recursive: true })
  }
  console.log(`\n${table([['heap after garbage collection', 'MB', 'resident MB'], ...rows])}`)
}

type Short = ReturnType<typeof shortCallOf>

/** All connections at once, each a call after the other. */
async function play(
  { port }: Server,
  calls: readonly Short[],
  part: (call: Short) => readonly Webhook[],
): Promise<void> {
  const each = Math.ceil(calls.length / connections)
  const lists = Array.from({ length: connections }, (_, nth) =>
    calls.slice(nth * each, (nth + 1) * each).flatMap(part),
  )
  await send(port, lists)
}

async function heapOf(
  server: Server,
): Promise<{ readonly heap: number; readonly resident: number }> {
  server.signal('SIGUSR2')
  await fetch(`http://127.0.0.1:${server.port}/livez`)
  server.signal('SIGUSR2')
  const text = await (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text()
  const read = (name: string): number =>
    Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1] ?? NaN)
  return {
    heap: read('nodejs_heap_size_used_bytes'),
    resident: read('process_resident_memory_bytes'),
  }
}
