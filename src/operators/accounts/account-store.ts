import type { OperatorEntry } from '../../activation/entry.ts'
import type { Act } from '../../activation/ledger.ts'
import type { OperatorId, OperatorState, Role } from '../../base/operator.ts'
import type { Changes, Credentials, Identity, Operator } from './operator.ts'

/** An operator with what he proves himself with. */
export type Account = { readonly operator: Operator; readonly credentials: Credentials }

/** Lets its bearer choose a password, once. */
export type Invitation = {
  /** 64 hex digits. */
  readonly hash: string
  /** ms since 1970 */
  readonly expiresAt: number
}

export type Invited = Account & {
  readonly expiresAt: number
  /** For the one-time codes, sealed; once it was shown. */
  readonly secret?: string
}

export type Enrolment = {
  readonly password: string
  /** Of the code by which the authenticator was tried out. */
  readonly step: number
  readonly recoveryCodes: readonly string[]
  readonly from: string
  readonly at: number
}

/** What an organisation says of somebody who comes in. */
export type Admission = {
  readonly identity: Extract<Identity, { readonly kind: 'organisation' }>
  /** For whoever was never here. */
  readonly id: OperatorId
  readonly name: string
  readonly email: string
  readonly roles: readonly Role[]
  readonly at: number
}

/**
 * Who operates the line. Every change writes its audit entry in the same transaction; whoever is disabled, or begins
 * anew, is signed out by it. Throws the fault `database-unusable`.
 */
export type AccountStore = {
  /** By name. */
  readonly list: () => Promise<readonly Account[]>
  readonly find: (id: OperatorId) => Promise<Account | undefined>
  /** The local operator with this address, in small letters. */
  readonly findLocal: (email: string) => Promise<Account | undefined>
  /** Adds a local operator, who has nothing yet but his invitation. */
  readonly invite: (
    operator: Omit<Operator, 'identity' | 'state'>,
    invitation: Invitation,
    act: Act,
  ) => Promise<'invited' | 'taken'>
  /** Another invitation in place of all that he proved himself with. */
  readonly inviteAgain: (id: OperatorId, invitation: Invitation, act: Act) => Promise<boolean>
  readonly change: (id: OperatorId, changes: Changes, act: Act) => Promise<Operator | undefined>
  readonly setRoles: (
    id: OperatorId,
    roles: readonly Role[],
    act: Act,
  ) => Promise<Operator | undefined>
  readonly setState: (
    id: OperatorId,
    state: OperatorState,
    act: Act,
  ) => Promise<Operator | undefined>

  readonly invited: (hash: string) => Promise<Invited | undefined>
  /** Keeps a secret with an invitation that has none yet; gives the one that it then has. */
  readonly keepSecret: (hash: string, secret: string) => Promise<string | undefined>
  /** Takes the invitation and what was chosen with it; once. */
  readonly enrol: (hash: string, enrolment: Enrolment) => Promise<Operator | undefined>
  /** Takes a step that is later than any before. */
  readonly takeStep: (id: OperatorId, step: number) => Promise<boolean>
  /** Takes a recovery code; gives how many are left, or nothing where it is none. */
  readonly takeRecoveryCode: (id: OperatorId, hash: string) => Promise<number | undefined>
  readonly rehash: (id: OperatorId, from: string, to: string) => Promise<void>

  /** Whoever comes from an organisation, as it now says he is. */
  readonly admit: (admission: Admission) => Promise<Operator>
  readonly note: (entry: OperatorEntry) => Promise<void>
}
