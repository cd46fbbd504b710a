import type { Secrets } from '../../identifiers/secrets.ts'
import { type Role, roles } from '../../base/operator.ts'
import type { AccountStore } from './account-store.ts'
import { invite } from './invite.ts'
import { codeAt, codeSecretOf } from './one-time-code.ts'
import type { PasswordHashing } from './password-hash.ts'
import type { Sealing } from './sealing.ts'
import { hashOfSecret } from './secrets-of-chance.ts'

/** How somebody who tries the demo signs in as one of its operators. */
export type DemoSignIn = {
  readonly role: Role
  readonly email: string
  readonly password: string
  /** Of the next half a minute, as his authenticator would show it. */
  readonly code: string
}

export type DemoOperatorsDeps = {
  readonly accounts: AccountStore
  readonly hashing: Pick<PasswordHashing, 'hash'>
  readonly sealing: Sealing
  /** The demo's: what follows from its master key is the same at every start, and is kept nowhere. */
  readonly secrets: Pick<Secrets, 'derive'>
}

/** Adds an operator for each role where the demo has none yet, and gives how each signs in now. */
export async function prepareDemoOperators(
  { accounts, hashing, sealing, secrets }: DemoOperatorsDeps,
  at: number,
): Promise<readonly DemoSignIn[]> {
  const signIns: DemoSignIn[] = []
  for (const role of roles) {
    const email = `${role}@demo.example`
    const password = wordsOf(secrets.derive(`demo/operator-password/v1/${role}`, 12))
    const secret = codeSecretOf(secrets.derive(`demo/operator-codes/v1/${role}`, 20))
    if ((await accounts.findLocal(email)) === undefined) {
      await enrol({ accounts, hashing, sealing }, { role, email, password, secret, at })
    }
    signIns.push({ role, email, password, code: codeAt(secret, at) })
  }
  return signIns
}

async function enrol(
  { accounts, hashing, sealing }: Omit<DemoOperatorsDeps, 'secrets'>,
  {
    role,
    email,
    password,
    secret,
    at,
  }: Omit<DemoSignIn, 'code'> & { readonly secret: string; readonly at: number },
): Promise<void> {
  const name = `Demo ${role}`
  const person = { name, email, roles: [role], languages: [], countries: [] }
  const invited = await invite(accounts, person, { by: 'demo', at })
  if (invited === 'taken') return
  const hash = hashOfSecret(invited.invitation.secret)
  await accounts.keepSecret(hash, sealing.seal(secret, invited.id))
  await accounts.enrol(hash, {
    password: await hashing.hash(password),
    step: 0,
    recoveryCodes: [],
    from: 'demo',
    at,
  })
}

/** Read off one screen and typed on another. */
function wordsOf(bytes: Uint8Array): string {
  return (Buffer.from(bytes).toString('hex').match(/.{6}/g) ?? []).join('-')
}
