import { type Kysely, sql } from 'kysely'
import type { Step } from './migrate.ts'

/** How the ledger's tables came to be; what must always be true of them is said here, to the database. */
export const ledgerSteps: readonly Step[] = [
  {
    name: 'products, keys, activations',
    up: async (db) => {
      await createFacts(db)
      await createProducts(db)
      await createKeys(db)
      await createActivations(db)
      await createReactivations(db)
    },
  },
]

async function createFacts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('ledger_facts')
    .addColumn('only', 'integer', (column) => column.primaryKey())
    .addColumn('key_check', 'text', (column) => column.notNull())
    .addColumn('mode', 'text', (column) => column.notNull())
    .addCheckConstraint('one_row', sql`only = 1`)
    .addCheckConstraint('mode_is_known', sql`mode in ('demo', 'production')`)
    .execute()
}

async function createProducts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('products')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('public_key', 'text', (column) => column.notNull())
    .addColumn('key_check', 'text', (column) => column.notNull())
    .addColumn('minted', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('added_at', 'bigint', (column) => column.notNull())
    .addCheckConstraint('number_has_12_bits', sql`number between 0 and 4095`)
    .addCheckConstraint('serials_have_30_bits', sql`minted between 0 and 1073741823`)
    .execute()
}

async function createKeys(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('keys')
    .addColumn('product', 'integer', (column) => column.notNull().references('products.number'))
    .addColumn('serial', 'integer', (column) => column.notNull())
    .addColumn('class', 'text', (column) => column.notNull())
    .addColumn('slots', 'integer', (column) => column.notNull())
    .addColumn('used', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('activated', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('blocked_as', 'text')
    .addColumn('blocked_at', 'bigint')
    .addColumn('minted_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('serials_of_a_product', ['product', 'serial'])
    .addCheckConstraint(
      'class_is_known',
      sql`class in ('retail', 'oem', 'mak', 'kms-host', 'kms-client')`,
    )
    .addCheckConstraint('never_more_than_the_slots', sql`used between 0 and slots`)
    .addCheckConstraint('standing_were_activated', sql`used <= activated`)
    .addCheckConstraint(
      'block_class_is_known',
      sql`blocked_as in ('stolen', 'refunded', 'leaked', 'returned')`,
    )
    .addCheckConstraint('blocks_have_a_time', sql`(blocked_as is null) = (blocked_at is null)`)
    .execute()
}

async function createActivations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('activations')
    .addColumn('product', 'integer', (column) => column.notNull())
    .addColumn('serial', 'integer', (column) => column.notNull())
    .addColumn('nth', 'integer', (column) => column.notNull())
    .addColumn('hardware', 'text', (column) => column.notNull())
    .addColumn('case_number', 'text', (column) => column.notNull())
    .addColumn('activated_at', 'bigint', (column) => column.notNull())
    .addColumn('released_at', 'bigint')
    .addPrimaryKeyConstraint('activations_of_a_key', ['product', 'serial', 'nth'])
    .addForeignKeyConstraint('activations_have_a_key', ['product', 'serial'], 'keys', [
      'product',
      'serial',
    ])
    .addCheckConstraint('hardware_has_64_bits', sql`length(hardware) = 16`)
    .addCheckConstraint('released_after_activated', sql`released_at >= activated_at`)
    .execute()
  await db.schema
    .createIndex('one_standing_activation_a_machine')
    .unique()
    .on('activations')
    .columns(['product', 'serial', 'hardware'])
    .where(sql.ref('released_at'), 'is', null)
    .execute()
  await db.schema
    .createIndex('activations_by_case')
    .on('activations')
    .column('case_number')
    .execute()
}

async function createReactivations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('reactivations')
    .addColumn('product', 'integer', (column) => column.notNull())
    .addColumn('serial', 'integer', (column) => column.notNull())
    .addColumn('nth', 'integer', (column) => column.notNull())
    .addColumn('hardware', 'text', (column) => column.notNull())
    .addColumn('case_number', 'text', (column) => column.notNull())
    .addColumn('reactivated_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('once_a_case_and_machine', [
      'product',
      'serial',
      'nth',
      'hardware',
      'case_number',
    ])
    .addForeignKeyConstraint(
      'reactivations_have_an_activation',
      ['product', 'serial', 'nth'],
      'activations',
      ['product', 'serial', 'nth'],
    )
    .addCheckConstraint('hardware_has_64_bits', sql`length(hardware) = 16`)
    .execute()
  await db.schema
    .createIndex('reactivations_by_case')
    .on('reactivations')
    .column('case_number')
    .execute()
}
