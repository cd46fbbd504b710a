import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Refusal } from '../refusal.ts'

/**
 * Writes files into a new or empty folder, all of them or none; `isForced`: also into one that holds others, each
 * file whole or as it was. A refusal has changed nothing.
 */
export function writeFolder(
  folder: string,
  files: ReadonlyMap<string, string>,
  { isForced }: { readonly isForced: boolean },
): void {
  const target = resolve(folder)
  let made: string | undefined
  try {
    const standing = namesIn(target)
    if (standing !== undefined && standing.length > 0 && !isForced) {
      throw new Refusal(`${folder} is not empty; name a new folder, or write into it with --force.`)
    }
    mkdirSync(dirname(target), { recursive: true })
    // Beside it, so that it can be moved there at once.
    made = mkdtempSync(`${target}.new-`)
    // A web server is another user.
    chmodSync(made, 0o755)
    for (const [name, text] of files) writeFileSync(join(made, name), text, { mode: 0o644 })
    if (standing === undefined || standing.length === 0) {
      if (standing !== undefined) rmdirSync(target)
      renameSync(made, target)
    } else for (const name of files.keys()) renameSync(join(made, name), join(target, name))
  } catch (error) {
    if (!isOfSystem(error)) throw error
    throw new Refusal(`${folder} cannot be written (${error.code}).`, { cause: error })
  } finally {
    if (made !== undefined) rmSync(made, { recursive: true, force: true })
  }
}

/** Nothing where there is no such folder. */
function namesIn(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (isOfSystem(error) && error.code === 'ENOENT') return undefined
    throw error
  }
}

function isOfSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}
