import { closeSync, existsSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

export type Replacing = {
  readonly mode?: number
  /** Keep the present file, under the name that is returned. */
  readonly putAside?: boolean
}

/** Replaces a file whole or not at all, and on the disk before it returns. Throws what the system refuses. */
export function replaceFile(
  path: string,
  text: string,
  { mode = 0o666, putAside = false }: Replacing = {},
): string | undefined {
  const next = `${path}.${String(process.pid)}.new`
  writeThrough(next, text, { flags: 'w', mode })
  const aside = putAside ? freeName(path) : undefined
  if (aside !== undefined) renameSync(path, aside)
  renameSync(next, path)
  syncFolder(dirname(path))
  return aside
}

/** Adds to a file, on the disk before it returns. Throws what the system refuses. */
export function appendToFile(path: string, text: string): void {
  writeThrough(path, text, { flags: 'a', mode: 0o666 })
}

function writeThrough(
  path: string,
  text: string,
  { flags, mode }: { readonly flags: 'w' | 'a'; readonly mode: number },
): void {
  const file = openSync(path, flags, mode)
  try {
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Makes the new name last; where folders cannot be synced, as on Windows, the system sees to it. */
export function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r')
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  } catch {
    return
  }
}

function freeName(path: string, number = 1): string {
  const name = `${path}.old-${String(number)}`
  return existsSync(name) ? freeName(path, number + 1) : name
}
