import { secretsOf } from '../../activation/keyring.ts'
import type { ExtensionGrant, KeyName, LedgerKey } from '../../activation/ledger.ts'
import { actOf, type Administration } from '../../activation/mint-keys.ts'
import type { BlockClass } from '../../base/activation.ts'
import { parseProductKey, showProductKey } from '../../identifiers/product-key.ts'
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
  readonly regions: readonly string[]
  readonly blocked: BlockClass | null
}

export function showKey(productKey: string | undefined, options: KeyOptions): Promise<ShownKey> {
  return withLedger(async (administration) => {
    const name = await nameOf(productKey, options, administration)
    return shown(await administration.ledger.key(name), administration)
  })
}

/** Blocks a key as `reason`, or unblocks it. */
export function blockKey(
  productKey: string | undefined,
  options: KeyOptions,
  reason: BlockClass | undefined,
): Promise<ShownKey> {
  return withLedger(async (administration) => {
    const name = await nameOf(productKey, options, administration)
    const key = await administration.ledger.block(name, reason, actOf(administration))
    return shown(key, administration)
  })
}

/** Raises how many machines a key is for. */
export function extendKey(
  productKey: string | undefined,
  options: KeyOptions,
  grant: ExtensionGrant,
): Promise<ShownKey> {
  return withLedger(async (administration) => {
    const name = await nameOf(productKey, options, administration)
    const before = await administration.ledger.key(name)
    if (before !== undefined && before.keyClass !== 'mak') {
      throw new Refusal('Only a MAK can be extended; for another machine mint another key.')
    }
    const key = await administration.ledger.extend(name, grant, actOf(administration))
    return shown(key, administration)
  })
}

async function nameOf(
  productKey: string | undefined,
  { product, serial }: KeyOptions,
  administration: Administration,
): Promise<KeyName> {
  if (productKey === undefined) {
    if (product !== undefined && serial !== undefined) return { product, serial }
    throw new Refusal('Name the key: the product key, or --product and --serial.')
  }
  const parsed = parseProductKey(productKey)
  if (parsed.kind === 'refused') throw new Refusal(`This is no product key (${parsed.reason}).`)
  const ours = await secretOf(parsed, administration)
  if (ours === undefined || Buffer.compare(ours, parsed.secret) !== 0) {
    throw new Refusal('This key was not made with the master key of this ledger.')
  }
  return parsed
}

async function secretOf(
  { product, serial }: KeyName,
  { ledger, keyring }: Administration,
): Promise<Uint8Array | undefined> {
  const standing = (await ledger.products()).find(({ number }) => number === product)
  return standing && secretsOf(keyring, standing).keySecret(product, serial)
}

async function shown(
  key: LedgerKey | undefined,
  administration: Administration,
): Promise<ShownKey> {
  const secret = key && (await secretOf(key, administration))
  if (key === undefined || secret === undefined) {
    throw new Refusal('There is no such key in the ledger.')
  }
  const { product, serial, keyClass, limit, used, blocked, regions } = key
  return {
    productKey: showProductKey({ product, serial, secret }),
    product,
    serial,
    class: keyClass,
    limit,
    used,
    regions,
    blocked: blocked ?? null,
  }
}
