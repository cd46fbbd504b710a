import type { AccountStore } from '../accounts/account-store.ts'
import { drawOperatorId, drawSecret, hashOfSecret } from '../accounts/secrets-of-chance.ts'
import type { SessionStore } from '../accounts/sessions.ts'
import type { SignInLimits } from '../accounts/sign-in-limits.ts'
import type { Vouched } from './organisation.ts'

export type ComeInDeps = {
  readonly accounts: Pick<AccountStore, 'admit' | 'note'>
  readonly sessions: Pick<SessionStore, 'begin'>
  readonly limits: Pick<SignInLimits, 'countAddress'>
  readonly hashAddress: (address: string) => string
}

export type CameIn =
  | { readonly kind: 'signed-in'; readonly session: string }
  | { readonly kind: 'refused'; readonly reason: 'organisation' | 'no-role' | 'disabled' | 'wait' }

/** Signs in whom an organisation vouches for, unless he was disabled here. Whoever only knocks is not asked about for ever. */
export async function comeIn(
  { accounts, sessions, limits, hashAddress }: ComeInDeps,
  vouch: () => Promise<Vouched>,
  { address, at }: { readonly address: string; readonly at: number },
): Promise<CameIn> {
  const from = hashAddress(address)
  const attempt = await limits.countAddress(address)
  if (attempt.waitInMs > 0) {
    const why = 'limited'
    if (attempt.isFirstTooMany)
      await accounts.note({ kind: 'sign-in-failed', operator: null, why, from, at })
    return { kind: 'refused', reason: 'wait' }
  }
  const vouched = await vouch()
  if (vouched.kind === 'refused') {
    const { reason: why } = vouched
    await accounts.note({ kind: 'sign-in-failed', operator: null, why, from, at })
    return vouched
  }
  const { kind: _, ...said } = vouched
  const { id, state } = await accounts.admit({ ...said, id: drawOperatorId(), at })
  if (state === 'disabled') {
    await accounts.note({ kind: 'sign-in-failed', operator: id, why: 'disabled', from, at })
    return { kind: 'refused', reason: 'disabled' }
  }
  await attempt.takeBack()
  const session = drawSecret()
  await sessions.begin(
    hashOfSecret(session),
    { operator: id, means: 'organisation', from, at },
    undefined,
  )
  return { kind: 'signed-in', session }
}
