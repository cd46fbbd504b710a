import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely'
import { overrideKinds } from '../../base/override.ts'

/** What operators ask for beyond the rules, and a key that is freed of its board. */
export async function createOverrides(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('keys')
    .addColumn('freed', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema
    .createTable('overrides')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('product', 'integer', required)
    .addColumn('serial', 'integer', required)
    .addColumn('kind', 'text', required)
    .addColumn('case_number', 'text', required)
    .addColumn('more', 'integer', required)
    .addColumn('reason', 'text', required)
    .addColumn('text', 'text', required)
    .addColumn('evidence', 'text')
    .addColumn('needs_second', 'integer', required)
    .addColumn('asked_by', 'text', required)
    .addColumn('asked_at', 'bigint', required)
    .addColumn('decided_by', 'text')
    .addColumn('decided_at', 'bigint')
    .addColumn('is_approved', 'integer')
    .addForeignKeyConstraint('overrides_have_a_key', ['product', 'serial'], 'keys', [
      'product',
      'serial',
    ])
    .addCheckConstraint('an_override_is_known', sql`kind in (${sql.join(kinds)})`)
    .addCheckConstraint('nobody_decides_on_his_own', sql`decided_by <> asked_by`)
    .addCheckConstraint(
      'decided_by_somebody',
      sql`(decided_by is null) = (decided_at is null) and (decided_by is null) = (is_approved is null)`,
    )
    .addCheckConstraint('what_is_done_is_not_decided', sql`needs_second = 1 or decided_by is null`)
    .execute()
  await db.schema
    .createIndex('overrides_of_an_operator')
    .on('overrides')
    .columns(['asked_by', 'asked_at'])
    .execute()
  await db.schema
    .createIndex('overrides_of_a_key')
    .on('overrides')
    .columns(['product', 'serial', 'asked_at'])
    .execute()
  await db.schema
    .createIndex('overrides_that_wait')
    .on('overrides')
    .column('asked_at')
    .where(sql<boolean>`needs_second = 1 and decided_at is null`)
    .execute()
}

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull()

const kinds = overrideKinds.map((kind) => sql.lit(kind))
