import { Command, Option } from 'commander'
import type { SaleState } from '../activation/entry.ts'
import { secretsOf } from '../activation/keyring.ts'
import type { Product } from '../activation/ledger.ts'
import { actOf, addProduct, type Administration } from '../activation/mint-keys.ts'
import { print, productNumber } from './arguments.ts'
import { withLedger } from './ledger.ts'
import { policyCommand } from './products/policy.ts'
import { Refusal } from './refusal.ts'

/** `activation-line products …`: what the publisher sells. */
export function productsCommand(): Command {
  const products = new Command('products').description('the products whose keys this line knows')

  products
    .command('add')
    .description('add a product; prints the public key that its software needs')
    .requiredOption('--number <n>', 'its number in all IDs, 0 to 4095', productNumber)
    .requiredOption('--name <name>', 'what its buyers call it')
    .option('--json', 'print the result as JSON')
    .action(add)

  products
    .command('list')
    .description('list the products')
    .option('--json', 'print the result as JSON')
    .action(list)

  products
    .command('state')
    .description('sell a product, retire it, or put it in its sunset')
    .requiredOption('--number <n>', "the product's number", productNumber)
    .addOption(
      new Option(
        '--to <state>',
        'retired: no longer activated; sunset: every genuine key is, without a limit',
      )
        .choices(['sold', 'retired', 'sunset'] satisfies SaleState[])
        .makeOptionMandatory(),
    )
    .option('--successor <n>', 'the product that callers are told of', productNumber)
    .option('--json', 'print the result as JSON')
    .action(setState)

  products
    .command('succeed')
    .description('renew a product under a new number, with the master key that is loaded first')
    .requiredOption('--number <n>', "the product's number", productNumber)
    .requiredOption('--by <n>', "the new product's number", productNumber)
    .requiredOption('--name <name>', 'what its buyers will call it')
    .option('--json', 'print the result as JSON')
    .action(succeed)

  products.addCommand(policyCommand())
  return products
}

type Shown = Pick<Product, 'number' | 'name' | 'publicKey' | 'minted' | 'state' | 'keyCheck'> & {
  readonly successor: number | null
}

async function add(options: {
  readonly number: number
  readonly name: string
  readonly json?: boolean
}): Promise<void> {
  const { number } = options
  const name = nameOf(options.name)
  const product = await withLedger((administration) => addProduct(administration, { number, name }))
  if (product === 'taken') throw taken(number)
  print(shown(product), wordsFor(shown(product)), options.json)
}

async function list({ json }: { readonly json?: boolean }): Promise<void> {
  const products = await withLedger(({ ledger }) => ledger.products())
  const all = products.map(shown)
  print(all, all.length === 0 ? ['There are no products yet.'] : all.flatMap(wordsFor), json)
}

async function setState(options: {
  readonly number: number
  readonly to: SaleState
  readonly successor?: number
  readonly json?: boolean
}): Promise<void> {
  const { number, to: state, successor } = options
  if (successor === number) throw new Refusal('A product cannot take its own place.')
  const product = await withLedger(async (administration) => {
    if (successor !== undefined) await known(administration, successor)
    await known(administration, number)
    const change = { state, ...(successor !== undefined && { successor }) }
    return administration.ledger.setState(number, change, actOf(administration))
  })
  if (product === undefined) throw unknown(number)
  print(shown(product), wordsFor(shown(product)), options.json)
}

/** The old product goes on as it was: its keys and answers stay with the master key that made them. */
async function succeed(options: {
  readonly number: number
  readonly by: number
  readonly name: string
  readonly json?: boolean
}): Promise<void> {
  const { number, by } = options
  const name = nameOf(options.name)
  const both = await withLedger(async (administration) => {
    const old = await known(administration, number)
    secretsOf(administration.keyring, old)
    const young = await addProduct(administration, { number: by, name })
    if (young === 'taken') throw taken(by)
    const change = { state: old.state, successor: by }
    const succeeded = await administration.ledger.setState(number, change, actOf(administration))
    return [succeeded ?? old, young]
  })
  const all = both.map(shown)
  print(all, all.flatMap(wordsFor), options.json)
}

async function known({ ledger }: Administration, number: number): Promise<Product> {
  const found = (await ledger.products()).find((product) => product.number === number)
  if (found === undefined) throw unknown(number)
  return found
}

function nameOf(text: string): string {
  const name = text.trim()
  if (/^\P{C}{1,100}$/u.test(name)) return name
  throw new Refusal('A product needs a name of at most 100 characters, in one line.')
}

function taken(number: number): Refusal {
  return new Refusal(`There is a product with the number ${number} already.`)
}

function unknown(number: number): Refusal {
  return new Refusal(`There is no product with the number ${number}; add it first.`)
}

function shown({ number, name, publicKey, minted, state, keyCheck, successor }: Product): Shown {
  return { number, name, publicKey, minted, state, keyCheck, successor: successor ?? null }
}

function wordsFor(product: Shown): readonly string[] {
  const { number, name, publicKey, minted, state, keyCheck, successor } = product
  const more = [
    `${minted} keys`,
    ...(state === 'sold' ? [] : [state]),
    ...(successor === null ? [] : [`succeeded by ${successor}`]),
  ]
  return [
    `${number}  ${name}  (${more.join(', ')})`,
    `  public key ${publicKey}`,
    `  made with the master key whose check value is ${keyCheck}`,
  ]
}
