import { parsePublicKey } from '../identifiers/public-key.ts'
import { textAt } from './json.ts'

/** What a publisher builds into its software: the product's number and the key its answers are checked with. */
export type Product = {
  /** 0 to 4095 */
  readonly product: number
  readonly name: string
  /** 160 hex digits, a point of G2. */
  readonly publicKey: string
}

export type ParsedProduct =
  | { readonly kind: 'product'; readonly product: Product }
  | { readonly kind: 'refused'; readonly what: 'product' | 'publicKey' }

/** Reads `{ product, publicKey, name? }` from outside; `what` is the field that is missing or wrong. */
export function parseProduct(value: unknown): ParsedProduct {
  const number = textAt(value, 'product') ?? ''
  const publicKey = (textAt(value, 'publicKey') ?? '').trim().toLowerCase()
  if (!/^\d{1,4}$/.test(number) || Number(number) > 4095) return refused('product')
  if (!isPublicKey(publicKey)) return refused('publicKey')
  const name = textAt(value, 'name')?.trim() ?? ''
  const product = Number(number)
  return {
    kind: 'product',
    product: { product, publicKey, name: name === '' ? `product ${number}` : name },
  }
}

function isPublicKey(text: string): boolean {
  try {
    parsePublicKey(text)
    return true
  } catch {
    return false
  }
}

function refused(what: 'product' | 'publicKey'): ParsedProduct {
  return { kind: 'refused', what }
}
