import type { KeyClass } from '../base/activation.ts'
import { createSigner } from '../identifiers/confirmation-id.ts'
import { showProductKey } from '../identifiers/product-key.ts'
import type { Secrets } from '../identifiers/secrets.ts'
import type { Ledger, Product } from './ledger.ts'

export type Administration = {
  readonly ledger: Ledger
  readonly secrets: Secrets
  /** ms since 1970 */
  readonly now: () => number
}

/** A key as its buyer gets it. Whoever has `productKey` can activate with it. */
export type MintedKey = {
  readonly productKey: string
  readonly product: number
  readonly serial: number
  readonly class: KeyClass
  readonly limit: number
}

export type MintRequest = {
  readonly product: number
  readonly keyClass: 'retail' | 'mak'
  /** Machines at a time. */
  readonly limit: number
  readonly count: number
}

/** Adds a product under its number, 0 to 4095, or says that the number is taken. */
export async function addProduct(
  { ledger, secrets, now }: Administration,
  { number, name }: Pick<Product, 'number' | 'name'>,
): Promise<Product | 'taken'> {
  const { publicKey } = createSigner(secrets.signingKey(number))
  const product = { number, name, publicKey, keyCheck: secrets.keyCheck() }
  const added = await ledger.addProduct(product, now())
  return added === 'taken' ? 'taken' : { ...product, minted: 0 }
}

/** Mints keys under the product's next serials: all of them, or none. */
export async function mintKeys(
  { ledger, secrets, now }: Administration,
  { product, keyClass, limit, count }: MintRequest,
): Promise<readonly MintedKey[] | 'unknown-product' | 'no-serials-left'> {
  const minted = await ledger.mint({ product, keyClass, limit, count, at: now() })
  if (typeof minted === 'string') return minted
  return Array.from({ length: count }, (_, index) => {
    const serial = minted.first + index
    const secret = secrets.keySecret(product, serial)
    return {
      productKey: showProductKey({ product, serial, secret }),
      product,
      serial,
      class: keyClass,
      limit,
    }
  })
}
