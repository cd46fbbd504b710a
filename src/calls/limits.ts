import type { ReadResult } from '../base/activation.ts'
import type { CallId, InstallationId } from '../base/brand.ts'
import { Fault } from '../base/faults.ts'
import type { Turn } from '../dialogue/turn.ts'
import { parseInstallationId } from '../identifiers/installation-id.ts'
import type { CallerHash } from './call-store.ts'
import { type CountingDeps, createCounting, type Tallies } from './counting.ts'
import { type Attested, forgedOfAddress, forgedOfKey, slowness } from './limits-policy.ts'

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

/** Whoever cannot be counted is not limited: no method throws, nor waits for long. */
export function createLimits(deps: CountingDeps): Limits {
  const { report } = deps
  const count = createCounting(deps)

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
