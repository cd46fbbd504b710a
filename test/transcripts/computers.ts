import type { ConfirmationId, InstallationId } from '../../src/base/brand.ts'
import { createSigner } from '../../src/identifiers/confirmation-id.ts'
import { showGroups } from '../../src/identifiers/digit-groups.ts'
import { makeInstallationId, parseInstallationId } from '../../src/identifiers/installation-id.ts'
import { showProductKey } from '../../src/identifiers/product-key.ts'
import type { Secrets } from '../../src/identifiers/secrets.ts'
import { keys, product } from '../support/whole-line.ts'
import { otherKeys, otherProducts } from './other-keys.ts'

/** A made-up computer; the same number is the same hardware. A transcript writes `7`, `7 (forged key)`. */
export type Computer = { readonly number: number; readonly condition: Condition }

/** What is on its screen, and what the line has to answer. */
export type Shown = {
  readonly installationId: InstallationId
  readonly confirmationId: ConfirmationId
  readonly productKey: string
}

export type Condition = keyof typeof conditions

type Keys = { readonly first: number; readonly product?: number }

const [many, few] = [{ first: keys.many.first }, { first: keys.few.first }]

/** The keys of which it has one: a key that something happens to is its own. */
const conditions = {
  usual: many,
  'forged key': many,
  'key often tried': many,
  'release ID': few,
  'release ID of today': few,
  'release ID after three others': few,
  'release ID of a stolen key': few,
  'hardly any hardware': many,
  'ID out of range': many,
  'ID of another version': many,
  'used-up key': few,
  'used-up key with a request': few,
  'key reported stolen': few,
  'key found leaked': few,
  'refunded key': few,
  'key handed in': few,
  'key of a network': { first: otherKeys['kms-client'] },
  'used-up server key': { first: otherKeys['kms-host'] },
  'key of another board': { first: otherKeys.oem },
  'key for another region': { first: otherKeys.elsewhere },
  'activated again too often': { first: otherKeys.retail },
  'key that nobody sold': { first: 900_000 },
  'key that moved too often': { first: 1, product: otherProducts.strict },
  'used-up key with emergencies': { first: 1, product: otherProducts.lenient },
  'used-up key in its sunset': { first: 1, product: otherProducts.sunset },
  'retired product': { first: 1, product: otherProducts.retired },
  'product that nobody sold': { first: 1, product: otherProducts.neverSold },
} as const satisfies Readonly<Record<string, Keys>>

export function parseComputer(text: string): Computer {
  const [, number, named = 'usual'] = /^(\d+)(?: \((.+)\))?$/.exec(text) ?? []
  const condition = (Object.keys(conditions) as Condition[]).find((one) => one === named)
  if (number === undefined || condition === undefined) throw new Error(`no computer is: ${text}`)
  return { number: Number(number), condition }
}

export function renderComputer({ number, condition }: Computer): string {
  return condition === 'usual' ? String(number) : `${number} (${condition})`
}

export function keyOf({ number, condition }: Computer): {
  readonly product: number
  readonly serial: number
} {
  const { first, product: of = product }: Keys = conditions[condition]
  return { product: of, serial: first + number }
}

/** Made up: eight components, or too few of them. */
export function hardwareOf({ number, condition }: Computer): Uint8Array {
  const components = condition === 'hardly any hardware' ? 3 : 8
  return otherHardware(number).map((byte, part) => (part < components ? byte : 0))
}

export function otherHardware(number: number): Uint8Array {
  return Uint8Array.from({ length: 8 }, (_, part) => 1 + ((number * 37 + part * 91) % 255))
}

/** Computed from the master key, not asked of the line. */
export function shownBy(computer: Computer, secrets: Secrets): Shown {
  const name = keyOf(computer)
  const isForged = computer.condition === 'forged key' || computer.condition === 'key often tried'
  const secret = isForged ? forged : secrets.keySecret(name.product, name.serial)
  const key = { ...name, secret }
  const productKey = showProductKey(key)
  const value = values[computer.condition]
  if (value !== undefined) {
    const groups: readonly string[] = showGroups(value + BigInt(computer.number), 9)
    return { installationId: groups as InstallationId, confirmationId: unconfirmed, productKey }
  }
  const version = computer.condition.startsWith('release ID') ? 2 : 1
  const hardware = hardwareOf(computer)
  const installationId = makeInstallationId({ ...key, hardware, version })
  const installation = parseInstallationId(installationId)
  if (installation.kind === 'refused') throw new Error('a made-up ID was refused')
  const confirmationId = createSigner(secrets.signingKey(name.product)).sign(installation.payload)
  return { installationId, confirmationId, productKey }
}

const forged = Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7)

/** Numbers whose groups fit, and that no computer shows: more than 179 bits; a version that does not exist. */
const values: Partial<Record<Condition, bigint>> = {
  'ID out of range': (1n << 179n) + 123_456_789_012_345n,
  'ID of another version': (3n << 176n) + 987_654_321_098_765n,
}

const unconfirmed = [] as readonly string[] as ConfirmationId
