import type { BlockClass, KeyClass, Refusal } from '../base/activation.ts'
import type { CaseNumber, Country } from '../base/brand.ts'
import type { Policy } from './policy.ts'

/** `sunset`: every genuine key is confirmed, without a limit. */
export type SaleState = 'sold' | 'retired' | 'sunset'

type OfKey = { readonly product: number; readonly serial: number; readonly at: number }

type OfCase = OfKey & { readonly caseNumber: CaseNumber }

/** 16 hex digits: the fingerprint. */
type Hardware = string

/**
 * What an activation core may write about one key. `nth`: which of the key's activations. Times are ms
 * since 1970. From the entries alone the tables can be made again.
 */
export type KeyEntry =
  | (OfCase & {
      readonly kind: 'activated'
      readonly nth: number
      readonly hardware: Hardware
      /** The limit was raised by one for it. */
      readonly emergency: boolean
    })
  | (OfCase & { readonly kind: 'reactivated'; readonly nth: number; readonly hardware: Hardware })
  /** Confirmed without a slot: the product is in its sunset. */
  | (OfCase & { readonly kind: 'confirmed-in-sunset'; readonly hardware: Hardware })
  | (OfCase & { readonly kind: 'released'; readonly nth: number; readonly by: string })
  | (OfCase & { readonly kind: 'extension-requested' })

/** One line of the audit: everything that changed the books, and every genuine ID that was refused. */
export type Entry =
  | KeyEntry
  | (OfKey & {
      readonly kind: 'refused'
      readonly reason: Refusal['reason']
      readonly caseNumber?: CaseNumber
    })
  | (OfKey & { readonly kind: 'blocked'; readonly as: BlockClass; readonly by: string })
  | (OfKey & { readonly kind: 'unblocked'; readonly by: string })
  | (OfKey & {
      readonly kind: 'extended'
      readonly more: number
      readonly reason: string
      readonly by: string
    })
  | (OfKey & { readonly kind: 'extension-declined'; readonly reason: string; readonly by: string })
  | {
      readonly kind: 'minted'
      readonly product: number
      readonly first: number
      readonly count: number
      readonly keyClass: KeyClass
      readonly limit: number
      readonly regions: readonly Country[]
      readonly by: string
      readonly at: number
    }
  | {
      readonly kind: 'product-added'
      readonly product: number
      readonly name: string
      readonly publicKey: string
      readonly keyCheck: string
      readonly by: string
      readonly at: number
    }
  | {
      readonly kind: 'product-state'
      readonly product: number
      readonly state: SaleState
      readonly successor: number | null
      readonly by: string
      readonly at: number
    }
  | {
      readonly kind: 'policy-set'
      readonly product: number
      readonly keyClass: KeyClass
      readonly policy: Policy
      readonly by: string
      readonly at: number
    }
