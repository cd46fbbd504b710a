import type { Entry } from '../../activation/entry.ts'
import type { Product } from '../../activation/ledger.ts'
import type { EventView } from '../api/protocol-figures.ts'
import type { Account } from '../accounts/account-store.ts'

/** By which an entry's numbers and ids become names. */
export type Names = {
  readonly product: (number: number) => string
  readonly operator: (id: string) => string
}

export function namesOf(accounts: readonly Account[], products: readonly Product[]): Names {
  const people = new Map<string, string>(
    accounts.map(({ operator }) => [operator.id, operator.name]),
  )
  const named = new Map(products.map(({ number, name }) => [number, name]))
  return {
    product: (number) => named.get(number) ?? String(number),
    operator: (id) => people.get(id) ?? id,
  }
}

/** What an entry tells whoever looks on; the machine's fingerprint, addresses and keys stay in the books. */
export function tellEntry(entry: Entry, names: Names): EventView {
  const said = entry as Entry & Readonly<Record<string, unknown>>
  const { by, operator, product, serial, caseNumber } = said as Partial<
    Record<string, string | number | null>
  >
  const details = told.flatMap((name) => {
    const value = said[name]
    if (Array.isArray(value)) return [[name, value.join(', ')] as const]
    const isPlain = ['string', 'number', 'boolean'].includes(typeof value)
    return isPlain ? [[name, value as string | number | boolean] as const] : []
  })
  return {
    at: entry.at,
    kind: entry.kind,
    ...(typeof by === 'string' && { by: names.operator(by) }),
    ...(typeof operator === 'string' && { who: names.operator(operator) }),
    ...(typeof product === 'number' && { product: names.product(product) }),
    ...(typeof serial === 'number' && { serial }),
    ...(typeof caseNumber === 'string' && {
      caseNumber: caseNumber as NonNullable<EventView['caseNumber']>,
    }),
    details: Object.fromEntries(details),
  }
}

const told = [
  'as',
  'reason',
  'more',
  'state',
  'keyClass',
  'count',
  'first',
  'limit',
  'means',
  'why',
  'roles',
  'fields',
  'everywhere',
  'emergency',
  'what',
  'found',
  'override',
  'text',
  'evidence',
  'needsSecond',
  'isApproved',
  'name',
  'successor',
] as const
