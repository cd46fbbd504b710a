import { sql } from 'kysely'
import type { CallId, CaseNumber, Language } from '../../base/brand.ts'
import type { CallerHash, PairHash } from '../../calls/call-store.ts'
import type { Step } from '../migrate.ts'

/** As they stand after all steps. */
export type CallTables = {
  readonly calls: {
    readonly call_id: CallId
    readonly turn: number
    readonly reply: string | null
    readonly state: string
    readonly case_number: CaseNumber
    readonly caller: CallerHash | null
    readonly language: Language | null
    readonly keyed: string
    /** The 63 digits that were confirmed last. */
    readonly confirmed: string | null
    /** Wrong groups, and those that are being compared. */
    readonly tries: number
    readonly is_over: number
    readonly saved_at: number
  }
  /** A pair leads to a call; what is true of it stands there. */
  readonly pairs: {
    readonly pair: PairHash
    readonly call_id: CallId
    readonly noted_at: number
  }
  readonly case_numbers: {
    readonly case_number: CaseNumber
    readonly call_id: CallId
    readonly drawn_at: number
  }
}

/** How the tables came to be. */
export const callSteps: readonly Step[] = [
  {
    name: 'calls and their case numbers',
    up: async (db) => {
      await sql`create table calls (
        call_id text primary key not null,
        turn integer not null,
        reply text,
        state text not null,
        case_number text not null,
        caller text,
        language text,
        keyed text not null,
        is_over integer not null,
        saved_at integer not null
      ) strict, without rowid`.execute(db)
      await sql`create index calls_of_a_caller on calls (caller, saved_at)`.execute(db)
      await sql`create index calls_of_a_case on calls (case_number)`.execute(db)
      await sql`create index calls_by_age on calls (saved_at)`.execute(db)
      await sql`create table case_numbers (
        case_number text primary key not null,
        call_id text not null unique,
        drawn_at integer not null
      ) strict, without rowid`.execute(db)
      await sql`create index case_numbers_by_age on case_numbers (drawn_at)`.execute(db)
    },
  },
  {
    name: 'finished cases',
    up: async (db) => {
      await sql`alter table calls add column confirmed text`.execute(db)
      await sql`alter table calls add column tries integer not null default 0`.execute(db)
    },
  },
  {
    name: 'pairs of groups',
    up: async (db) => {
      await sql`create table pairs (
        pair text primary key not null,
        call_id text not null,
        noted_at integer not null
      ) strict, without rowid`.execute(db)
      await sql`create index pairs_by_age on pairs (noted_at)`.execute(db)
    },
  },
]
