import { Command } from 'commander'
import type { Product } from '../activation/ledger.ts'
import { addProduct } from '../activation/mint-keys.ts'
import { print, productNumber } from './arguments.ts'
import { withLedger } from './ledger.ts'
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
  return products
}

type Shown = Pick<Product, 'number' | 'name' | 'publicKey' | 'minted'>

async function add(options: {
  readonly number: number
  readonly name: string
  readonly json?: boolean
}): Promise<void> {
  const name = options.name.trim()
  if (!/^\P{C}{1,100}$/u.test(name)) {
    throw new Refusal('A product needs a name of at most 100 characters, in one line.')
  }
  const product = await withLedger((administration) =>
    addProduct(administration, { number: options.number, name }),
  )
  if (product === 'taken') {
    throw new Refusal(`There is a product with the number ${options.number} already.`)
  }
  print(shown(product), wordsFor(shown(product)), options.json)
}

async function list({ json }: { readonly json?: boolean }): Promise<void> {
  const products = await withLedger(({ ledger }) => ledger.products())
  const all = products.map(shown)
  print(all, all.length === 0 ? ['There are no products yet.'] : all.flatMap(wordsFor), json)
}

function shown({ number, name, publicKey, minted }: Product): Shown {
  return { number, name, publicKey, minted }
}

function wordsFor({ number, name, publicKey, minted }: Shown): readonly string[] {
  return [`${number}  ${name}  (${minted} keys)`, `  public key ${publicKey}`]
}
