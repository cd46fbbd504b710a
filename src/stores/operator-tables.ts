import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely'
import type { OperatorId, OperatorState } from '../base/operator.ts'
import type { Stage } from '../operators/accounts/sessions.ts'
import type { Step } from './migrate.ts'

/** Who operates the line, in the ledger's database. Times are ms since 1970, hashes 64 hex digits. */
export type OperatorTables = {
  readonly operators: {
    readonly id: OperatorId
    readonly name: string
    /** In small letters. */
    readonly email: string
    /** With commas between, as languages and countries. */
    readonly roles: string
    readonly languages: string
    readonly countries: string
    readonly telephone: string | null
    readonly state: OperatorState
    /** Whose organisation says who he is, and by which name; nothing for a local one. */
    readonly issuer: string | null
    readonly subject: string | null
    /** argon2id, in the PHC string form. */
    readonly password: string | null
    /** Of the one-time codes, sealed with a key that follows from the master key. */
    readonly secret: string | null
    /** Of the last code that was taken. */
    readonly step: number
    /** Counts the enrolments. */
    readonly generation: number
    readonly added_at: number
  }
  readonly operator_recovery_codes: { readonly operator: OperatorId; readonly hash: string }
  /** One at most for each. */
  readonly operator_invitations: {
    readonly operator: OperatorId
    readonly hash: string
    readonly expires_at: number
    readonly secret: string | null
  }
  readonly operator_sessions: {
    readonly hash: string
    readonly operator: OperatorId
    readonly stage: Stage
    readonly began_at: number
    readonly seen_at: number
    /** Wrong codes. */
    readonly tries: number
  }
}

export const operatorSteps: readonly Step[] = [
  {
    name: 'operators, invitations, sessions',
    up: async (db) => {
      await createOperators(db)
      await db.schema
        .createTable('operator_recovery_codes')
        .addColumn('operator', 'text', ofOperator)
        .addColumn('hash', 'text', required)
        .addPrimaryKeyConstraint('a_code_of_an_operator', ['operator', 'hash'])
        .execute()
      await db.schema
        .createTable('operator_invitations')
        .addColumn('operator', 'text', (column) => ofOperator(column).primaryKey())
        .addColumn('hash', 'text', (column) => column.notNull().unique())
        .addColumn('expires_at', 'bigint', required)
        .addColumn('secret', 'text')
        .addCheckConstraint('an_invitation_is_kept_as_256_bits', sql`length(hash) = 64`)
        .execute()
      await createSessions(db)
    },
  },
]

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull()
const fromZero = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
  column.notNull().defaultTo(0)
const ofOperator = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
  column.notNull().references('operators.id')

async function createOperators(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('operators')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', required)
    .addColumn('email', 'text', required)
    .addColumn('roles', 'text', required)
    .addColumn('languages', 'text', required)
    .addColumn('countries', 'text', required)
    .addColumn('telephone', 'text')
    .addColumn('state', 'text', (column) => column.notNull().defaultTo('active'))
    .addColumn('issuer', 'text')
    .addColumn('subject', 'text')
    .addColumn('password', 'text')
    .addColumn('secret', 'text')
    .addColumn('step', 'bigint', fromZero)
    .addColumn('generation', 'integer', fromZero)
    .addColumn('added_at', 'bigint', required)
    .addCheckConstraint('a_state_is_known', sql`state in ('active', 'disabled')`)
    .addCheckConstraint('a_subject_has_an_issuer', sql`(issuer is null) = (subject is null)`)
    .addCheckConstraint('a_password_has_its_codes', sql`(password is null) = (secret is null)`)
    .addCheckConstraint(
      'an_organisation_keeps_its_passwords',
      sql`issuer is null or password is null`,
    )
    .execute()
  await db.schema
    .createIndex('one_local_operator_an_address')
    .unique()
    .on('operators')
    .column('email')
    .where(sql.ref('issuer'), 'is', null)
    .execute()
  await db.schema
    .createIndex('one_operator_a_subject')
    .unique()
    .on('operators')
    .columns(['issuer', 'subject'])
    .execute()
}

async function createSessions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('operator_sessions')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('operator', 'text', ofOperator)
    .addColumn('stage', 'text', required)
    .addColumn('began_at', 'bigint', required)
    .addColumn('seen_at', 'bigint', required)
    .addColumn('tries', 'integer', fromZero)
    .addCheckConstraint('a_session_is_kept_as_256_bits', sql`length(hash) = 64`)
    .addCheckConstraint('a_stage_is_known', sql`stage in ('half', 'whole')`)
    .execute()
  for (const column of ['operator', 'began_at']) {
    await db.schema
      .createIndex(`sessions_by_${column}`)
      .on('operator_sessions')
      .column(column)
      .execute()
  }
}
