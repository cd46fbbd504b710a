import type { InstallationId } from '../../src/base/brand.ts'
import type { Digit, Keyed } from '../../src/base/keyed.ts'
import { createProver, makeInstallationId } from '../../src/identifiers/installation-id.ts'
import type { Books } from '../../src/identifiers/readings/readings.ts'
import { createSecrets } from '../../src/identifiers/secrets.ts'

const secrets = createSecrets(new Uint8Array(32).fill(7))

/** The books of their publisher. */
export const books: Books = {
  products: [{ product: 42, highestSerial: 5_000 }],
  proofOf: (product, serial, head) =>
    createProver(secrets.keySecret(product, serial)).proofOf(head),
}

/** An installation ID of a made-up machine; the same number gives the same ID. */
export function madeUpId(number: number, version: 1 | 2 = 1): InstallationId {
  const serial = 1 + (number % 5_000)
  const hardware = Uint8Array.from(
    { length: 8 },
    (_, index) => 1 + ((number * 37 + index * 91) % 255),
  )
  const secret = secrets.keySecret(42, serial)
  return makeInstallationId({ product: 42, serial, secret, hardware, version })
}

/** All digits of an ID in one run. */
export function runOf(id: readonly string[]): string {
  return id.join('')
}

/** The digits with the one at this place wrong by one. */
export function withWrongDigit(digits: string, at: number): string {
  return digits.slice(0, at) + ((Number(digits[at]) + 1) % 10) + digits.slice(at + 1)
}

/** The digits with this one and the next swapped; equal ones are looked past. */
export function withSwap(digits: string, at: number): string {
  const place = digits[at] === digits[at + 1] ? at - 1 : at
  return (
    digits.slice(0, place) +
    digits.charAt(place + 1) +
    digits.charAt(place) +
    digits.slice(place + 2)
  )
}

/** These digits as an earlier call brought them in. */
export function presses(digits: string): Keyed {
  return digits.split('').map((key) => ({ kind: 'press', key: key as Digit }))
}
