import type { Secrets } from '../identifiers/secrets.ts'
import { secretsOf, type Keyring } from './keyring.ts'
import type { Ledger, Product } from './ledger.ts'

export type SecretsOfProducts = {
  /** The products in the books as they now are. */
  readonly products: () => Promise<readonly Product[]>
  /** Makes sure that it is known which master key made this product, if there is such a product. */
  readonly load: (product: number) => Promise<void>
  /** The first master key's, for a product that is not in the books. */
  readonly of: (product: number) => Secrets
}

/**
 * Which master key made which product. That never changes, so the books are asked only for what is new.
 * Throws the faults `database-unusable` and `master-key-wrong`.
 */
export function createSecretsOfProducts(
  keyring: Keyring,
  ledger: Pick<Ledger, 'products'>,
): SecretsOfProducts {
  const known = new Map<number, Secrets>()

  const products = async (): Promise<readonly Product[]> => {
    const all = await ledger.products()
    for (const one of all) {
      if (!known.has(one.number)) known.set(one.number, secretsOf(keyring, one))
    }
    return all
  }

  return {
    products,
    load: async (product) => {
      if (!known.has(product)) await products()
    },
    of: (product) => known.get(product) ?? keyring.first,
  }
}
