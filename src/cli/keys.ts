import { Command, Option } from 'commander'
import { type MintedKey, mintKeys } from '../activation/mint-keys.ts'
import type { BlockClass } from '../base/activation.ts'
import { print, productNumber, wholeNumber } from './arguments.ts'
import { blockKey, type KeyOptions, showKey, type ShownKey } from './keys/named-key.ts'
import { Refusal } from './refusal.ts'
import { withLedger } from './ledger.ts'

/** `activation-line keys …`: the licences of the products. */
export function keysCommand(): Command {
  const keys = new Command('keys').description('the product keys that buyers get')

  keys
    .command('mint')
    .description('mint product keys under the next serials of a product')
    .requiredOption('--product <n>', "the product's number", productNumber)
    .addOption(
      new Option('--class <class>', 'one machine, or as many as the limit says')
        .choices(['retail', 'mak'])
        .makeOptionMandatory(),
    )
    .option('--limit <n>', 'machines at a time, for a MAK', wholeNumber(1, 1_000_000))
    .option('--count <n>', 'how many keys', wholeNumber(1, 10_000), 1)
    .option('--json', 'print the result as JSON')
    .action(mint)

  named(keys, 'show', 'show how a key stands').action(
    async (productKey: MaybeKey, options: KeyOptions) =>
      printKey(await showKey(productKey, options), options),
  )
  named(keys, 'block', 'block a key: it is refused from now on, also where it was confirmed before')
    .addOption(
      new Option('--reason <class>', 'why')
        .choices(['stolen', 'refunded', 'leaked', 'returned'] satisfies BlockClass[])
        .makeOptionMandatory(),
    )
    .action(async (productKey: MaybeKey, options: KeyOptions & { readonly reason: BlockClass }) =>
      printKey(await blockKey(productKey, options, options.reason), options),
    )
  named(keys, 'unblock', 'let a blocked key go again').action(
    async (productKey: MaybeKey, options: KeyOptions) =>
      printKey(await blockKey(productKey, options, undefined), options),
  )
  return keys
}

function named(keys: Command, name: string, description: string): Command {
  return keys
    .command(name)
    .description(description)
    .argument('[key]', 'the product key, or instead its --product and --serial')
    .option('--product <n>', "the product's number", productNumber)
    .option('--serial <n>', "the key's serial", wholeNumber(0, 2 ** 30 - 1))
    .option('--json', 'print the result as JSON')
}

type MaybeKey = string | undefined

type MintOptions = {
  readonly product: number
  readonly class: 'retail' | 'mak'
  readonly limit?: number
  readonly count: number
  readonly json?: boolean
}

async function mint(options: MintOptions): Promise<void> {
  const { product, count } = options
  const request = { product, keyClass: options.class, limit: limitOf(options), count }
  const minted = await withLedger((administration) => mintKeys(administration, request))
  if (minted === 'unknown-product') {
    throw new Refusal(`There is no product with the number ${product}; add it first.`)
  }
  if (minted === 'no-serials-left') {
    throw new Refusal(`The product ${product} has no serials left for ${count} keys.`)
  }
  print(minted, minted.map(wordsFor), options.json)
}

/** A retail key is for one machine; for a MAK nobody but the publisher can say. */
function limitOf({ class: keyClass, limit }: MintOptions): number {
  if (keyClass === 'mak' && limit === undefined) {
    throw new Refusal('A MAK needs a --limit: on how many machines it may be activated.')
  }
  if (keyClass === 'retail' && limit !== undefined && limit !== 1) {
    throw new Refusal('A retail key is for one machine; for more mint a MAK.')
  }
  return limit ?? 1
}

function wordsFor({ productKey, serial, limit, ...key }: MintedKey): string {
  return `${productKey}  ${key.class} ${serial} of product ${key.product}, ${machines(limit)}`
}

function printKey(key: ShownKey, { json }: KeyOptions): void {
  const state = key.blocked === null ? '' : `, blocked: ${key.blocked}`
  const { product, serial, used, limit } = key
  const words = `${key.productKey}  ${key.class} ${serial} of product ${product}, ${used} of ${machines(limit)}${state}`
  print(key, [words], json)
}

function machines(limit: number): string {
  return limit === 1 ? '1 machine' : `${limit} machines`
}
