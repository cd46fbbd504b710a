import type { KeyName, LedgerKey } from '../../activation/ledger.ts'
import type { BlockClass } from '../../base/activation.ts'
import { parseProductKey, showProductKey } from '../../identifiers/product-key.ts'
import type { Secrets } from '../../identifiers/secrets.ts'
import { withLedger } from '../ledger.ts'
import { Refusal } from '../refusal.ts'

/** How a command names a key: by itself, or by its product and serial. */
export type KeyOptions = {
  readonly product?: number
  readonly serial?: number
  readonly json?: boolean
}

export type ShownKey = {
  readonly productKey: string
  readonly product: number
  readonly serial: number
  readonly class: LedgerKey['keyClass']
  readonly limit: number
  readonly used: number
  readonly blocked: BlockClass | null
}

export function showKey(productKey: string | undefined, options: KeyOptions): Promise<ShownKey> {
  return withLedger(async ({ ledger, secrets }) => {
    const key = await ledger.key(nameOf(productKey, options, secrets))
    return shown(key, secrets)
  })
}

/** Blocks a key as `reason`, or unblocks it. */
export function blockKey(
  productKey: string | undefined,
  options: KeyOptions,
  reason: BlockClass | undefined,
): Promise<ShownKey> {
  return withLedger(async ({ ledger, secrets, now }) => {
    const key = await ledger.block(nameOf(productKey, options, secrets), reason, now())
    return shown(key, secrets)
  })
}

function nameOf(
  productKey: string | undefined,
  { product, serial }: KeyOptions,
  secrets: Secrets,
): KeyName {
  if (productKey === undefined) {
    if (product !== undefined && serial !== undefined) return { product, serial }
    throw new Refusal('Name the key: the product key, or --product and --serial.')
  }
  const parsed = parseProductKey(productKey)
  if (parsed.kind === 'refused') throw new Refusal(`This is no product key (${parsed.reason}).`)
  const ours = secrets.keySecret(parsed.product, parsed.serial)
  if (Buffer.compare(ours, parsed.secret) !== 0) {
    throw new Refusal('This key was not made with the master key of this ledger.')
  }
  return parsed
}

function shown(key: LedgerKey | undefined, secrets: Secrets): ShownKey {
  if (key === undefined) throw new Refusal('There is no such key in the ledger.')
  const { product, serial, keyClass, limit, used, blocked } = key
  const secret = secrets.keySecret(product, serial)
  return {
    productKey: showProductKey({ product, serial, secret }),
    product,
    serial,
    class: keyClass,
    limit,
    used,
    blocked: blocked ?? null,
  }
}
