import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareLine } from './ladder/servers.ts'
import { median, show, spread } from './statistics.ts'

const runs = 5

/** How long `npm start` takes to an open port, from its second time on. */
export async function start(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'activation-line-bench-'))
  const settings = await prepareLine(folder)
  const seconds: number[] = []
  for (let run = 0; run <= runs; run += 1) seconds.push(await startOnce(settings))
  rmSync(folder, { recursive: true })
  const counted = seconds.slice(1)
  console.log(
    `npm start to an open port: ${show(median(counted), 2)} s (median of ${runs}, ${spread(counted, 2)}); must be below 4 s.`,
  )
}

async function startOnce(settings: Readonly<Record<string, string>>): Promise<number> {
  const begun = performance.now()
  const root = new URL('../..', import.meta.url).pathname
  const { PATH = '', HOME = '' } = process.env
  // Of its own group: npm passes no signal on to what it runs.
  const npm = spawn('npm', ['start'], {
    cwd: root,
    env: { PATH, HOME, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  const ended = new Promise<void>((resolve) => {
    npm.once('exit', () => resolve())
  })
  const took = await new Promise<number>((resolve, reject) => {
    npm.stdout.on('data', (chunk: Buffer) => {
      if (chunk.includes('the line is open')) resolve((performance.now() - begun) / 1000)
    })
    npm.once('exit', () => reject(new Error('the line did not start')))
  })
  process.kill(-(npm.pid ?? 0), 'SIGTERM')
  await ended
  return took
}
