/**
 * Pairs: two neighbouring groups of an open case, fourteen digits, by which its caller finds it again where his
 * number does not tell.
 */
import { createHmac } from 'node:crypto'
import type { Keyed } from '../base/keyed.ts'
import { digitsOf } from '../dialogue/entry.ts'
import { isPair, pairLength } from '../dialogue/pair.ts'
import type { PairHash } from './call-store.ts'

/** Makes the function that hashes pairs; `key` is derived from a secret of the line for this alone. */
export function createPairHash(key: Uint8Array): (pair: string) => PairHash {
  return (pair) => createHmac('sha256', key).update(pair).digest('base64url') as PairHash
}

/** The pairs that have come in between two turns. Where keys are too many or too few, groups are looked for beside. */
export function newPairs(before: Keyed, after: Keyed): readonly string[] {
  const known = new Set(pairsIn(before))
  return pairsIn(after).filter((pair) => !known.has(pair))
}

/** What was keyed up to just before a pair, so that who keys that pair goes on exactly there. */
export function beforePair(keyed: Keyed, pair: string): Keyed | undefined {
  const at = digitsOf(keyed).indexOf(pair)
  if (at < 0) return undefined
  return keyed.slice(
    0,
    keyed.findIndex((_, index) => digitsOf(keyed.slice(0, index + 1)).length > at),
  )
}

function pairsIn(keyed: Keyed): readonly string[] {
  const digits = digitsOf(keyed)
  const all = Array.from({ length: Math.max(0, digits.length - pairLength + 1) }, (_, at) =>
    digits.slice(at, at + pairLength),
  )
  return all.filter(isPair)
}
