import type { Kysely, Transaction, UpdateObject } from 'kysely'
import type { OperatorEntry } from '../activation/entry.ts'
import type { OperatorId } from '../base/operator.ts'
import type { Account, AccountStore, Admission } from '../operators/accounts/account-store.ts'
import type { Changes, Operator } from '../operators/accounts/operator.ts'
import { tell } from './operator-audit.ts'
import {
  endSessions,
  enrol,
  invite,
  inviteAgain,
  invited,
  keepSecret,
  takeRecoveryCode,
} from './operator-invitations.ts'
import { newcomer, toAccount, toOperator } from './operator-rows.ts'
import type { OperatorTables } from './operator-tables.ts'
import { transact } from './transact.ts'

type Database = Kysely<OperatorTables>
type Inside = Transaction<OperatorTables>

/** Who operates the line; each change stands or falls with the entry that tells of it. */
export function createAccountStore(db: Database): AccountStore {
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
