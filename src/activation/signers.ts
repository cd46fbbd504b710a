import { createSigner, type Signer } from '../identifiers/confirmation-id.ts'
import type { Secrets } from '../identifiers/secrets.ts'

/** Gives each product's signer, and keeps them: there are few, and making one costs a point multiplication. */
export function createSigners(
  secretsOf: (product: number) => Secrets,
): (product: number) => Signer {
  const kept = new Map<number, Signer>()
  return (product) => {
    const signer = kept.get(product) ?? createSigner(secretsOf(product).signingKey(product))
    kept.set(product, signer)
    return signer
  }
}
