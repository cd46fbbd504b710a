import type { Refused, Released } from '../base/activation.ts'
import type { Ground } from './decide.ts'
import type { KeyEntry } from './entry.ts'
import { refused } from './settle.ts'
import { hour, year } from './times.ts'

export type SettledRelease =
  { readonly kind: 'settled'; readonly released: Released; readonly entry?: KeyEntry } | Refused

/**
 * Settles a genuine release ID. Where this machine holds no slot the answer is the same and nothing is done:
 * whoever asks twice hears twice that it is free. The limits bind everybody but an operator.
 */
export function settleRelease(
  { standing, past, caseNumber, at }: Ground,
  operator: string | undefined,
): SettledRelease {
  const { key, policy } = standing
  if (key.blocked !== undefined) return refused({ reason: 'blocked', blockClass: key.blocked })
  const { keyClass, used, limit, product, serial } = key
  const answer = (standingAfter: number): Released => ({
    kind: 'released',
    keyClass,
    used: standingAfter,
    limit,
    caseNumber,
  })
  const { slot, history } = past
  if (slot === undefined) return { kind: 'settled', released: answer(used) }
  if (operator === undefined) {
    const free = slot.at + policy.releaseAfterHours * hour
    if (at < free) return refused({ reason: 'limited', to: 'release-too-soon', until: free })
    const { count, first = at } = history.releasesOfYear
    if (count >= policy.releasesPerYear) {
      return refused({ reason: 'limited', to: 'releases', until: first + year })
    }
  }
  const by = operator ?? 'caller'
  return {
    kind: 'settled',
    released: answer(used - 1),
    entry: { kind: 'released', product, serial, nth: slot.nth, caseNumber, by, at },
  }
}
