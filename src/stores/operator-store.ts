import type { Insertable, Kysely, Transaction, UpdateObject } from 'kysely'
import type { OperatorEntry } from '../activation/entry.ts'
import type { OperatorId } from '../base/operator.ts'
import type {
  Account,
  AccountStore,
  Admission,
  Enrolment,
  Invitation,
  Invited,
} from '../operators/accounts/account-store.ts'
import type { Changes, Operator } from '../operators/accounts/operator.ts'
import type { SessionStore } from '../operators/accounts/sessions.ts'
import type { OverrideStore } from '../operators/overrides/override-store.ts'
import { migrate } from './migrate.ts'
import { tell } from './operator-audit.ts'
import { toAccount, toOperator } from './operator-rows.ts'
import { createSessionStore } from './operator-sessions.ts'
import { operatorSteps, type OperatorTables } from './operator-tables.ts'
import { createOverrideStore } from './override-store.ts'
import { transact } from './transact.ts'

export type OperatorStore = {
  readonly accounts: AccountStore
  readonly sessions: SessionStore
  readonly overrides: OverrideStore
}

type Database = Kysely<OperatorTables>
type Inside = Transaction<OperatorTables>

/** Brings its tables up to date first; the ledger's must be there. */
export async function openOperatorStore(database: Kysely<unknown>): Promise<OperatorStore> {
  await migrate(database, 'operators', operatorSteps)
  const db = database.withTables<OperatorTables>()
  return {
    accounts: createAccountStore(db),
    sessions: createSessionStore(db),
    overrides: createOverrideStore(database),
  }
}

function createAccountStore(db: Database): AccountStore {
  return {
    list: async () => {
      const rows = await db.selectFrom('operators').selectAll().orderBy('name').execute()
      return rows.map(toAccount)
    },
    find: async (id) => {
      const row = await db
        .selectFrom('operators')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst()
      return row && toAccount(row)
    },
    findLocal: (email) => findLocal(db, email),
    invite: (operator, invitation, act) =>
      transact(db, (inside) => invite(inside, { operator, invitation, act })),
    inviteAgain: (id, invitation, act) =>
      transact(db, (inside) => inviteAgain(inside, { id, invitation, act })),
    change: (id, changes, { by, at }) =>
      transact(db, (inside) =>
        alter(inside, ofChanges(changes), {
          kind: 'operator-changed',
          operator: id,
          fields: Object.keys(ofChanges(changes)).toSorted(),
          by,
          at,
        }),
      ),
    setRoles: (id, roles, { by, at }) =>
      transact(db, (inside) =>
        alter(
          inside,
          { roles: roles.join(',') },
          { kind: 'operator-roles', operator: id, roles, by, at },
        ),
      ),
    setState: (id, state, { by, at }) =>
      transact(db, async (inside) => {
        if (state === 'disabled') await endSessions(inside, id)
        const entry = { kind: 'operator-state', operator: id, state, by, at } as const
        return alter(inside, { state }, entry)
      }),
    invited: (hash) => invited(db, hash),
    keepSecret: (hash, secret) => keepSecret(db, hash, secret),
    enrol: (hash, enrolment) => transact(db, (inside) => enrol(inside, hash, enrolment)),
    takeStep: async (id, step) => {
      const row = await db
        .updateTable('operators')
        .set({ step })
        .where('id', '=', id)
        .where('step', '<', step)
        .returning('id')
        .executeTakeFirst()
      return row !== undefined
    },
    takeRecoveryCode: (id, hash) => transact(db, (inside) => takeRecoveryCode(inside, id, hash)),
    rehash: async (id, from, to) => {
      await db
        .updateTable('operators')
        .set({ password: to })
        .where('id', '=', id)
        .where('password', '=', from)
        .execute()
    },
    admit: (admission) => transact(db, (inside) => admit(inside, admission)),
    note: (entry) => tell(db, entry),
  }
}

async function findLocal(db: Database, email: string): Promise<Account | undefined> {
  const row = await db
    .selectFrom('operators')
    .selectAll()
    .where('email', '=', email)
    .where('issuer', 'is', null)
    .executeTakeFirst()
  return row && toAccount(row)
}

async function invite(
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

type InviteRequest = {
  readonly operator: Parameters<AccountStore['invite']>[0]
  readonly invitation: Invitation
  readonly act: Parameters<AccountStore['invite']>[2]
}

const newcomer = {
  state: 'active',
  issuer: null,
  subject: null,
  password: null,
  secret: null,
  step: 0,
  generation: 0,
} as const

async function inviteAgain(
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

async function endSessions(db: Inside, operator: OperatorId): Promise<void> {
  await db.deleteFrom('operator_sessions').where('operator', '=', operator).execute()
}

function ofChanges({
  name,
  languages,
  countries,
  telephone,
}: Changes): UpdateObject<OperatorTables, 'operators'> {
  return {
    ...(name !== undefined && { name }),
    ...(languages !== undefined && { languages: languages.join(',') }),
    ...(countries !== undefined && { countries: countries.join(',') }),
    ...(telephone !== undefined && { telephone: telephone === 'none' ? null : telephone }),
  }
}

/** Changes an operator's row, and writes the entry that tells of it. */
async function alter(
  db: Inside,
  change: UpdateObject<OperatorTables, 'operators'>,
  entry: OperatorEntry & { readonly operator: OperatorId },
): Promise<Operator | undefined> {
  const row = await db
    .updateTable('operators')
    .set(change)
    .where('id', '=', entry.operator)
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) return undefined
  await tell(db, entry)
  return toOperator(row)
}

async function invited(db: Database, hash: string): Promise<Invited | undefined> {
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
async function keepSecret(db: Database, hash: string, secret: string): Promise<string | undefined> {
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

async function enrol(
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

async function takeRecoveryCode(
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

/** What the organisation says now is what holds, and is told where it is something else than before. */
async function admit(db: Inside, admission: Admission): Promise<Operator> {
  const { identity, id, name, email, roles, at } = admission
  const { issuer, subject } = identity
  const before = await db
    .selectFrom('operators')
    .selectAll()
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
  const said = { name, email, roles: roles.join(',') }
  const row = await db
    .insertInto('operators')
    .values({
      ...newcomer,
      ...said,
      id,
      issuer,
      subject,
      languages: '',
      countries: '',
      telephone: null,
      added_at: at,
    })
    .onConflict((conflict) => conflict.columns(['issuer', 'subject']).doUpdateSet(said))
    .returningAll()
    .executeTakeFirstOrThrow()
  if (before?.roles !== row.roles) {
    await tell(db, { kind: 'operator-roles', operator: row.id, roles, by: 'organisation', at })
  }
  return toOperator(row)
}
