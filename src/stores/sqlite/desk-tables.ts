import { sql } from 'kysely'
import type { CallId } from '../../base/brand.ts'
import type { OperatorId } from '../../base/operator.ts'
import type { ContactId } from '../../operators/desk/contact.ts'
import type { Step } from '../migrate.ts'

/** As they stand after all steps. */
export type DeskTables = {
  readonly contacts: {
    readonly id: ContactId
    readonly call_id: CallId
    readonly version: number
    /** That of its last change. */
    readonly revision: number
    readonly over_at: number | null
    readonly contact: string
    readonly progress: string | null
    readonly heard_at: number | null
  }
  readonly messages: {
    readonly contact_id: ContactId
    readonly number: number
    readonly message: string
  }
  readonly attendances: {
    readonly operator: OperatorId
    readonly attendance: string
    readonly seen_at: number
  }
  /** One row. `forgotten`: the highest revision of a contact that was forgotten. */
  readonly desk: {
    readonly revision: number
    readonly forgotten: number
  }
}

/** How the tables came to be. */
export const deskSteps: readonly Step[] = [
  {
    name: 'contacts and who attends',
    up: async (db) => {
      await sql`create table contacts (
        id text primary key not null,
        call_id text not null,
        version integer not null,
        revision integer not null unique,
        over_at integer,
        contact text not null
      ) strict`.execute(db)
      await sql`create index contacts_of_a_call on contacts (call_id, revision)`.execute(db)
      await sql`create unique index one_contact_a_call on contacts (call_id) where over_at is null`.execute(
        db,
      )
      await sql`create index contacts_over on contacts (over_at) where over_at is not null`.execute(
        db,
      )
      await sql`create table messages (
        contact_id text not null references contacts (id) on delete cascade,
        number integer not null,
        message text not null,
        primary key (contact_id, number)
      ) strict, without rowid`.execute(db)
      await sql`create table attendances (
        operator text primary key not null,
        attendance text not null,
        seen_at integer not null
      ) strict, without rowid`.execute(db)
      await sql`create table desk (revision integer not null, forgotten integer not null) strict`.execute(
        db,
      )
      // A desk made anew counts on from where no other desk of this line can have been.
      const now = Date.now()
      await sql`insert into desk (revision, forgotten) values (${now}, ${now})`.execute(db)
    },
  },
  {
    name: 'how far conversations in writing have come',
    up: async (db) => {
      await sql`alter table contacts add column progress text`.execute(db)
    },
  },
  {
    name: 'when those who wait were heard of',
    up: async (db) => {
      await sql`alter table contacts add column heard_at integer`.execute(db)
    },
  },
]
