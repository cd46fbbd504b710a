import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type RunningLine = {
  /** The address of the telephone's page, as the line printed it. */
  readonly phone: string
  readonly stop: () => Promise<void>
}

const main = new URL('../../src/main.ts', import.meta.url).pathname

/** Starts the real line as a demo, in an empty folder and on any free port. */
export async function startLine(): Promise<RunningLine> {
  const folder = mkdtempSync(join(tmpdir(), 'line-'))
  const line = spawn(process.execPath, [main], {
    cwd: folder,
    env: { PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => {
    line.once('exit', () => resolve())
  })
  const phone = await new Promise<string>((resolve, reject) => {
    let printed = ''
    const read = (chunk: Buffer): void => {
      printed += chunk.toString()
      const address = /http:\/\/\S+\/phone\b/.exec(printed)
      if (address !== null) resolve(address[0])
    }
    line.stdout.on('data', read)
    line.stderr.on('data', read)
    line.once('exit', () => reject(new Error(`the line did not start:\n${printed}`)))
  })
  return {
    phone,
    stop: async () => {
      line.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}
