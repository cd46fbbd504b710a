import type { ExtensionRequested, Refused } from '../base/activation.ts'
import type { Ground } from './decide.ts'
import type { KeyEntry } from './entry.ts'
import { refused } from './settle.ts'

export type SettledExtension =
  | { readonly kind: 'settled'; readonly requested: ExtensionRequested; readonly entry?: KeyEntry }
  | Refused

/** Settles the request for more machines: one waits at a time, and only a MAK can have more. */
export function settleExtension({ standing, past, caseNumber, at }: Ground): SettledExtension {
  const { key } = standing
  const { product, serial, used, limit } = key
  if (key.blocked !== undefined) return refused({ reason: 'blocked', blockClass: key.blocked })
  if (key.keyClass !== 'mak')
    return refused({ reason: 'exhausted', used, limit, extension: 'none' })
  const { requested } = past.history
  if (requested !== undefined) {
    return {
      kind: 'settled',
      requested: { kind: 'requested', already: true, caseNumber: requested },
    }
  }
  return {
    kind: 'settled',
    requested: { kind: 'requested', already: false, caseNumber },
    entry: { kind: 'extension-requested', product, serial, caseNumber, at },
  }
}
