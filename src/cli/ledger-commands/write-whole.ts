import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '../refusal.ts'
import { syncFolder } from '../wizard/replace-file.ts'

/**
 * Writes a file whole or not at all, readable by its owner only. A file that is there stays as it was until the
 * new one is on the disk.
 */
export async function writeWhole(path: string, text: AsyncIterable<string>): Promise<void> {
  const next = `${path}.${process.pid}.new`
  try {
    const file = await open(next, 'w', 0o600)
    await pipeline(text, file.createWriteStream({ flush: true }))
    await rename(next, path)
  } catch (error) {
    await rm(next, { force: true })
    if (!isOfSystem(error)) throw error
    throw new Refusal(`The file ${path} cannot be written (${error.code}).`, { cause: error })
  }
  syncFolder(dirname(path))
}

function isOfSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}
