/** How somebody comes to an account of his own: an invitation, and what he makes of it. */
import type { Insertable, Kysely, Transaction } from 'kysely'
import type { OperatorId } from '../base/operator.ts'
import type {
  AccountStore,
  Enrolment,
  Invitation,
  Invited,
} from '../operators/accounts/account-store.ts'
import type { Operator } from '../operators/accounts/operator.ts'
import { tell } from './operator-audit.ts'
import { newcomer, toAccount, toOperator } from './operator-rows.ts'
import type { OperatorTables } from './operator-tables.ts'

type Database = Kysely<OperatorTables>
type Inside = Transaction<OperatorTables>

type InviteRequest = {
  readonly operator: Parameters<AccountStore['invite']>[0]
  readonly invitation: Invitation
  readonly act: Parameters<AccountStore['invite']>[2]
}

/** Somebody who is to operate the line; `taken`: his e-mail address is another's. */
export async function invite(
  db: Inside,
  { operator, invitation, act: { by, at } }: InviteRequest,
): Promise<'invited' | 'taken'> {
  const { id, name, email, roles, languages, countries, telephone } = operator
  const row: Insertable<OperatorTables['operators']> = {
    ...newcomer,
    id,
    name,
    email,
    roles: roles.join(','),
    languages: languages.join(','),
    countries: countries.join(','),
    telephone: telephone ?? null,
    added_at: at,
  }
  const added = await db
    .insertInto('operators')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added === undefined) return 'taken'
  await putInvitation(db, id, invitation)
  await tell(db, { kind: 'operator-invited', operator: id, roles, by, at })
  return 'invited'
}

/** His password and codes are gone, and he is signed out. */
export async function inviteAgain(
  db: Inside,
  { id, invitation, act: { by, at } }: Omit<InviteRequest, 'operator'> & { id: OperatorId },
): Promise<boolean> {
  const row = await db
    .updateTable('operators')
    .set((eb) => ({ password: null, secret: null, generation: eb('generation', '+', 1) }))
    .where('id', '=', id)
    .where('issuer', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) return false
  await db.deleteFrom('operator_recovery_codes').where('operator', '=', id).execute()
  await endSessions(db, id)
  await putInvitation(db, id, invitation)
  const { roles } = toOperator(row)
  await tell(db, { kind: 'operator-invited', operator: id, roles, by, at })
  return true
}

/** Whose invitation this is. */
export async function invited(db: Database, hash: string): Promise<Invited | undefined> {
  const invitation = await db
    .selectFrom('operator_invitations')
    .selectAll()
    .where('hash', '=', hash)
    .executeTakeFirst()
  if (invitation === undefined) return undefined
  const row = await db
    .selectFrom('operators')
    .selectAll()
    .where('id', '=', invitation.operator)
    .executeTakeFirstOrThrow()
  const { expires_at: expiresAt, secret } = invitation
  return { ...toAccount(row), expiresAt, ...(secret !== null && { secret }) }
}

/** Of two who look at once, both are shown the first one's. */
export async function keepSecret(
  db: Database,
  hash: string,
  secret: string,
): Promise<string | undefined> {
  await db
    .updateTable('operator_invitations')
    .set({ secret })
    .where('hash', '=', hash)
    .where('secret', 'is', null)
    .execute()
  const row = await db
    .selectFrom('operator_invitations')
    .select('secret')
    .where('hash', '=', hash)
    .executeTakeFirst()
  return row?.secret ?? undefined
}

/** The invitation is used up; from now on he signs in by what he has chosen. */
export async function enrol(
  db: Inside,
  hash: string,
  { password, step, recoveryCodes, from, at }: Enrolment,
): Promise<Operator | undefined> {
  const taken = await db
    .deleteFrom('operator_invitations')
    .where('hash', '=', hash)
    .where('expires_at', '>', at)
    .where('secret', 'is not', null)
    .returning(['operator', 'secret'])
    .executeTakeFirst()
  if (taken === undefined) return undefined
  const { operator, secret } = taken
  await db.deleteFrom('operator_recovery_codes').where('operator', '=', operator).execute()
  const codes = recoveryCodes.map((code) => ({ operator, hash: code }))
  if (codes.length > 0) await db.insertInto('operator_recovery_codes').values(codes).execute()
  await endSessions(db, operator)
  const row = await db
    .updateTable('operators')
    .set((eb) => ({ password, secret, step, generation: eb('generation', '+', 1) }))
    .where('id', '=', operator)
    .returningAll()
    .executeTakeFirstOrThrow()
  await tell(db, { kind: 'operator-enrolled', operator, from, at })
  return toOperator(row)
}

/** How many are left; nothing where it was none of his. */
export async function takeRecoveryCode(
  db: Inside,
  operator: OperatorId,
  hash: string,
): Promise<number | undefined> {
  const taken = await db
    .deleteFrom('operator_recovery_codes')
    .where('operator', '=', operator)
    .where('hash', '=', hash)
    .returning('hash')
    .executeTakeFirst()
  if (taken === undefined) return undefined
  const { left } = await db
    .selectFrom('operator_recovery_codes')
    .select((eb) => eb.fn.countAll<number>().as('left'))
    .where('operator', '=', operator)
    .executeTakeFirstOrThrow()
  return Number(left)
}

/** He is signed out everywhere. */
export async function endSessions(db: Inside, operator: OperatorId): Promise<void> {
  await db.deleteFrom('operator_sessions').where('operator', '=', operator).execute()
}

async function putInvitation(
  db: Inside,
  operator: OperatorId,
  { hash, expiresAt }: Invitation,
): Promise<void> {
  await db.deleteFrom('operator_invitations').where('operator', '=', operator).execute()
  await db
    .insertInto('operator_invitations')
    .values({ operator, hash, expires_at: expiresAt, secret: null })
    .execute()
}
