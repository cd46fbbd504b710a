/** What a demo has and a production start has not: a master key of its own, a product, keys, a machine. */
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { addProduct, mintKeys, type Administration } from '../activation/mint-keys.ts'
import { Fault } from '../base/faults.ts'
import { componentNames, fingerprintOf } from '../identifiers/fingerprint.ts'
import { makeInstallationId } from '../identifiers/installation-id.ts'
import { showProductKey } from '../identifiers/product-key.ts'

/** A product with a key, and a machine that nobody has which asks for activation. */
export type DemoSet = {
  readonly product: { readonly number: number; readonly name: string; readonly publicKey: string }
  readonly productKey: string
  /** Nine groups. */
  readonly installationId: readonly string[]
}

/** The master key in the file; makes both where there is none, readable by their owner only. */
export function demoMasterKey(file: string): Uint8Array {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  }
  const text = readFileSync(file, 'utf8').trim()
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  throw new Fault(
    'settings-invalid',
    `\n  ${file}: holds no master key; remove it and the ledger beside it for a new demo`,
  )
}

/** Adds the demo's product and mints its keys where that has not been done yet. */
export async function prepareDemo(administration: Administration): Promise<DemoSet> {
  const { ledger, keyring } = administration
  const isOurs = (product: { readonly number: number }): boolean => product.number === number
  const standing = (await ledger.products()).find(isOurs)
  if (standing === undefined) await addProduct(administration, { number, name })
  if (standing === undefined || standing.minted === 0) await mint(administration)
  const product = (await ledger.products()).find(isOurs)
  if (product === undefined) throw new Error('the demo product was not added')
  const key = { product: number, serial: 1, secret: keyring.first.keySecret(number, 1) }
  const hardware = fingerprintOf(number, madeUpMachine())
  return {
    product: { number, name: product.name, publicKey: product.publicKey },
    productKey: showProductKey(key),
    installationId: makeInstallationId({ ...key, hardware }),
  }
}

/** Writes what the command line and the wizard look for; its token signs for this line, so it is private. */
export function writeDemoFile(file: string, content: object): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
  chmodSync(file, 0o600)
}

const number = 1000
const name = 'Example Office'

/** Serial 1 is the one that the demo gives away: it never runs out. */
async function mint(administration: Administration): Promise<void> {
  await mintKeys(administration, { product: number, keyClass: 'mak', limit: 1_000_000, count: 1 })
  await mintKeys(administration, { product: number, keyClass: 'retail', limit: 1, count: 5 })
}

function madeUpMachine(): Partial<Record<(typeof componentNames)[number], string>> {
  return Object.fromEntries(componentNames.map((one) => [one, randomBytes(8).toString('hex')]))
}
