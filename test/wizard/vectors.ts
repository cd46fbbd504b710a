import { readFileSync } from 'node:fs'
import type { Components } from '../../src/identifiers/fingerprint.ts'

export type Vector = {
  /** 64 hex digits */
  readonly masterKey: string
  readonly product: number
  readonly serial: number
  readonly productKey: string
  readonly components: Components
  readonly installationId: readonly string[]
  readonly releaseId: readonly string[]
  readonly publicKey: string
  readonly confirmationId: readonly string[]
}

/** The genuine examples of the format's test vectors. */
export function genuine(): readonly Vector[] {
  const file = new URL('../vectors/identifiers.json', import.meta.url)
  const { valid } = JSON.parse(readFileSync(file, 'utf8')) as { readonly valid: readonly Vector[] }
  return valid
}

/** The example with all eight components, and one for the same product with another key. */
export function example(at = 2): Vector {
  const vector = genuine()[at]
  if (vector === undefined) throw new Error('no such example')
  return vector
}
