import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { DemoSignIn } from '../../src/operators/accounts/demo-operators.ts'
import { compiled } from '../support/compiled.ts'

export type RunningLine = {
  /** The address of the telephone's page, as the line printed it. */
  readonly phone: string
  /** The address of the console, as the line printed it. */
  readonly console: string
  /** How one signs in to it now. */
  readonly signIns: () => Promise<readonly DemoSignIn[]>
  /** Where it keeps its `data`. */
  readonly folder: string
  readonly stop: () => Promise<void>
}

const main = new URL('../../src/main.ts', import.meta.url).pathname
const commands = new URL('../../src/cli/main.ts', import.meta.url).pathname

/** Starts the real line as a demo, in an empty folder and on any free port. */
export async function startLine(): Promise<RunningLine> {
  const folder = mkdtempSync(join(tmpdir(), 'line-'))
  const line = spawn(process.execPath, [main], {
    cwd: folder,
    env: { ...compiled, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => {
    line.once('exit', () => resolve())
  })
  const [phone, address] = await new Promise<readonly [string, string]>((resolve, reject) => {
    let printed = ''
    const read = (chunk: Buffer): void => {
      printed += chunk.toString()
      const phone = /http:\/\/\S+\/phone\b/.exec(printed)
      const address = /http:\/\/\S+\/console\b/.exec(printed)
      if (phone !== null && address !== null) resolve([phone[0], address[0]])
    }
    line.stdout.on('data', read)
    line.stderr.on('data', read)
    line.once('exit', () => reject(new Error(`the line did not start:\n${printed}`)))
  })
  return {
    phone,
    console: address,
    folder,
    signIns: async () => {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [commands, 'operators', 'demo', '--json'],
        { cwd: folder, env: compiled },
      )
      return JSON.parse(stdout) as readonly DemoSignIn[]
    },
    stop: async () => {
      line.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}
