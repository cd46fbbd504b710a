import type { Selectable } from 'kysely'
import type { Entry, OperatorEntry } from '../../activation/entry.ts'
import { unreachable } from '../../base/unreachable.ts'
import type { LedgerTables } from './tables.ts'

type Row<Table extends keyof LedgerTables> = {
  -readonly [Column in keyof Selectable<LedgerTables[Table]>]: Selectable<
    LedgerTables[Table]
  >[Column]
}

export type Minting = Extract<Entry, { readonly kind: 'minted' }>

export type EntryOfKey = Exclude<Entry, OfProduct | OperatorEntry>

type OfProduct = Minting | { readonly kind: 'product-added' | 'product-state' | 'policy-set' }

/** The rows of one key as its entries tell them. */
export type ReplayedKey = {
  readonly keys: readonly Row<'keys'>[]
  readonly activations: readonly Row<'activations'>[]
  readonly reactivations: readonly Row<'reactivations'>[]
  readonly sunset_confirmations: readonly Row<'sunset_confirmations'>[]
  /** In the order in which they were asked; the id is not told. */
  readonly extension_requests: readonly Omit<Row<'extension_requests'>, 'id'>[]
  readonly overrides: readonly Row<'overrides'>[]
}

type Name = { readonly product: number; readonly serial: number }

/** Makes a key's rows again from its minting and its entries, in their order. Pure. */
export function replayKey(
  name: Name,
  minting: Minting | undefined,
  entries: readonly EntryOfKey[],
): ReplayedKey {
  const key = minting && mintedKey(name, minting)
  const activations = new Map<number, Row<'activations'>>()
  const reactivations = new Map<string, Row<'reactivations'>>()
  const sunset = new Map<string, Row<'sunset_confirmations'>>()
  const requests: Omit<Row<'extension_requests'>, 'id'>[] = []
  const overrides = new Map<string, Row<'overrides'>>()

  for (const entry of entries) {
    if (key !== undefined) count(key, entry)
    switch (entry.kind) {
      case 'activated':
        activations.set(entry.nth, activationOf(entry))
        break
      case 'reactivated':
        keepFirst(reactivations, [entry.nth, entry.hardware, entry.caseNumber], {
          ...name,
          nth: entry.nth,
          hardware: entry.hardware,
          case_number: entry.caseNumber,
          reactivated_at: entry.at,
        })
        break
      case 'confirmed-in-sunset':
        keepFirst(sunset, [entry.hardware, entry.caseNumber], {
          ...name,
          hardware: entry.hardware,
          case_number: entry.caseNumber,
          confirmed_at: entry.at,
        })
        break
      case 'released': {
        const activation = activations.get(entry.nth)
        if (activation !== undefined) activation.released_at = entry.at
        break
      }
      case 'extension-requested':
        requests.push({
          ...name,
          case_number: entry.caseNumber,
          asked_at: entry.at,
          decided_at: null,
          granted: null,
        })
        break
      case 'extended':
      case 'extension-declined': {
        const waiting = requests.at(-1)
        if (waiting?.decided_at !== null) break
        waiting.decided_at = entry.at
        waiting.granted = entry.kind === 'extended' ? entry.more : 0
        break
      }
      case 'board-freed':
        for (const activation of activations.values()) activation.released_at ??= entry.at
        break
      case 'override-asked':
        overrides.set(entry.id, overrideOf(entry))
        break
      case 'override-decided': {
        const override = overrides.get(entry.id)
        if (override === undefined) break
        override.decided_by = entry.by
        override.decided_at = entry.at
        override.is_approved = entry.isApproved ? 1 : 0
        break
      }
      case 'refused':
      case 'blocked':
      case 'unblocked':
        break
      default:
        unreachable(entry)
    }
  }
  return {
    keys: key === undefined ? [] : [key],
    activations: [...activations.values()],
    reactivations: [...reactivations.values()],
    sunset_confirmations: [...sunset.values()],
    extension_requests: requests,
    overrides: [...overrides.values()],
  }
}

function mintedKey(
  { product, serial }: Name,
  { keyClass, limit, regions, at }: Minting,
): Row<'keys'> {
  return {
    product,
    serial,
    class: keyClass,
    slots: limit,
    used: 0,
    activated: 0,
    revision: 0,
    regions: regions.join(','),
    blocked_as: null,
    blocked_at: null,
    minted_at: at,
    freed: 0,
  }
}

/** What an entry does to the key's own row. */
function count(key: Row<'keys'>, entry: EntryOfKey): void {
  if (!changesNoKey.has(entry.kind)) key.revision += 1
  switch (entry.kind) {
    case 'activated':
      key.used += 1
      key.activated += 1
      key.slots += entry.emergency ? 1 : 0
      break
    case 'released':
      key.used -= 1
      break
    case 'blocked':
      key.blocked_as = entry.as
      key.blocked_at = entry.at
      break
    case 'unblocked':
      key.blocked_as = null
      key.blocked_at = null
      break
    case 'extended':
      key.slots += entry.more
      break
    case 'board-freed':
      key.used = 0
      key.freed = key.activated
      break
    case 'override-asked':
    case 'override-decided':
    case 'reactivated':
    case 'confirmed-in-sunset':
    case 'extension-requested':
    case 'extension-declined':
    case 'refused':
      break
    default:
      unreachable(entry)
  }
}

const changesNoKey: ReadonlySet<EntryOfKey['kind']> = new Set([
  'refused',
  'override-asked',
  'override-decided',
])

function overrideOf(entry: Extract<Entry, { readonly kind: 'override-asked' }>): Row<'overrides'> {
  const { id, product, serial, caseNumber, more, reason, text, evidence, by, at } = entry
  return {
    id,
    product,
    serial,
    kind: entry.override,
    case_number: caseNumber,
    more,
    reason,
    text,
    evidence,
    needs_second: entry.needsSecond ? 1 : 0,
    asked_by: by,
    asked_at: at,
    decided_by: null,
    decided_at: null,
    is_approved: null,
  }
}

function activationOf(entry: Extract<Entry, { readonly kind: 'activated' }>): Row<'activations'> {
  const { product, serial, nth, hardware, caseNumber, at, emergency } = entry
  return {
    product,
    serial,
    nth,
    hardware,
    case_number: caseNumber,
    activated_at: at,
    emergency: emergency ? 1 : 0,
    released_at: null,
  }
}

/** What was confirmed twice stands once, as the first time. */
function keepFirst<Value>(
  rows: Map<string, Value>,
  name: readonly (string | number)[],
  row: Value,
): void {
  const key = name.join('/')
  if (!rows.has(key)) rows.set(key, row)
}
