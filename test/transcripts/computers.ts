import type { ConfirmationId, InstallationId } from '../../src/base/brand.ts'
import { createSigner } from '../../src/identifiers/confirmation-id.ts'
import { makeInstallationId, parseInstallationId } from '../../src/identifiers/installation-id.ts'
import { showProductKey } from '../../src/identifiers/product-key.ts'
import type { Secrets } from '../../src/identifiers/secrets.ts'
import { keys, product } from '../support/whole-line.ts'

/** A made-up computer; the same number is the same hardware. A transcript writes `7`, `7 (forged key)`. */
export type Computer = { readonly number: number; readonly condition: Condition }

/** What is on its screen, and what the line has to answer. */
export type Shown = {
  readonly installationId: InstallationId
  readonly confirmationId: ConfirmationId
  readonly productKey: string
}

type Condition = (typeof conditions)[number]

const conditions = [
  'usual',
  'forged key',
  'used-up key',
  'key reported stolen',
  'release ID',
] as const

export function parseComputer(text: string): Computer {
  const [, number, named = 'usual'] = /^(\d+)(?: \((.+)\))?$/.exec(text) ?? []
  const condition = conditions.find((one) => one === named)
  if (number === undefined || condition === undefined) throw new Error(`no computer is: ${text}`)
  return { number: Number(number), condition }
}

export function renderComputer({ number, condition }: Computer): string {
  return condition === 'usual' ? String(number) : `${number} (${condition})`
}

/** The serial of its key: a key that is used up or blocked is its own, and has few slots. */
export function serialOf({ number, condition }: Computer): number {
  const isSpent = condition === 'used-up key' || condition === 'key reported stolen'
  return (isSpent ? keys.few.first : keys.many.first) + number
}

export function hardwareOf(number: number): Uint8Array {
  return Uint8Array.from({ length: 8 }, (_, part) => 1 + ((number * 37 + part * 91) % 255))
}

/** Computed from the master key, not asked of the line. */
export function shownBy(computer: Computer, secrets: Secrets): Shown {
  const serial = serialOf(computer)
  const isForged = computer.condition === 'forged key'
  const secret = isForged ? forged : secrets.keySecret(product, serial)
  const version = computer.condition === 'release ID' ? 2 : 1
  const key = { product, serial, secret }
  const hardware = hardwareOf(computer.number)
  const installationId = makeInstallationId({ ...key, hardware, version })
  const installation = parseInstallationId(installationId)
  if (installation.kind === 'refused') throw new Error('a made-up ID was refused')
  const confirmationId = createSigner(secrets.signingKey(product)).sign(installation.payload)
  return { installationId, confirmationId, productKey: showProductKey(key) }
}

const forged = Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7)
