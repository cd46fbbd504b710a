import { execFile } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import type { Machine } from './machine.ts'

/** The machine that this process runs on. `commandLimit` in ms, for each command. */
export function thisMachine(commandLimit = 20_000): Machine {
  return {
    text: (path) => orAbsent(readFile(path, 'utf8')),
    names: async (folder) => (await orAbsent(readdir(folder))) ?? [],
    target: (link) => orAbsent(readlink(link)),
    output: (command, ...args) => output(command, args, commandLimit),
  }
}

function output(
  command: string,
  args: readonly string[],
  timeout: number,
): Promise<string | undefined> {
  const options = { timeout, windowsHide: true, maxBuffer: 4 * 1024 * 1024 }
  return new Promise((resolve) => {
    const child = execFile(command, args, options, (failure, printed) => {
      resolve(failure === null ? printed : undefined)
    })
    child.stdin?.end()
  })
}

async function orAbsent<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading
  } catch {
    return undefined
  }
}
