import type { E164, Country, Language } from '../../base/brand.ts'
import type { OperatorId, OperatorState, Role } from '../../base/operator.ts'

/** Whoever operates the line. */
export type Operator = {
  readonly id: OperatorId
  readonly name: string
  /** In small letters; local operators sign in with it. */
  readonly email: string
  readonly roles: readonly Role[]
  /** Callers whom he can help. */
  readonly languages: readonly Language[]
  readonly countries: readonly Country[]
  /** His own, where he is called instead of his browser; only an administrator enters one. */
  readonly telephone?: E164
  readonly state: OperatorState
  readonly identity: Identity
}

/** Who says that it is he: this line by a password and a code, or his organisation. */
export type Identity =
  | { readonly kind: 'local' }
  | { readonly kind: 'organisation'; readonly issuer: string; readonly subject: string }

/** What is to be otherwise of an operator, besides his roles and his state; what is not there stays. */
export type Changes = {
  readonly name?: string | undefined
  readonly languages?: readonly Language[] | undefined
  readonly countries?: readonly Country[] | undefined
  readonly telephone?: E164 | 'none' | undefined
}

/** What a local operator proves himself with. */
export type Credentials = {
  /** In the PHC string form; nothing: he has not enrolled yet. */
  readonly password?: string
  /** Of his one-time codes, sealed. */
  readonly secret?: string
  /** Rises with every enrolment: what was trusted before is no longer. */
  readonly generation: number
}
