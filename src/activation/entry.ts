import type { BlockClass, KeyClass, Refusal } from '../base/activation.ts'
import type { CaseNumber, Country } from '../base/brand.ts'
import type { OperatorId, OperatorState, Role } from '../base/operator.ts'
import type { OverrideKind, OverrideReason } from '../base/override.ts'
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

type OfOperator = { readonly operator: OperatorId; readonly at: number }

/** `from`: the address, as a keyed hash. */
type From = { readonly from: string }

/**
 * What was done by or to whoever operates the line. Names, e-mail and other addresses are people's own and stand nowhere
 * here. `by`: `cli`, `organisation`, or an operator.
 */
export type OperatorEntry =
  | (OfOperator & {
      readonly kind: 'operator-invited'
      readonly roles: readonly Role[]
      readonly by: string
    })
  | (OfOperator & From & { readonly kind: 'operator-enrolled' })
  | (OfOperator & {
      readonly kind: 'operator-changed'
      readonly fields: readonly string[]
      readonly by: string
    })
  | (OfOperator & {
      readonly kind: 'operator-roles'
      readonly roles: readonly Role[]
      readonly by: string
    })
  | (OfOperator & {
      readonly kind: 'operator-state'
      readonly state: OperatorState
      readonly by: string
    })
  | (OfOperator & From & { readonly kind: 'signed-in'; readonly means: SignInMeans })
  | (From & {
      readonly kind: 'sign-in-failed'
      /** Nobody where the name is no operator's. */
      readonly operator: OperatorId | null
      readonly why: SignInFailure
      readonly at: number
    })
  | (OfOperator & { readonly kind: 'signed-out'; readonly everywhere: boolean })
  /** He looked into the books, or searched them. `found`: how many cases. */
  | (OfOperator & {
      readonly kind: 'looked-up'
      readonly what: 'case' | 'caller' | 'key' | 'audit'
      readonly caseNumber: CaseNumber | null
      readonly found: number
    })
  /** His softphone asked for a caller in whose conversation he has no part. */
  | (OfOperator & { readonly kind: 'seat-refused'; readonly contact: string })
  | WatchEntry
  | TextEntry

/** He came into a colleague's conversation: unheard, heard by the colleague alone, or by both; and left it. */
export type WatchEntry = OfOperator & { readonly caseNumber: CaseNumber } & (
    | { readonly kind: 'watched'; readonly as: 'listens' | 'whispers' | 'joined' }
    | { readonly kind: 'watch-ended' }
  )

/**
 * What an operator asked for beyond the rules, and how a second one decided. What it does to the key is an entry of its
 * own: `extended`, `unblocked` or `board-freed`.
 */
export type OverrideEntry =
  | (OfCase & {
      readonly kind: 'override-asked'
      /** By chance. */
      readonly id: string
      readonly override: OverrideKind
      readonly more: number
      readonly reason: OverrideReason
      readonly text: string
      readonly evidence: string | null
      /** Otherwise it is done with it. */
      readonly needsSecond: boolean
      readonly by: OperatorId
    })
  | (OfCase & {
      readonly kind: 'override-decided'
      readonly id: string
      readonly isApproved: boolean
      readonly by: OperatorId
    })

/** He sent a caller his answer as a text message, written before it is sent; `answer-not-texted`: that failed. */
export type TextEntry = OfOperator & {
  readonly kind: 'answer-texted' | 'answer-not-texted'
  readonly caseNumber: CaseNumber
}

export type SignInMeans = 'code' | 'recovery-code' | 'organisation'

/** `limited`: said once when it begins, since what is turned away unseen would fill the audit. */
export type SignInFailure =
  | 'unknown'
  | 'password'
  | 'not-enrolled'
  | 'disabled'
  | 'code'
  | 'invitation'
  | 'organisation'
  | 'no-role'
  | 'limited'

/**
 * One line of the audit: everything that changed the books, every genuine ID that was refused, and who operated the
 * line.
 */
export type Entry =
  | KeyEntry
  | OperatorEntry
  | OverrideEntry
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
  /** An OEM key: its machines gave their slots back, and the next one says to which board it belongs. */
  | (OfKey & { readonly kind: 'board-freed'; readonly by: string })
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
