import { type Insertable, type Kysely, type Selectable, sql } from 'kysely'
import {
  outcomeLivesFor,
  type Once,
  type OnceBooks,
  type OnceRequest,
  type OnceResult,
} from '../api/once.ts'
import { isScope, type Token, type Tokens } from '../api/token.ts'
import { createAdministration } from './ledger/administration.ts'
import type { LedgerTables } from './ledger/tables.ts'
import { migrate, type Step } from './migrate.ts'
import { transact } from './transact.ts'

/** What the API keeps in the ledger's database: who may use it, and what came of requests that may come twice. */
export type ApiStore = { readonly tokens: Tokens; readonly once: Once }

type ApiTables = {
  readonly api_tokens: {
    readonly hash: string
    readonly name: string
    /** With commas between. */
    readonly scopes: string
    readonly created_at: number
    readonly expires_at: number | null
    readonly last_used_on: number | null
  }
  readonly api_outcomes: {
    readonly name: string
    readonly request: string
    /** JSON, without any secret. */
    readonly outcome: string
    readonly at: number
  }
}

type Database = Kysely<ApiTables>

/** Brings its tables up to date first; the ledger's must be there. */
export async function openApiStore(database: Kysely<unknown>): Promise<ApiStore> {
  await migrate(database, 'api', apiSteps)
  const db = database.withTables<ApiTables>()
  return {
    tokens: {
      add: (token) => add(db, token),
      list: async () => {
        const rows = await db.selectFrom('api_tokens').selectAll().orderBy('name').execute()
        return rows.map(toToken)
      },
      remove: async (name) => {
        const row = await db
          .deleteFrom('api_tokens')
          .where('name', '=', name)
          .returning('name')
          .executeTakeFirst()
        return row !== undefined
      },
      find: async (hash) => {
        const row = await db
          .selectFrom('api_tokens')
          .selectAll()
          .where('hash', '=', hash)
          .executeTakeFirst()
        return row && toToken(row)
      },
      noteUse: async (hash, day) => {
        await db
          .updateTable('api_tokens')
          .set({ last_used_on: day })
          .where('hash', '=', hash)
          .execute()
      },
    },
    once: (request, work) => once(database, request, work),
  }
}

const apiSteps: readonly Step[] = [
  {
    name: 'tokens and outcomes',
    up: async (db) => {
      await db.schema
        .createTable('api_tokens')
        .addColumn('hash', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull().unique())
        .addColumn('scopes', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('expires_at', 'bigint')
        .addColumn('last_used_on', 'bigint')
        .addCheckConstraint('a_token_is_kept_as_256_bits', sql`length(hash) = 64`)
        .execute()
      await db.schema
        .createTable('api_outcomes')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('request', 'text', (column) => column.notNull())
        .addColumn('outcome', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .execute()
      await db.schema.createIndex('outcomes_by_age').on('api_outcomes').column('at').execute()
    },
  },
]

async function add(
  db: Database,
  { name, hash, scopes, createdAt, expiresAt }: Parameters<Tokens['add']>[0],
): ReturnType<Tokens['add']> {
  const row: Insertable<ApiTables['api_tokens']> = {
    name,
    hash,
    scopes: scopes.join(','),
    created_at: createdAt,
    expires_at: expiresAt ?? null,
  }
  const added = await db
    .insertInto('api_tokens')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('name')
    .executeTakeFirst()
  return added === undefined ? 'taken' : 'added'
}

function toToken(row: Selectable<ApiTables['api_tokens']>): Token {
  return {
    name: row.name,
    hash: row.hash,
    scopes: row.scopes.split(',').filter(isScope),
    createdAt: row.created_at,
    ...(row.expires_at !== null && { expiresAt: row.expires_at }),
    ...(row.last_used_on !== null && { lastUsedOn: row.last_used_on }),
  }
}

/** Whoever comes second with the same name waits for the first, and then finds what came of it. */
async function once<T>(
  database: Kysely<unknown>,
  { name, request, at }: OnceRequest,
  work: (books: OnceBooks) => Promise<T>,
): Promise<OnceResult<T>> {
  return transact(database, async (transaction) => {
    const db = transaction.withTables<ApiTables>()
    await db
      .deleteFrom('api_outcomes')
      .where('at', '<=', at - outcomeLivesFor)
      .execute()
    const first = await db
      .insertInto('api_outcomes')
      .values({ name, request, outcome: '', at })
      .onConflict((conflict) => conflict.doNothing())
      .returning('name')
      .executeTakeFirst()
    if (first === undefined) return kept<T>(db, { name, request })
    const outcome = await work(createAdministration(transaction.withTables<LedgerTables>()))
    await db
      .updateTable('api_outcomes')
      .set({ outcome: JSON.stringify(outcome) })
      .where('name', '=', name)
      .execute()
    return { kind: 'done', outcome }
  })
}

async function kept<T>(
  db: Database,
  { name, request }: { readonly name: string; readonly request: string },
): Promise<OnceResult<T>> {
  const row = await db
    .selectFrom('api_outcomes')
    .select(['request', 'outcome'])
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return row.request === request
    ? { kind: 'done', outcome: JSON.parse(row.outcome) as T }
    : { kind: 'other-request' }
}
