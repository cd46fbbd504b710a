import type { InstallationId } from '../base/brand.ts'
import {
  componentNames,
  fingerprintOf,
  type ComponentName,
  type Components,
} from '../identifiers/fingerprint.ts'
import {
  makeInstallationId,
  parseInstallationId,
  type Installation,
} from '../identifiers/installation-id.ts'
import { parseProductKey, type ParsedProductKey } from '../identifiers/product-key.ts'

export type InstallationRefusal =
  | { readonly kind: 'refused'; readonly reason: 'product-key'; readonly fault: ProductKeyFault }
  | { readonly kind: 'refused'; readonly reason: 'other-product'; readonly product: number }
  | TooLittleHardware

export type TooLittleHardware = {
  readonly kind: 'refused'
  readonly reason: 'too-little-hardware'
  readonly present: readonly ComponentName[]
}

export type ProductKeyFault = Extract<ParsedProductKey, { readonly kind: 'refused' }>['reason']

/** With fewer components than these nobody makes or takes an installation ID. */
export const leastComponents = 4

/**
 * The installation ID of this product key on this machine: `id` has nine groups of seven digits, the last of each a
 * check digit (H. M. Damm's, started from the group's place). The same key and components always give the same ID.
 * `product`: the only product the key may be for, 0 to 4095.
 */
export function installation(
  productKey: string,
  components: Components,
  product?: number,
): Installation | InstallationRefusal {
  const key = parseProductKey(productKey)
  if (key.kind === 'refused') return { ...key, reason: 'product-key', fault: key.reason }
  if (product !== undefined && key.product !== product) {
    return { kind: 'refused', reason: 'other-product', product: key.product }
  }
  const hardware = fingerprintOf(key.product, components)
  const present = componentNames.filter((_, index) => hardware[index] !== 0)
  if (present.length < leastComponents) {
    return { kind: 'refused', reason: 'too-little-hardware', present }
  }
  return ownInstallation(makeInstallationId({ ...key, hardware }))
}

/**
 * Nine groups of seven digits that give an installation's slot back: its key and its hardware under version 2,
 * also where the machine has changed since. Throws a RangeError for a text that is no product key.
 */
export function makeReleaseId(
  productKey: string,
  { hardware }: Pick<Installation, 'hardware'>,
): InstallationId {
  const key = parseProductKey(productKey)
  if (key.kind === 'refused') throw new RangeError('not a product key')
  return makeInstallationId({ ...key, hardware, version: 2 })
}

/** Whether a product key makes exactly this installation ID, with the hardware that the ID names. */
export function isMadeWith(
  productKey: string,
  { id, hardware }: Pick<Installation, 'id' | 'hardware'>,
): boolean {
  const key = parseProductKey(productKey)
  return key.kind === 'product-key' && makeInstallationId({ ...key, hardware }).join() === id.join()
}

function ownInstallation(id: readonly string[]): Installation {
  const parsed = parseInstallationId(id)
  if (parsed.kind === 'refused') throw new Error('an ID was made that cannot be read')
  return parsed
}
