import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { compiled } from './compiled.ts'

export type LineProcess = {
  /** Settles with all that was printed as soon as it matches; rejects when the process ends first. */
  readonly printed: (pattern: RegExp) => Promise<string>
  readonly signal: (signal: NodeJS.Signals) => void
  readonly ended: Promise<{
    readonly status: number | null
    readonly out: string
    readonly err: string
  }>
}

const main = new URL('../../src/main.ts', import.meta.url).pathname

/** Starts the line as `npm start` does, in a folder and with little else in its environment; it stops without delay. */
export function startLine(folder: string, settings: Readonly<Record<string, string>>): LineProcess {
  const child = spawn(process.execPath, [main], {
    cwd: folder,
    env: { ...compiled, DRAIN_SECONDS: '0', ...settings },
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (data: Buffer) => (out += data.toString()))
  child.stderr.on('data', (data: Buffer) => (err += data.toString()))
  const ended = once(child, 'close').then(([status]) => ({
    status: typeof status === 'number' ? status : null,
    out,
    err,
  }))
  return {
    ended,
    signal: (signal) => void child.kill(signal),
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!pattern.test(out)) return
          child.stdout.off('data', look)
          resolve(out)
        }
        child.stdout.on('data', look)
        look()
        void ended.then(() => reject(new Error(`the line ended: ${err}`)))
      }),
  }
}
