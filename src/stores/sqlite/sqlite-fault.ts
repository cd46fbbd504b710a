import { Fault } from '../../base/faults.ts'
import type { Patience } from '../patiently.ts'

/** SQLite's primary result codes (https://sqlite.org/rescode.html) that say: the file or its disk, not the statement. */
const sentences: Readonly<Record<number, string>> = {
  3: 'Access to it is refused.',
  5: 'Another program keeps it locked.',
  8: 'It can only be read, not written.',
  10: 'The disk reports an error.',
  11: 'The file is damaged; nothing in it was changed.',
  13: 'The disk is full.',
  14: 'The file cannot be opened.',
  26: 'The file is not an SQLite database; nothing in it was changed.',
}

const locked = 5

/** While another process writes. SQLite's own waiting would hold the event loop. */
export const lockPatience: Patience = {
  isPassing: (error) => resultCode(error) === locked,
  pauseInMs: 3,
  longestInMs: 10_000,
}

/** The error as a fault `database-unusable`, or as it is where the statement is to blame. */
export function toFault(error: unknown): unknown {
  const code = resultCode(error)
  const sentence = code === undefined ? undefined : sentences[code]
  return sentence === undefined ? error : new Fault('database-unusable', sentence, { cause: error })
}

/** Errors of Node's core carry an extended code, of which the low byte is the primary one. */
function resultCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return undefined
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined
}
