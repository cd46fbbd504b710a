import type { Kysely } from 'kysely'
import { oldestAlive, type SessionStore, type SignedIn } from '../operators/accounts/sessions.ts'
import { tell } from './operator-audit.ts'
import { toAccount } from './operator-rows.ts'
import type { OperatorTables } from './operator-tables.ts'
import { transact } from './transact.ts'

type Database = Kysely<OperatorTables>

export function createSessionStore(db: Database): SessionStore {
  return {
    beginHalf: async (hash, operator, at) => {
      await forget(db, at)
      await db
        .insertInto('operator_sessions')
        .values({ hash, operator, stage: 'half', began_at: at, seen_at: at, tries: 0 })
        .execute()
    },
    countTry: async (hash) => {
      const row = await db
        .updateTable('operator_sessions')
        .set((eb) => ({ tries: eb('tries', '+', 1) }))
        .where('hash', '=', hash)
        .returning('tries')
        .executeTakeFirst()
      return row?.tries ?? Number.POSITIVE_INFINITY
    },
    begin: (hash, of, instead) => transact(db, (inside) => begin(inside, { hash, of, instead })),
    find: (hash) => find(db, hash),
    noteUse: async (hash, at) => {
      await db
        .updateTable('operator_sessions')
        .set({ seen_at: at })
        .where('hash', '=', hash)
        .where('seen_at', '<', at)
        .execute()
    },
    end: (hash, at) =>
      transact(db, async (inside) => {
        const ended = await inside
          .deleteFrom('operator_sessions')
          .where('hash', '=', hash)
          .returning(['operator', 'stage'])
          .executeTakeFirst()
        if (ended?.stage !== 'whole') return
        const { operator } = ended
        await tell(inside, { kind: 'signed-out', operator, everywhere: false, at })
      }),
    endAll: (operator, at) =>
      transact(db, async (inside) => {
        await inside.deleteFrom('operator_sessions').where('operator', '=', operator).execute()
        await tell(inside, { kind: 'signed-out', operator, everywhere: true, at })
      }),
  }
}

async function begin(
  db: Database,
  {
    hash,
    of: { operator, means, from, at },
    instead,
  }: { readonly hash: string; readonly of: SignedIn; readonly instead: string | undefined },
): Promise<boolean> {
  await forget(db, at)
  if (instead !== undefined) {
    const before = await db
      .deleteFrom('operator_sessions')
      .where('hash', '=', instead)
      .where('operator', '=', operator)
      .returning('hash')
      .executeTakeFirst()
    if (before === undefined) return false
  }
  await db
    .insertInto('operator_sessions')
    .values({ hash, operator, stage: 'whole', began_at: at, seen_at: at, tries: 0 })
    .execute()
  await tell(db, { kind: 'signed-in', operator, means, from, at })
  return true
}

async function forget(db: Database, at: number): Promise<void> {
  await db.deleteFrom('operator_sessions').where('began_at', '<', oldestAlive(at)).execute()
}

async function find(db: Database, hash: string): ReturnType<SessionStore['find']> {
  const row = await db
    .selectFrom('operator_sessions as s')
    .innerJoin('operators as o', 'o.id', 's.operator')
    .selectAll('o')
    .select(['s.stage', 's.began_at', 's.seen_at'])
    .where('s.hash', '=', hash)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { stage, began_at: beganAt, seen_at: seenAt } = row
  return { session: { hash, stage, beganAt, seenAt }, account: toAccount(row) }
}
