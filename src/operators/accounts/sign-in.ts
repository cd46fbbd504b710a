import type { SignInFailure } from '../../activation/entry.ts'
import type { OperatorId } from '../../base/operator.ts'
import type { Account, AccountStore } from './account-store.ts'
import type { Devices } from './devices.ts'
import type { Operator } from './operator.ts'
import { stepOfCode } from './one-time-code.ts'
import type { PasswordHashing } from './password-hash.ts'
import { hashOfRecoveryCode } from './recovery-codes.ts'
import type { Sealing } from './sealing.ts'
import { drawSecret, hashOfSecret, isSecretLike } from './secrets-of-chance.ts'
import { isOver, type SessionStore } from './sessions.ts'
import type { SignInLimits } from './sign-in-limits.ts'

/** Where a try comes from, and when. */
export type Whence = {
  readonly address: string
  /** What a browser keeps of its having been this operator's. */
  readonly deviceOf: (operator: OperatorId) => string | undefined
  readonly at: number
}

type Wait = { readonly kind: 'wait'; readonly inMs: number }

/** One answer for a wrong name and for a wrong password, after the same time. */
export type PasswordResult =
  | { readonly kind: 'code-needed'; readonly session: string }
  | { readonly kind: 'refused'; readonly reason: 'name-or-password' }
  | Wait

/** `begin-again`: the password was too long ago, or too many codes were wrong since. */
export type CodeResult =
  | {
      readonly kind: 'signed-in'
      readonly session: string
      readonly device: string
      readonly operator: Operator
      /** Where one was used. */
      readonly recoveryCodesLeft?: number
    }
  | { readonly kind: 'refused'; readonly reason: 'code' | 'begin-again' }
  | Wait

/** How a local operator signs in: his password, and then a code. */
export type SignIn = {
  readonly password: (
    said: { readonly email: string; readonly password: string },
    whence: Whence,
  ) => Promise<PasswordResult>
  /** A one-time code, or one of the recovery codes. */
  readonly code: (
    said: { readonly session: string; readonly code: string },
    whence: Whence,
  ) => Promise<CodeResult>
}

export type SignInDeps = {
  readonly accounts: AccountStore
  readonly sessions: SessionStore
  readonly hashing: PasswordHashing
  readonly sealing: Sealing
  readonly devices: Devices
  readonly limits: SignInLimits
  /** What the audit tells of an address. */
  readonly hashAddress: (address: string) => string
}

/** Wrong ones until the password is asked for again. */
const mostCodes = 5

export function createSignIn(deps: SignInDeps): SignIn {
  const { accounts, sessions, hashing, devices, limits, hashAddress } = deps

  const fail = (
    account: Account | undefined,
    why: SignInFailure,
    { address, at }: Pick<Whence, 'address' | 'at'>,
  ): Promise<void> =>
    accounts.note({
      kind: 'sign-in-failed',
      operator: account?.operator.id ?? null,
      why,
      from: hashAddress(address),
      at,
    })

  const known = (
    account: Account | undefined,
    { deviceOf, at }: Pick<Whence, 'deviceOf' | 'at'>,
  ): string | undefined => account && devices.known(deviceOf(account.operator.id), account, at)

  return {
    password: async (said, whence) => {
      const email = said.email.trim().toLowerCase()
      const account = await accounts.findLocal(email)
      const device = known(account, whence)
      const attempt = await limits.count({ email, address: whence.address, device })
      if (attempt.waitInMs > 0) {
        if (attempt.isFirstTooMany) await fail(account, 'limited', whence)
        return { kind: 'wait', inMs: attempt.waitInMs }
      }
      const kept = account?.credentials.password
      const { isRight, isWeak } = await hashing.verify(said.password, kept)
      if (account === undefined || kept === undefined || !isRight || isDisabled(account)) {
        await fail(account, whyNot(account, isRight), whence)
        return { kind: 'refused', reason: 'name-or-password' }
      }
      await attempt.takeBack()
      const { id } = account.operator
      if (isWeak) await accounts.rehash(id, kept, await hashing.hash(said.password))
      const session = drawSecret()
      await sessions.beginHalf(hashOfSecret(session), id, whence.at)
      return { kind: 'code-needed', session }
    },

    code: async ({ session, code }, whence) => {
      const { address, at } = whence
      const half = await findHalf(sessions, session, at)
      if (half === undefined) return beginAgain
      const { account, hash } = half
      const { operator } = account
      const device = known(account, whence)
      const attempts = await Promise.all([
        limits.count({ email: operator.email, address, device }),
        ...(device === undefined ? [limits.countCode(operator.id)] : []),
      ])
      const inMs = Math.max(...attempts.map(({ waitInMs }) => waitInMs))
      if (inMs > 0) {
        if (attempts.some((one) => one.isFirstTooMany)) await fail(account, 'limited', whence)
        return { kind: 'wait', inMs }
      }
      const tries = await sessions.countTry(hash)
      if (tries > mostCodes) return beginAgain
      const taken = await takeCode(deps, account, { code, at })
      if (taken === undefined) {
        await fail(account, 'code', whence)
        return tries === mostCodes ? beginAgain : { kind: 'refused', reason: 'code' }
      }
      const whole = drawSecret()
      const means = taken.left === undefined ? 'code' : 'recovery-code'
      const signedIn = { operator: operator.id, means, from: hashAddress(address), at } as const
      if (!(await sessions.begin(hashOfSecret(whole), signedIn, hash))) return beginAgain
      await Promise.all(attempts.map(({ takeBack }) => takeBack()))
      return {
        kind: 'signed-in',
        session: whole,
        device: devices.issue(account, at),
        operator,
        ...(taken.left !== undefined && { recoveryCodesLeft: taken.left }),
      }
    },
  }
}

const beginAgain = { kind: 'refused', reason: 'begin-again' } as const

function isDisabled({ operator }: Account): boolean {
  return operator.state === 'disabled'
}

function whyNot(account: Account | undefined, isRight: boolean): SignInFailure {
  if (account === undefined) return 'unknown'
  if (account.credentials.password === undefined) return 'not-enrolled'
  return isRight ? 'disabled' : 'password'
}

async function findHalf(
  sessions: SessionStore,
  secret: string,
  at: number,
): Promise<{ readonly account: Account; readonly hash: string } | undefined> {
  if (!isSecretLike(secret)) return undefined
  const hash = hashOfSecret(secret)
  const found = await sessions.find(hash)
  const isHalf = found?.session.stage === 'half' && !isOver(found.session, at)
  return isHalf && !isDisabled(found.account) ? { account: found.account, hash } : undefined
}

type Taken = { readonly left?: number }

/** Takes the code, so that it is good no more; nothing where it never was. */
async function takeCode(
  { accounts, sealing }: Pick<SignInDeps, 'accounts' | 'sealing'>,
  { operator, credentials }: Account,
  { code, at }: { readonly code: string; readonly at: number },
): Promise<Taken | undefined> {
  const recovery = hashOfRecoveryCode(code)
  if (recovery !== undefined) {
    const left = await accounts.takeRecoveryCode(operator.id, recovery)
    return left === undefined ? undefined : { left }
  }
  const secret = sealing.open(credentials.secret ?? '', operator.id)
  if (secret === undefined) return undefined
  const step = stepOfCode(secret, code.replaceAll(' ', ''), at)
  return step !== undefined && (await accounts.takeStep(operator.id, step)) ? {} : undefined
}
