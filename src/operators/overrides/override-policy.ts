import type { LedgerKey } from '../../activation/ledger.ts'
import { unreachable } from '../../base/unreachable.ts'
import { type OverrideKind, overrideKinds } from '../../base/override.ts'
import type { AskedOverride } from './override.ts'

/** How far one operator may go. */
export type OverridePolicy = {
  /** Overrides that an operator may ask for within 24 hours, those that wait among them. */
  readonly perDay: number
  /** How many slots and boards one person may grant a key within a year; the next one needs a second person. */
  readonly alonePerKey: number
  /** By so many machines one extension may raise a volume key. */
  readonly mostMachines: number
}

/** What it is judged on, in the same moment of the books as it is done in. */
export type OverrideGround = {
  readonly key: LedgerKey
  /** Of this operator within 24 hours, this one not among them. */
  readonly ofDay: number
  /** Slots and boards that the key was granted within a year. */
  readonly ofYear: number
}

export type Verdict = 'alone' | 'second' | 'over-budget' | 'too-many' | 'not-needed'

/** May he, alone or with a second person? Pure. */
export function judge(
  { kind, more }: Pick<AskedOverride, 'kind' | 'more'>,
  { key, ofDay, ofYear }: OverrideGround,
  policy: OverridePolicy,
): Verdict {
  if (!isNeeded(kind, key)) return 'not-needed'
  if (ofDay >= policy.perDay) return 'over-budget'
  if (more > mostOf(kind, policy)) return 'too-many'
  if (kind === 'extension' || kind === 'unblock') return 'second'
  return ofYear < policy.alonePerKey ? 'alone' : 'second'
}

type KeyState = Pick<LedgerKey, 'keyClass' | 'blocked' | 'used' | 'limit'>

/** What would change anything for this key as it stands. */
export function neededOverrides(key: KeyState): readonly OverrideKind[] {
  return overrideKinds.filter((kind) => isNeeded(kind, key))
}

/** A blocked key is refused whatever else it is granted; a client's key is activated by its own network. */
export function isNeeded(
  kind: OverrideKind,
  { keyClass, blocked, used, limit }: KeyState,
): boolean {
  if (kind === 'unblock') return blocked !== undefined
  if (blocked !== undefined) return false
  switch (kind) {
    case 'extra-slot':
      return used >= limit && keyClass !== 'mak' && keyClass !== 'kms-client'
    case 'extension':
      return used >= limit && keyClass === 'mak'
    case 'other-board':
      return keyClass === 'oem' && used > 0
    default:
      return unreachable(kind)
  }
}

function mostOf(kind: OverrideKind, { mostMachines }: OverridePolicy): number {
  if (kind === 'extension') return mostMachines
  return kind === 'extra-slot' ? 1 : 0
}
