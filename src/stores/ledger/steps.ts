import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely'
import { blockClasses, keyClasses } from '../../base/activation.ts'
import { engineOf } from '../engine.ts'
import type { Step } from '../migrate.ts'
import { createOverrides } from './override-step.ts'

/** How the ledger's tables came to be; what must always be true of them is said here, to the database. */
export const ledgerSteps: readonly Step[] = [
  {
    name: 'products, keys, activations, audit',
    up: async (db) => {
      await createFacts(db)
      await createProducts(db)
      await createPolicies(db)
      await createKeys(db)
      await createActivations(db)
      await createReactivations(db)
      await createSunsetConfirmations(db)
      await createExtensionRequests(db)
      await createAudit(db)
    },
  },
  { name: 'gaps in the sealing', up: createSealGaps },
  { name: 'overrides', up: createOverrides },
]

const classIsKnown = sql`class in (${sql.join(keyClasses.map((one) => sql.lit(one)))})`
const blockClassIsKnown = sql`blocked_as in (${sql.join(blockClasses.map((one) => sql.lit(one)))})`
const hardwareHas64Bits = sql`length(hardware) = 16`

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull()
const fromZero = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
  column.notNull().defaultTo(0)

async function createFacts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('ledger_facts')
    .addColumn('only', 'integer', (column) => column.primaryKey())
    .addColumn('key_check', 'text', required)
    .addColumn('mode', 'text', required)
    .addCheckConstraint('one_row', sql`${sql.ref('only')} = 1`)
    .addCheckConstraint('mode_is_known', sql`mode in ('demo', 'production')`)
    .execute()
}

async function createProducts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('products')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('name', 'text', required)
    .addColumn('public_key', 'text', required)
    .addColumn('key_check', 'text', required)
    .addColumn('minted', 'integer', fromZero)
    .addColumn('added_at', 'bigint', required)
    .addColumn('state', 'text', (column) => column.notNull().defaultTo('sold'))
    .addColumn('since', 'bigint')
    .addColumn('successor', 'integer', (column) => column.references('products.number'))
    .addCheckConstraint('number_has_12_bits', sql`number between 0 and 4095`)
    .addCheckConstraint('serials_have_30_bits', sql`minted between 0 and 1073741823`)
    .addCheckConstraint('state_is_known', sql`state in ('sold', 'retired', 'sunset')`)
    .addCheckConstraint('other_states_have_a_time', sql`(state = 'sold') = (since is null)`)
    .addCheckConstraint('another_is_the_successor', sql`successor <> number`)
    .execute()
}

async function createPolicies(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('policies')
    .addColumn('product', 'integer', (column) => column.notNull().references('products.number'))
    .addColumn('class', 'text', required)
    .addColumn('equal_eighths', 'integer', required)
    .addColumn('reactivations_per_year', 'integer', required)
    .addColumn('confirmations_per_slot', 'integer', required)
    .addColumn('releases_per_year', 'integer', required)
    .addColumn('release_after_hours', 'integer', required)
    .addColumn('new_machines_per_year', 'integer', required)
    .addColumn('emergencies', 'integer', required)
    .addPrimaryKeyConstraint('policies_of_a_product', ['product', 'class'])
    .addCheckConstraint('class_is_known', classIsKnown)
    .addCheckConstraint('some_must_be_equal', sql`equal_eighths between 1 and 8`)
    .addCheckConstraint(
      'nothing_is_below_zero',
      sql`reactivations_per_year >= 0 and confirmations_per_slot >= 0 and releases_per_year >= 0
        and release_after_hours >= 0 and new_machines_per_year >= 0`,
    )
    .addCheckConstraint('emergencies_or_not', sql`emergencies in (0, 1)`)
    .execute()
}

async function createKeys(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('keys')
    .addColumn('product', 'integer', (column) => column.notNull().references('products.number'))
    .addColumn('serial', 'integer', required)
    .addColumn('class', 'text', required)
    .addColumn('slots', 'integer', required)
    .addColumn('used', 'integer', fromZero)
    .addColumn('activated', 'integer', fromZero)
    .addColumn('revision', 'integer', fromZero)
    .addColumn('regions', 'text', (column) => column.notNull().defaultTo(''))
    .addColumn('blocked_as', 'text')
    .addColumn('blocked_at', 'bigint')
    .addColumn('minted_at', 'bigint', required)
    .addPrimaryKeyConstraint('serials_of_a_product', ['product', 'serial'])
    .addCheckConstraint('class_is_known', classIsKnown)
    .addCheckConstraint('never_more_than_the_slots', sql`used between 0 and slots`)
    .addCheckConstraint('standing_were_activated', sql`used <= activated`)
    .addCheckConstraint('block_class_is_known', blockClassIsKnown)
    .addCheckConstraint('blocks_have_a_time', sql`(blocked_as is null) = (blocked_at is null)`)
    .execute()
}

const keyOf = ['product', 'serial'] as const

async function createActivations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('activations')
    .addColumn('product', 'integer', required)
    .addColumn('serial', 'integer', required)
    .addColumn('nth', 'integer', required)
    .addColumn('hardware', 'text', required)
    .addColumn('case_number', 'text', required)
    .addColumn('activated_at', 'bigint', required)
    .addColumn('emergency', 'integer', fromZero)
    .addColumn('released_at', 'bigint')
    .addPrimaryKeyConstraint('activations_of_a_key', [...keyOf, 'nth'])
    .addForeignKeyConstraint('activations_have_a_key', [...keyOf], 'keys', [...keyOf])
    .addCheckConstraint('hardware_has_64_bits', hardwareHas64Bits)
    .addCheckConstraint('emergency_or_not', sql`emergency in (0, 1)`)
    .addCheckConstraint('released_after_activated', sql`released_at >= activated_at`)
    .execute()
  await db.schema
    .createIndex('one_standing_activation_a_machine')
    .unique()
    .on('activations')
    .columns([...keyOf, 'hardware'])
    .where(sql.ref('released_at'), 'is', null)
    .execute()
  await db.schema
    .createIndex('releases_of_a_key')
    .on('activations')
    .columns([...keyOf, 'released_at'])
    .where(sql.ref('released_at'), 'is not', null)
    .execute()
  await db.schema
    .createIndex('emergencies_of_a_key')
    .on('activations')
    .columns([...keyOf, 'activated_at'])
    .where(sql.ref('emergency'), '=', sql.lit(1))
    .execute()
}

