import { readFileSync } from 'node:fs'
import type { Components } from '../../src/identifiers/fingerprint.ts'

export type ValidVector = {
  readonly masterKey: string
  readonly product: number
  readonly serial: number
  readonly productKey: string
  /** 15 hex digits */
  readonly secret: string
  readonly components: Components
  readonly fingerprint: string
  readonly installationPayload: string
  readonly installationId: readonly string[]
  readonly releaseId: readonly string[]
  readonly publicKey: string
  readonly confirmationId: readonly string[]
}

export type RefusedVector =
  | { readonly kind: 'product-key'; readonly text: string; readonly reason: string }
  | {
      readonly kind: 'installation-id'
      readonly groups: readonly string[]
      readonly reason: string
      readonly group: number | null
      readonly masterKey?: string
    }
  | {
      readonly kind: 'confirmation-id'
      readonly groups: readonly string[]
      readonly reason: string
      readonly group?: number
      readonly publicKey: string
      readonly installationPayload: string
    }

export type Vectors = {
  readonly curve: {
    readonly u: string
    readonly p: string
    readonly n: string
    readonly b: string
    readonly xi: string
    readonly g1: readonly string[]
    readonly g2: { readonly x: readonly string[]; readonly y: readonly string[] }
    readonly twistB: readonly string[]
  }
  readonly damm: readonly string[]
  readonly alphabet: string
  readonly components: readonly string[]
  readonly valid: readonly [ValidVector, ...ValidVector[]]
  readonly refused: readonly RefusedVector[]
  /** `same` is null where one side has too little hardware for the question to be asked. */
  readonly machines: readonly {
    readonly registered: string
    readonly presented: string
    readonly same: boolean | null
  }[]
}

/** The public test vectors of the format. */
export const vectors = JSON.parse(
  readFileSync(new URL('../vectors/identifiers.json', import.meta.url), 'utf8'),
) as Vectors
