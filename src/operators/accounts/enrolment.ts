import type { SignInFailure } from '../../activation/entry.ts'
import type { OperatorId } from '../../base/operator.ts'
import type { AccountStore, Invited } from './account-store.ts'
import { codeAddress, drawCodeSecret, stepOfCode } from './one-time-code.ts'
import type { PasswordHashing } from './password-hash.ts'
import { flawOf, type PasswordFlaw } from './password-rules.ts'
import { drawRecoveryCodes, hashOfRecoveryCode } from './recovery-codes.ts'
import type { Sealing } from './sealing.ts'
import { hashOfSecret, isSecretLike } from './secrets-of-chance.ts'
import type { SignInLimits } from './sign-in-limits.ts'

/** `invitation`: nobody's, used, or expired. */
type Refused<Reason extends string> = { readonly kind: 'refused'; readonly reason: Reason }

type Wait = { readonly kind: 'wait'; readonly inMs: number }

export type Opened =
  | {
      readonly kind: 'invited'
      readonly name: string
      readonly email: string
      /** In base 32, for who cannot scan. */
      readonly secret: string
      /** What the picture says to an authenticator. */
      readonly address: string
    }
  | Refused<'invitation'>
  | Wait

export type Enrolled =
  | { readonly kind: 'enrolled'; readonly recoveryCodes: readonly string[] }
  | Refused<'invitation' | 'code' | PasswordFlaw>
  | Wait

/** How whoever is invited comes to a password of his own, to codes, and to ten that are for bad days. */
export type Enrolment = {
  readonly open: (invitation: string, whence: Whence) => Promise<Opened>
  readonly complete: (
    said: { readonly invitation: string; readonly password: string; readonly code: string },
    whence: Whence,
  ) => Promise<Enrolled>
}

type Whence = { readonly address: string; readonly at: number }

export type EnrolmentDeps = {
  readonly accounts: Pick<AccountStore, 'invited' | 'keepSecret' | 'enrol' | 'note'>
  readonly hashing: Pick<PasswordHashing, 'hash'>
  readonly sealing: Sealing
  readonly limits: Pick<SignInLimits, 'countAddress'>
  readonly hashAddress: (address: string) => string
}

export function createEnrolment(deps: EnrolmentDeps): Enrolment {
  const { accounts, hashing, sealing, hashAddress } = deps

  return {
    open: async (invitation, whence) => {
      const found = await find(deps, invitation, whence)
      if (found.kind !== 'found') return found
      const { operator, secret: kept } = found.invited
      const sealed =
        kept ??
        (await accounts.keepSecret(
          hashOfSecret(invitation),
          sealing.seal(drawCodeSecret(), operator.id),
        ))
      const secret = sealed === undefined ? undefined : sealing.open(sealed, operator.id)
      if (secret === undefined) return noInvitation
      const { name, email } = operator
      return { kind: 'invited', name, email, secret, address: codeAddress(secret, email) }
    },

    complete: async ({ invitation, password, code }, whence) => {
      const found = await find(deps, invitation, whence)
      if (found.kind !== 'found') return found
      const { operator, secret: sealed } = found.invited
      const secret = sealed === undefined ? undefined : sealing.open(sealed, operator.id)
      if (secret === undefined) return noInvitation
      const flaw = await flawOf(password)
      if (flaw !== undefined) return { kind: 'refused', reason: flaw }
      const step = stepOfCode(secret, code.replaceAll(' ', ''), whence.at)
      if (step === undefined) {
        await fail(deps, operator.id, 'code', whence)
        return { kind: 'refused', reason: 'code' }
      }
      const recoveryCodes = drawRecoveryCodes()
      const enrolled = await accounts.enrol(hashOfSecret(invitation), {
        password: await hashing.hash(password),
        step,
        recoveryCodes: recoveryCodes.flatMap((one) => hashOfRecoveryCode(one) ?? []),
        from: hashAddress(whence.address),
        at: whence.at,
      })
      return enrolled === undefined ? noInvitation : { kind: 'enrolled', recoveryCodes }
    },
  }
}

const noInvitation = { kind: 'refused', reason: 'invitation' } as const

/** Only what is no invitation counts against an address. */
async function find(
  deps: EnrolmentDeps,
  invitation: string,
  whence: Whence,
): Promise<{ readonly kind: 'found'; readonly invited: Invited } | Refused<'invitation'> | Wait> {
  const attempt = await deps.limits.countAddress(whence.address)
  if (attempt.waitInMs > 0) {
    if (attempt.isFirstTooMany) await fail(deps, null, 'limited', whence)
    return { kind: 'wait', inMs: attempt.waitInMs }
  }
  const invited = isSecretLike(invitation)
    ? await deps.accounts.invited(hashOfSecret(invitation))
    : undefined
  const isGood =
    invited !== undefined && invited.expiresAt > whence.at && invited.operator.state === 'active'
  if (isGood) {
    await attempt.takeBack()
    return { kind: 'found', invited }
  }
  await fail(deps, invited?.operator.id ?? null, 'invitation', whence)
  return noInvitation
}

function fail(
  { accounts, hashAddress }: EnrolmentDeps,
  operator: OperatorId | null,
  why: SignInFailure,
  { address, at }: Whence,
): Promise<void> {
  return accounts.note({
    kind: 'sign-in-failed',
    operator,
    why,
    from: hashAddress(address),
    at,
  })
}
