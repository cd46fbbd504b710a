import { createHmac, createSecretKey } from 'node:crypto'
import { Fault } from '../base/faults.ts'
import type { Book } from './limits-policy.ts'
import { within } from './within.ts'

/** How many are counted under a name, and in how many ms they are forgotten. */
export type Tally = { readonly count: number; readonly forgottenInMs: number }

/** Where tries are counted; every implementation passes `test/contracts/tallies.ts`. */
export type Tallies = {
  readonly add: (book: Book, name: string) => Promise<Tally>
  /** What was counted by mistake; where nothing is, nothing happens. */
  readonly takeBack: (book: Book, name: string) => Promise<Tally>
  readonly read: (book: Book, name: string) => Promise<Tally>
}

export type CountingDeps = {
  readonly tallies: Tallies
  /** Names are counted under keyed hashes: neither a number nor an address is stored. */
  readonly key: Uint8Array
  /** How long a count may take: somebody waits meanwhile. */
  readonly timeoutInMs: number
  readonly report: (fault: Fault, fields: object) => void
}

export type Count = (does: keyof Tallies, book: Book, name: string) => Promise<Tally>

/** Whoever cannot be counted counts as nobody: it never throws, nor waits for long. */
export function createCounting({ tallies, key, timeoutInMs, report }: CountingDeps): Count {
  const secret = createSecretKey(key)
  const hash = (name: string): string =>
    createHmac('sha256', secret).update(name).digest('base64url')

  return async (does, book, name) => {
    try {
      return await within(timeoutInMs, tallies[does](book, hash(name)))
    } catch (cause) {
      report(new Fault('limits-unusable', '', { cause }), {})
      return { count: 0, forgottenInMs: 0 }
    }
  }
}
