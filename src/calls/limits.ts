import { createHmac, createSecretKey } from 'node:crypto'
import type { ReadResult } from '../base/activation.ts'
import type { CallId, InstallationId } from '../base/brand.ts'
import { Fault } from '../base/faults.ts'
import type { Turn } from '../dialogue/turn.ts'
import { parseInstallationId } from '../identifiers/installation-id.ts'
import type { CallerHash } from './call-store.ts'
import {
  type Attested,
  type Book,
  forgedOfAddress,
  forgedOfKey,
  slowness,
} from './limits-policy.ts'
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

/** Who is on the line: his number, or where it is withheld this call alone. */
export type Caller = {
  readonly callId: CallId
  readonly caller?: CallerHash
  readonly attested: Attested
}

/** What the core made of an entry, and whether that was a whole one. */
export type Reading = {
  readonly entry: Extract<Turn, { kind: 'read' }>['entry']
  readonly result: ReadResult
}

/** What tries without a proof cost. A genuine ID is not asked about. */
export type Limits = {
  /** In ms: how long the line waits before it asks this caller again. */
  readonly slowness: (caller: Caller) => Promise<number>
  /**
   * The same once an entry was read: a whole one counts where nothing in it was genuine, and no longer where
   * something is after all. Nothing where the count stays as it was.
   */
  readonly slownessAfter: (caller: Caller, reading: Reading) => Promise<number | undefined>
  /** A forged ID named a key: is it one of too many? */
  readonly isOneOfTooMany: (forged: InstallationId) => Promise<boolean>
  /** An address had a forged ID: how many ms it must wait before the next; 0: none. */
  readonly waitOf: (address: string) => Promise<number>
}

export type LimitsDeps = {
  readonly tallies: Tallies
  /** Names are counted under keyed hashes: neither a number nor an address is stored. */
  readonly key: Uint8Array
  /** How long a count may take: the caller hears nothing meanwhile. */
  readonly timeoutInMs: number
  readonly report: (fault: Fault, fields: object) => void
}

/** Whoever cannot be counted is not limited: no method throws, nor waits for long. */
export function createLimits({ tallies, key, timeoutInMs, report }: LimitsDeps): Limits {
  const secret = createSecretKey(key)
  const hash = (name: string): string =>
    createHmac('sha256', secret).update(name).digest('base64url')

  const count = async (does: keyof Tallies, book: Book, name: string): Promise<Tally> => {
    try {
      return await within(timeoutInMs, tallies[does](book, hash(name)))
    } catch (cause) {
      report(new Fault('limits-unusable', '', { cause }), {})
      return { count: 0, forgottenInMs: 0 }
    }
  }

  const slownessOf = async (
    { callId, caller, attested }: Caller,
    does: keyof Tallies,
  ): Promise<number> => {
    const { count: entries } = await count(does, 'callers', caller ?? callId)
    return slowness(entries, { isWithheld: caller === undefined, attested })
  }

  return {
    slowness: (caller) => slownessOf(caller, 'read'),
    slownessAfter: async (caller, { entry, result }) => {
      const isUnreadable = result.kind === 'unreadable'
      if (entry === 'whole' && isUnreadable) return slownessOf(caller, 'add')
      if (entry === 'counted' && !isUnreadable) return slownessOf(caller, 'takeBack')
      return undefined
    },
    isOneOfTooMany: async (forged) => {
      const read = parseInstallationId(forged)
      if (read.kind === 'refused') return false
      const { product, serial } = read
      const { count: tries } = await count('add', 'keys', `${product}/${serial}`)
      if (tries === forgedOfKey + 1)
        report(new Fault('key-tried'), { product, private: { serial } })
      return tries > forgedOfKey
    },
    waitOf: async (address) => {
      const { count: tries, forgottenInMs } = await count('add', 'addresses', address)
      return tries > forgedOfAddress ? forgottenInMs : 0
    },
  }
}
