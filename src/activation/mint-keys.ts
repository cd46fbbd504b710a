import type { KeyClass } from '../base/activation.ts'
import { createSigner } from '../identifiers/confirmation-id.ts'
import { showProductKey } from '../identifiers/product-key.ts'
import type { Country } from '../base/brand.ts'
import { secretsOf, type Keyring } from './keyring.ts'
import type { Act, Ledger, Product } from './ledger.ts'

/** Who works on the ledger, and with which keys. */
export type Administration = {
  readonly ledger: Ledger
  readonly keyring: Keyring
  /** ms since 1970 */
  readonly now: () => number
  /** `cli`, or the name of a token: it stands in the audit. */
  readonly by: string
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
  readonly keyClass: KeyClass
  /** Machines at a time. */
  readonly limit: number
  /** Where they may be activated; empty: everywhere. */
  readonly regions?: readonly Country[]
  readonly count: number
}

/** Adds a product under its number, 0 to 4095, or says that the number is taken. */
export async function addProduct(
  administration: Administration,
  { number, name }: Pick<Product, 'number' | 'name'>,
): Promise<Product | 'taken'> {
  const { ledger, keyring } = administration
  const { publicKey } = createSigner(keyring.first.signingKey(number))
  const product = { number, name, publicKey, keyCheck: keyring.first.keyCheck() }
  const added = await ledger.addProduct(product, actOf(administration))
  return added === 'taken' ? 'taken' : { ...product, minted: 0, state: 'sold' }
}

/** Mints keys under the product's next serials: all of them, or none. */
export async function mintKeys(
  administration: Administration,
  { product, keyClass, limit, regions = [], count }: MintRequest,
): Promise<readonly MintedKey[] | 'unknown-product' | 'no-serials-left'> {
  const { ledger, keyring } = administration
  const standing = (await ledger.products()).find(({ number }) => number === product)
  if (standing === undefined) return 'unknown-product'
  secretsOf(keyring, standing)
  const batch = { product, keyClass, limit, regions, count }
  const minted = await ledger.mint(batch, actOf(administration))
  if (typeof minted === 'string') return minted
  const keys = keysOf(keyring, standing, { first: minted.first, count })
  return keys.map((key) => ({ ...key, product, class: keyClass, limit }))
}

/**
 * The keys with these serials as their buyers get them: whether they were minted is not asked. Throws the fault
 * `master-key-wrong`.
 */
export function keysOf(
  keyring: Keyring,
  { number: product, keyCheck }: Pick<Product, 'number' | 'keyCheck'>,
  { first, count }: { readonly first: number; readonly count: number },
): readonly Pick<MintedKey, 'productKey' | 'serial'>[] {
  const secrets = secretsOf(keyring, { number: product, keyCheck })
  return Array.from({ length: count }, (_, index) => {
    const serial = first + index
    const secret = secrets.keySecret(product, serial)
    return { productKey: showProductKey({ product, serial, secret }), serial }
  })
}

/** What is written into the audit of it. */
export function actOf({ by, now }: Administration): Act {
  return { by, at: now() }
}
