import { createProver, type Prover } from '../identifiers/installation-id.ts'
import type { Secrets } from '../identifiers/secrets.ts'
import type { KeyName } from './ledger.ts'

/** About 3 kB each. */
const mostKept = 4096

/** Gives each key's prover, and keeps those that were asked for last: deriving a secret costs several proofs. */
export function createProvers(secretsOf: (product: number) => Secrets): (name: KeyName) => Prover {
  const kept = new Map<number, Prover>()

  return ({ product, serial }) => {
    const name = product * 2 ** 30 + serial
    const prover = kept.get(name) ?? createProver(secretsOf(product).keySecret(product, serial))
    kept.delete(name)
    kept.set(name, prover)
    if (kept.size > mostKept) forgetOldest(kept)
    return prover
  }
}

function forgetOldest(kept: Map<number, Prover>): void {
  for (const name of kept.keys()) {
    kept.delete(name)
    return
  }
}
