import { Command, InvalidArgumentError, Option } from 'commander'
import { type MintedKey, mintKeys } from '../activation/mint-keys.ts'
import { defaultLimits } from '../activation/policy.ts'
import { type BlockClass, blockClasses, type KeyClass, keyClasses } from '../base/activation.ts'
import type { Country } from '../base/brand.ts'
import { print, productNumber, wholeNumber } from './arguments.ts'
import { blockKey, extendKey, type KeyOptions, showKey, type ShownKey } from './keys/named-key.ts'
import { releaseMachine } from './keys/release-machine.ts'
import { listRequests } from './keys/requests.ts'
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
      new Option('--class <class>', 'what kind of licence')
        .choices([...keyClasses])
        .makeOptionMandatory(),
    )
    .option('--limit <n>', 'machines at a time, for a MAK', wholeNumber(1, 1_000_000))
    .option('--regions <countries>', 'where alone it may be activated: NL,BE', regionsOf)
    .option('--count <n>', 'how many keys', wholeNumber(1, 10_000), 1)
    .option('--json', 'print the result as JSON')
    .action(mint)

  named(keys, 'show', 'show how a key stands').action(
    async (productKey: MaybeKey, options: KeyOptions) =>
      printKey(await showKey(productKey, options), options),
  )
  named(keys, 'block', 'block a key: it is refused from now on, also where it was confirmed before')
    .addOption(
      new Option('--reason <class>', 'why').choices([...blockClasses]).makeOptionMandatory(),
    )
    .action(async (productKey: MaybeKey, options: KeyOptions & { readonly reason: BlockClass }) =>
      printKey(await blockKey(productKey, options, options.reason), options),
    )
  named(keys, 'unblock', 'let a blocked key go again').action(
    async (productKey: MaybeKey, options: KeyOptions) =>
      printKey(await blockKey(productKey, options, undefined), options),
  )
  named(keys, 'extend', 'raise how many machines a MAK is for')
    .requiredOption('--by <n>', 'how many more', wholeNumber(1, 1_000_000))
    .requiredOption('--reason <text>', 'why; it stands in the audit', reasonOf)
    .action(
      async (
        productKey: MaybeKey,
        options: KeyOptions & { readonly by: number; readonly reason: string },
      ) => {
        const { by: more, reason } = options
        return printKey(await extendKey(productKey, options, { more, reason }), options)
      },
    )
  keys
    .command('release')
    .description("give a machine's slot back in the publisher's name, without its limits")
    .argument('<installation-id>', 'what the machine shows: its installation or release ID')
    .option('--json', 'print the result as JSON')
    .action(releaseMachine)

  keys
    .command('requests')
    .description('list the MAKs whose owners have asked for more machines')
    .option('--json', 'print the result as JSON')
    .action(listRequests)
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
  readonly class: KeyClass
  readonly limit?: number
  readonly regions?: readonly Country[]
  readonly count: number
  readonly json?: boolean
}

async function mint(options: MintOptions): Promise<void> {
  const { product, count, regions = [] } = options
  const request = { product, keyClass: options.class, limit: limitOf(options), regions, count }
  const minted = await withLedger((administration) => mintKeys(administration, request))
  if (minted === 'unknown-product') {
    throw new Refusal(`There is no product with the number ${product}; add it first.`)
  }
  if (minted === 'no-serials-left') {
    throw new Refusal(`The product ${product} has no serials left for ${count} keys.`)
  }
  print(minted, minted.map(wordsFor), options.json)
}

/** Each class has its number of machines; for a MAK nobody but the publisher can say. */
function limitOf({ class: keyClass, limit }: MintOptions): number {
  if (keyClass === 'mak') {
    if (limit !== undefined) return limit
    throw new Refusal('A MAK needs a --limit: on how many machines it may be activated.')
  }
  const usual = defaultLimits[keyClass]
  if (limit === undefined || limit === usual) return usual
  throw new Refusal(
    `A ${keyClass} key is for ${machines(usual)}; for another number of them mint a MAK.`,
  )
}

function regionsOf(text: string): readonly Country[] {
  const regions = text.split(',').map((one) => one.trim())
  if (regions.every((one) => /^[A-Z]{2}$/.test(one))) return regions as string[] as Country[]
  throw new InvalidArgumentError('Write countries as two capital letters, with commas: NL,BE.')
}

function reasonOf(text: string): string {
  const reason = text.trim()
  if (/^\P{C}{1,200}$/u.test(reason)) return reason
  throw new InvalidArgumentError('Write one line of at most 200 characters.')
}

function wordsFor({ productKey, serial, limit, ...key }: MintedKey): string {
  return `${productKey}  ${key.class} ${serial} of product ${key.product}, ${machines(limit)}`
}

function printKey(key: ShownKey, { json }: KeyOptions): void {
  const state = key.blocked === null ? '' : `, blocked: ${key.blocked}`
  const { product, serial, used, limit, regions } = key
  const where = regions.length === 0 ? '' : `, in ${regions.join(', ')}`
  const words = `${key.productKey}  ${key.class} ${serial} of product ${product}, ${used} of ${machines(limit)}${where}${state}`
  print(key, [words], json)
}

function machines(limit: number): string {
  return limit === 1 ? '1 machine' : `${limit} machines`
}
