import type { Entry } from '../../activation/entry.ts'
import type { KeyName, Ledger } from '../../activation/ledger.ts'
import type { CaseNumber, E164 } from '../../base/brand.ts'
import type { CallerHash, CallStore } from '../../calls/call-store.ts'
import type { CaseView, CasesFound } from '../api/protocol-figures.ts'
import { type Names, tellEntry } from './tell-entry.ts'

export type CaseBooks = {
  readonly ledger: Pick<Ledger, 'key' | 'casesOfKey' | 'entriesOfCase'>
  readonly callStore: Pick<CallStore, 'casesOf' | 'recall'>
  readonly hashCaller: (caller: E164) => CallerHash
}

export type Search =
  | { readonly kind: 'caller'; readonly caller: E164 }
  | { readonly kind: 'key'; readonly key: KeyName }

/** Cases of a caller within the last day, of whom only a hash is kept; or those in the books of a key. */
export function findCases(
  { ledger, callStore, hashCaller }: CaseBooks,
  search: Search,
  now: number,
): Promise<CasesFound['cases']> {
  return search.kind === 'caller'
    ? callStore.casesOf(hashCaller(search.caller), now)
    : ledger.casesOfKey(search.key)
}

/** A number belongs to a case for 90 days, and may then be another's. */
const caseLastsMs = 90 * 86_400_000

/** How a case stands, and what happened in it; nothing where no book knows of it. */
export async function viewCase(
  { ledger, callStore }: CaseBooks,
  caseNumber: CaseNumber,
  { now, names }: { readonly now: number; readonly names: Names },
): Promise<CaseView | undefined> {
  const [entries, known] = await Promise.all([
    ledger.entriesOfCase(caseNumber, now - caseLastsMs),
    callStore.recall(caseNumber, now),
  ])
  const events = entries.filter(({ kind }) => kind !== 'looked-up')
  if (events.length === 0 && known.kind === 'unknown') return undefined
  const found = await Promise.all(keysIn(events).map(ledger.key))
  return {
    kind: 'case',
    caseNumber,
    stands: known.kind === 'closed' ? 'finished' : known.kind,
    keys: found.flatMap((key) => {
      if (key === undefined) return []
      const { product, serial, keyClass, used, limit, blocked } = key
      const name = names.product(product)
      return [{ product: name, serial, keyClass, used, limit, ...(blocked && { blocked }) }]
    }),
    events: entries.map((entry) => tellEntry(entry, names)),
  }
}

/** Each once. */
function keysIn(entries: readonly Entry[]): readonly KeyName[] {
  const named = entries.flatMap((entry) =>
    'serial' in entry ? [[`${entry.product} ${entry.serial}`, entry] as const] : [],
  )
  return [...new Map(named).values()].map(({ product, serial }) => ({ product, serial }))
}
