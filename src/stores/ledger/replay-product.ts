import type { Selectable } from 'kysely'
import type { Entry, OperatorEntry } from '../../activation/entry.ts'
import { unreachable } from '../../base/unreachable.ts'
import type { LedgerTables } from './tables.ts'
import type { EntryOfKey, Minting } from './replay-key.ts'
import { ofPolicy } from './rows.ts'

export type EntryOfProduct = Exclude<Entry, EntryOfKey | OperatorEntry>

/** The rows of a product itself as its entries tell them. */
export type ReplayedProduct = {
  readonly products: readonly Selectable<LedgerTables['products']>[]
  readonly policies: readonly Selectable<LedgerTables['policies']>[]
  /** The batches of its keys, by their first serial. */
  readonly mintings: readonly Minting[]
}

/** Makes a product's own rows again from its entries, in their order. Pure. */
export function replayProduct(entries: readonly EntryOfProduct[]): ReplayedProduct {
  let product: Selectable<LedgerTables['products']> | undefined
  const policies = new Map<string, Selectable<LedgerTables['policies']>>()
  const mintings: Minting[] = []
  for (const entry of entries) {
    switch (entry.kind) {
      case 'product-added':
        product ??= added(entry)
        break
      case 'product-state': {
        const { state, successor, at } = entry
        product &&= { ...product, state, successor, since: state === 'sold' ? null : at }
        break
      }
      case 'policy-set': {
        const { keyClass, policy } = entry
        policies.set(keyClass, { product: entry.product, class: keyClass, ...ofPolicy(policy) })
        break
      }
      case 'minted':
        product &&= { ...product, minted: product.minted + entry.count }
        mintings.push(entry)
        break
      default:
        unreachable(entry)
    }
  }
  return {
    products: product === undefined ? [] : [product],
    policies: [...policies.values()],
    mintings: mintings.toSorted((one, other) => one.first - other.first),
  }
}

function added(
  entry: Extract<Entry, { readonly kind: 'product-added' }>,
): Selectable<LedgerTables['products']> {
  return {
    number: entry.product,
    name: entry.name,
    public_key: entry.publicKey,
    key_check: entry.keyCheck,
    minted: 0,
    added_at: entry.at,
    state: 'sold',
    since: null,
    successor: null,
  }
}