async function createReactivations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('reactivations')
    .addColumn('product', 'integer', required)
    .addColumn('serial', 'integer', required)
    .addColumn('nth', 'integer', required)
    .addColumn('hardware', 'text', required)
    .addColumn('case_number', 'text', required)
    .addColumn('reactivated_at', 'bigint', required)
    .addPrimaryKeyConstraint('once_a_case_and_machine', [
      ...keyOf,
      'nth',
      'hardware',
      'case_number',
    ])
    .addForeignKeyConstraint('reactivations_have_an_activation', [...keyOf, 'nth'], 'activations', [
      ...keyOf,
      'nth',
    ])
    .addCheckConstraint('hardware_has_64_bits', hardwareHas64Bits)
    .execute()
}

async function createSunsetConfirmations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sunset_confirmations')
    .addColumn('product', 'integer', required)
    .addColumn('serial', 'integer', required)
    .addColumn('hardware', 'text', required)
    .addColumn('case_number', 'text', required)
    .addColumn('confirmed_at', 'bigint', required)
    .addPrimaryKeyConstraint('once_a_case_in_sunset', [...keyOf, 'hardware', 'case_number'])
    .addForeignKeyConstraint('sunset_confirmations_have_a_key', [...keyOf], 'keys', [...keyOf])
    .addCheckConstraint('hardware_has_64_bits', hardwareHas64Bits)
    .execute()
}

async function createExtensionRequests(db: Kysely<unknown>): Promise<void> {
  const table = db.schema.createTable('extension_requests')
  await counted(db, table)
    .addColumn('product', 'integer', required)
    .addColumn('serial', 'integer', required)
    .addColumn('case_number', 'text', required)
    .addColumn('asked_at', 'bigint', required)
    .addColumn('decided_at', 'bigint')
    .addColumn('granted', 'integer')
    .addForeignKeyConstraint('requests_have_a_key', [...keyOf], 'keys', [...keyOf])
    .addCheckConstraint('decided_with_a_number', sql`(decided_at is null) = (granted is null)`)
    .addCheckConstraint('granted_is_no_less_than_none', sql`granted >= 0`)
    .execute()
  await db.schema
    .createIndex('one_request_waits')
    .unique()
    .on('extension_requests')
    .columns([...keyOf])
    .where(sql.ref('decided_at'), 'is', null)
    .execute()
}

async function createAudit(db: Kysely<unknown>): Promise<void> {
  await counted(db, db.schema.createTable('audit'))
    .addColumn('at', 'bigint', required)
    .addColumn('kind', 'text', required)
    .addColumn('product', 'integer', required)
    .addColumn('serial', 'integer')
    .addColumn('case_number', 'text')
    .addColumn('entry', 'text', required)
    .execute()
  await db.schema
    .createIndex('audit_by_case')
    .on('audit')
    .columns(['case_number', 'at'])
    .where(sql.ref('case_number'), 'is not', null)
    .execute()
  await db.schema
    .createTable('seals')
    .addColumn('number', 'bigint', (column) => column.primaryKey())
    .addColumn('entry_id', 'bigint', (column) => column.notNull().unique().references('audit.id'))
    .addColumn('seal', 'text', required)
    .addCheckConstraint('seals_are_counted_from_one', sql`number >= 1`)
    .addCheckConstraint('a_seal_has_256_bits', sql`length(seal) = 64`)
    .execute()
  for (const table of ['audit', 'seals']) await makeAppendOnly(db, table)
}

async function createSealGaps(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('seal_gaps')
    .addColumn('first', 'bigint', (column) => column.primaryKey())
    .addColumn('last', 'bigint', required)
    .addColumn('writers', 'text', required)
    .addCheckConstraint('a_gap_has_an_id', sql`first <= last`)
    .execute()
}

type Table = ReturnType<Kysely<unknown>['schema']['createTable']>

/** Adds an `id` that the database counts by itself. */
function counted(db: Kysely<unknown>, table: Table): Table {
  return engineOf(db) === 'postgres'
    ? table.addColumn('id', 'bigint', (column) => column.generatedAlwaysAsIdentity().primaryKey())
    : table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
}

/** Rows come in and stay as they are, whoever writes. */
async function makeAppendOnly(db: Kysely<unknown>, table: string): Promise<void> {
  const name = sql.id(`${table}_stays_as_it_is`)
  if (engineOf(db) === 'postgres') {
    await sql`create function ${name}() returns trigger language plpgsql as
      $$ begin raise exception 'what was written stays as it is'; end $$`.execute(db)
    await sql`create trigger ${name} before update or delete or truncate on ${sql.table(table)}
      for each statement execute function ${name}()`.execute(db)
    return
  }
  for (const change of ['update', 'delete']) {
    await sql`create trigger ${sql.id(`${table}_stays_as_it_is_on_${change}`)}
      before ${sql.raw(change)} on ${sql.table(table)}
      begin select raise(abort, 'what was written stays as it is'); end`.execute(db)
  }
}
