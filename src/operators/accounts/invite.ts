import type { Act } from '../../activation/ledger.ts'
import type { OperatorId } from '../../base/operator.ts'
import type { AccountStore } from './account-store.ts'
import type { Operator } from './operator.ts'
import { drawOperatorId, drawSecret, hashOfSecret } from './secrets-of-chance.ts'

/** An invitation: to be handed to its operator, and shown once. */
export type Invitation = { readonly secret: string; readonly expiresAt: number }

/** Who is on holiday is invited when he is back. */
const livesFor = 24 * 60 * 60_000

/** Adds a local operator. Nobody but he chooses his password. */
export async function invite(
  accounts: Pick<AccountStore, 'invite'>,
  person: Omit<Operator, 'id' | 'state' | 'identity'>,
  act: Act,
): Promise<{ readonly id: OperatorId; readonly invitation: Invitation } | 'taken'> {
  const invitation = draw(act.at)
  const id = drawOperatorId()
  const invited = await accounts.invite({ ...person, id }, kept(invitation), act)
  return invited === 'taken' ? 'taken' : { id, invitation }
}

/** For who has lost password or authenticator; nothing where no local operator has this id. */
export async function inviteAgain(
  accounts: Pick<AccountStore, 'inviteAgain'>,
  id: OperatorId,
  act: Act,
): Promise<Invitation | undefined> {
  const invitation = draw(act.at)
  return (await accounts.inviteAgain(id, kept(invitation), act)) ? invitation : undefined
}

/** The link by which it is used: what stands behind `#` is sent to no server, and so is in no log. */
export function invitationLink(publicUrl: string, { secret }: Invitation): string {
  return `${publicUrl}/console/#invitation=${secret}`
}

function draw(at: number): Invitation {
  return { secret: drawSecret(), expiresAt: at + livesFor }
}

function kept({ secret, expiresAt }: Invitation): { hash: string; expiresAt: number } {
  return { hash: hashOfSecret(secret), expiresAt }
}
