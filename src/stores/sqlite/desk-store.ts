import { type Kysely, sql, type Transaction } from 'kysely'
import { type Contact, type ContactId, overForMs } from '../../operators/desk/contact.ts'
import {
  presenceForMs,
  type Changed,
  type Changes,
  type DeskStore,
  type Message,
} from '../../operators/desk/desk-store.ts'
import {
  parseAttendance,
  parseContact,
  parseMessage,
  parseProgress,
  renderAttendance,
  renderContact,
  renderMessage,
  renderProgress,
} from '../desk-text.ts'
import { migrate } from '../migrate.ts'
import { deskSteps, type DeskTables } from './desk-tables.ts'
import { openSqlite } from './open-sqlite.ts'

/** Opens the embedded desk, in the file of the call store. */
export async function openDeskStore(file: string): Promise<DeskStore> {
  const database = await openSqlite(file)
  await migrate(database, 'desk', deskSteps)
  await sql`pragma synchronous = normal`.execute(database)
  await sql`pragma secure_delete = on`.execute(database)
  const db = database.withTables<DeskTables>()
  const transact = <T>(work: (transaction: Transaction<DeskTables>) => Promise<T>): Promise<T> =>
    db.transaction().execute(work)

  return {
    enter: (contact) => transact((transaction) => enter(transaction, contact)),
    find: (id) => find(db, id),
    ofCall: async (callId) => {
      const row = await db
        .selectFrom('contacts')
        .select('contact')
        .where('call_id', '=', callId)
        .orderBy('revision', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row && parseContact(row.contact)
    },
    change: (contact) => transact((transaction) => change(transaction, contact)),
    changes: (after) =>
      db
        .transaction()
        .setAccessMode('read only')
        .execute((transaction) => changes(transaction, after)),
    hear: async (id, at) => {
      await db.updateTable('contacts').set({ heard_at: at }).where('id', '=', id).execute()
    },
    unheard: async (at) => {
      const rows = await db
        .selectFrom('contacts')
        .select('id')
        .where('over_at', 'is', null)
        .where('heard_at', '<=', at)
        .execute()
      return rows.map(({ id }) => id)
    },
    forget: (at) => transact((transaction) => forget(transaction, at)),
    attend: async (given) => {
      const row = { attendance: renderAttendance(given), seen_at: given.seenAt }
      await db
        .insertInto('attendances')
        .values({ ...row, operator: given.operator })
        .onConflict((conflict) => conflict.column('operator').doUpdateSet(row))
        .execute()
    },
    seen: async (operator, at) => {
      const rows = await db
        .updateTable('attendances')
        .set({ seen_at: at })
        .where('operator', '=', operator)
        .returning('operator')
        .execute()
      return rows.length === 1
    },
    attending: async (at) => {
      const rows = await db
        .selectFrom('attendances')
        .select(['attendance', 'seen_at'])
        .where('seen_at', '>', at - presenceForMs)
        .orderBy('operator')
        .execute()
      return rows.map((row) => parseAttendance(row.attendance, row.seen_at))
    },
    say: (id, message) => transact((transaction) => say(transaction, id, message)),
    said: async (id, after) => {
      const rows = await db
        .selectFrom('messages')
        .select(['number', 'message'])
        .where('contact_id', '=', id)
        .where('number', '>', after)
        .orderBy('number')
        .execute()
      return rows.map(({ number, message }) => ({ ...parseMessage(message), number }))
    },
    note: (id, progress) =>
      transact(async (transaction) => {
        await transaction
          .updateTable('contacts')
          .set({ progress: renderProgress(progress), revision: await next(transaction) })
          .where('id', '=', id)
          .execute()
      }),
    noted: async (id) => {
      const row = await db
        .selectFrom('contacts')
        .select('progress')
        .where('id', '=', id)
        .executeTakeFirst()
      return typeof row?.progress === 'string' ? parseProgress(row.progress) : undefined
    },
    close: () => db.destroy(),
  }
}

type Db = Kysely<DeskTables>

async function find(db: Db, id: ContactId): Promise<Contact | undefined> {
  const row = await db
    .selectFrom('contacts')
    .select('contact')
    .where('id', '=', id)
    .executeTakeFirst()
  return row && parseContact(row.contact)
}

async function enter(db: Db, contact: Contact): Promise<Contact> {
  const own = await db
    .selectFrom('contacts')
    .select('contact')
    .where('call_id', '=', contact.callId)
    .where('over_at', 'is', null)
    .executeTakeFirst()
  if (own !== undefined) return parseContact(own.contact)
  await db
    .insertInto('contacts')
    .values({
      ...rowOf(contact),
      id: contact.id,
      revision: await next(db),
    })
    .execute()
  return contact
}

async function change(db: Db, contact: Contact): Promise<Changed> {
  const { id, version } = contact
  const changed = { ...contact, version: version + 1 }
  const [row] = await db
    .updateTable('contacts')
    .set(rowOf(changed))
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('contact')
    .execute()
  if (row === undefined) {
    const there = await find(db, id)
    return { kind: 'stale', ...(there && { contact: there }) }
  }
  await tell(db, id)
  return { kind: 'changed', contact: parseContact(row.contact) }
}

const rowOf = (contact: Contact) => ({
  call_id: contact.callId,
  version: contact.version,
  over_at: contact.phase.kind === 'over' ? contact.phase.at : null,
  contact: renderContact(contact),
})

async function next(db: Db): Promise<number> {
  const { revision } = await db
    .updateTable('desk')
    .set(({ eb }) => ({ revision: eb('revision', '+', 1) }))
    .returning('revision')
    .executeTakeFirstOrThrow()
  return revision
}

/** A contact's last change is the desk's last one. */
async function tell(db: Db, id: ContactId): Promise<void> {
  await db
    .updateTable('contacts')
    .set({ revision: await next(db) })
    .where('id', '=', id)
    .execute()
}

async function changes(db: Db, after: number | undefined): Promise<Changes> {
  const { revision, forgotten } = await db
    .selectFrom('desk')
    .select(['revision', 'forgotten'])
    .executeTakeFirstOrThrow()
  const isWhole = after === undefined || after < forgotten || after > revision
  if (after === revision) return { revision, contacts: [], isWhole }
  const rows = await db
    .selectFrom('contacts')
    .select('contact')
    .$if(isWhole, (query) => query.where('over_at', 'is', null))
    .$if(!isWhole, (query) => query.where('revision', '>', after ?? 0))
    .orderBy('revision')
    .execute()
  return { revision, contacts: rows.map(({ contact }) => parseContact(contact)), isWhole }
}

async function forget(db: Db, at: number): Promise<void> {
  await db
    .deleteFrom('attendances')
    .where('seen_at', '<=', at - overForMs)
    .execute()
  const gone = await db
    .deleteFrom('contacts')
    .where('over_at', '<=', at - overForMs)
    .returning('revision')
    .execute()
  if (gone.length === 0) return
  const highest = Math.max(...gone.map(({ revision }) => revision))
  await db
    .updateTable('desk')
    .set({ forgotten: highest })
    .where('forgotten', '<', highest)
    .execute()
}

async function say(db: Db, id: ContactId, message: Message): Promise<number> {
  if ((await find(db, id)) === undefined) return 0
  const rows = await db
    .selectFrom('messages')
    .select(['number', 'message'])
    .where('contact_id', '=', id)
    .orderBy('number', 'desc')
    .execute()
  const last = rows.find((row) => parseMessage(row.message).from === 'caller')
  if (message.from === 'caller' && last && parseMessage(last.message).at === message.at)
    return last.number
  const number = (rows[0]?.number ?? 0) + 1
  await db
    .insertInto('messages')
    .values({ contact_id: id, number, message: renderMessage(message) })
    .execute()
  await tell(db, id)
  return number
}
