import { execFile } from 'node:child_process'
import { compiled } from '../support/compiled.ts'

export type Ran = { readonly status: number; readonly out: string; readonly err: string }

const main = new URL('../../src/cli/main.ts', import.meta.url).pathname

/** Runs `activation-line` in a process of its own, in a folder and with little else in its environment. */
export function runLine(
  folder: string,
  settings: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: { ...compiled, ...settings } }
    execFile(process.execPath, [main, ...args], options, (failure, out, err) => {
      resolve({ status: failure === null ? 0 : Number(failure.code), out, err })
    })
  })
}
