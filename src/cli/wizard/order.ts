import { parseProductKey, type ProductKey } from '../../identifiers/product-key.ts'
import type { ProductKeyFault } from '../../wizard/installation.ts'
import { parseProduct, type Product } from '../../wizard/product.ts'
import type { WizardState } from '../../wizard/state.ts'
import type { Context } from './context.ts'
import { refused, type Refusal } from './outcome.ts'
import { readDemo, readProductFile, type Demo } from './sources.ts'
import { keyWords } from './words.ts'

export type OrderOptions = {
  readonly key?: string
  readonly publicKey?: string
  readonly productFile?: string
}

/** What is to be installed, and the demo when it is the demo's. */
export type Order = {
  readonly kind: 'order'
  readonly productKey: string
  readonly key: ProductKey
  readonly product: Product
  readonly demo: Demo | undefined
}

/**
 * Where nothing is said of the product, a running demo's is taken, else what is installed already. A key
 * alone finds its public key in either of the two when it is for the same product.
 */
export function orderOf(
  options: OrderOptions,
  context: Pick<Context, 'demoFile' | 'program'>,
  old: WizardState | undefined,
): Order | Refusal {
  const demo = readDemo(context.demoFile)
  const productKey = chosenKey(options, demo, old)
  if (productKey === undefined) {
    return refused('no-product-key', [
      'Which product key? It has five groups of five characters:',
      `    ${context.program} install --key XXXXX-XXXXX-XXXXX-XXXXX-XXXXX --public-key HEX`,
    ])
  }
  const key = parseProductKey(productKey)
  if (key.kind === 'refused') return badKey(key.reason)
  const found = productOf(options, key.product, [demo?.product, old?.product])
  if (found.kind === 'refused') return found
  const { product } = found
  const isDemo = product === demo?.product
  return { kind: 'order', productKey, key, product, demo: isDemo ? demo : undefined }
}

function chosenKey(
  { key, publicKey, productFile }: OrderOptions,
  demo: Demo | undefined,
  old: WizardState | undefined,
): string | undefined {
  if (key !== undefined) return key
  const isProductGiven = publicKey !== undefined || productFile !== undefined
  return (isProductGiven ? undefined : demo?.productKey) ?? old?.productKey
}

function badKey(fault: ProductKeyFault): Refusal {
  return refused('product-key', [keyWords[fault]], { fault })
}

function productOf(
  { publicKey, productFile }: OrderOptions,
  number: number,
  known: readonly (Product | undefined)[],
): { readonly kind: 'product'; readonly product: Product } | Refusal {
  if (productFile !== undefined) return readProductFile(productFile)
  if (publicKey !== undefined) {
    const parsed = parseProduct({ product: number, publicKey })
    return parsed.kind === 'product'
      ? parsed
      : refused('public-key', ['The public key is not one: 160 hex digits are expected.'])
  }
  const product = known.find((one) => one?.product === number)
  return product === undefined
    ? refused('no-public-key', [
        "The publisher's public key is missing: without it no answer can be checked.",
        'Add --public-key HEX or --product-file FILE.',
      ])
    : { kind: 'product', product }
}
