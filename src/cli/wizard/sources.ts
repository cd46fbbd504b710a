import { readFileSync } from 'node:fs'
import { componentNames, type Components } from '../../identifiers/fingerprint.ts'
import { readComponents } from '../../wizard/hardware/read-components.ts'
import { at, parseJson, textAt } from '../../wizard/json.ts'
import { parseProduct, type Product } from '../../wizard/product.ts'
import { refused, type Refusal } from './outcome.ts'

export type Demo = {
  readonly productKey: string
  readonly product: Product
  /** Where the running line is, when the file says so. */
  readonly url: string | undefined
}

export type FoundComponents =
  { readonly kind: 'components'; readonly components: Components } | Refusal

/** What a running demo line left for the wizard; absent without one, or when the file says nothing usable. */
export function readDemo(path: string): Demo | undefined {
  const value = readJsonFile(path)
  const product = parseProduct(value)
  const productKey = textAt(value, 'productKey')
  return product.kind === 'refused' || productKey === undefined
    ? undefined
    : { productKey, product: product.product, url: textAt(value, 'url') }
}

/** A publisher's `{ product, name, publicKey }` in a file. */
export function readProductFile(
  path: string,
): { readonly kind: 'product'; readonly product: Product } | Refusal {
  const parsed = parseProduct(readJsonFile(path))
  if (parsed.kind === 'product') return parsed
  const text = `The product file is not usable: ${parsed.what} is missing or wrong.`
  return refused('product-file', [text], { what: parsed.what })
}

/** The components in a file, or without one those of this machine. */
export async function componentsFrom(path: string | undefined): Promise<FoundComponents> {
  if (path === undefined) return { kind: 'components', components: await readComponents() }
  const value = readJsonFile(path)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refused('hardware-file', ['The hardware file is not a JSON object of components.'])
  }
  const strange = Object.keys(value).find(
    (name) => !isComponentName(name) || typeof at(value, name) !== 'string',
  )
  if (strange === undefined) return { kind: 'components', components: value }
  const text = [
    `The hardware file is not usable: ${strange} is no component with a text.`,
    `The components are ${componentNames.join(', ')}.`,
  ]
  return refused('hardware-file', text, { what: strange })
}

function isComponentName(name: string): boolean {
  return componentNames.some((known) => known === name)
}

function readJsonFile(path: string): unknown {
  try {
    return parseJson(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
