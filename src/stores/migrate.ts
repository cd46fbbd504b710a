import { type Kysely, sql } from 'kysely'
import { Fault } from '../base/faults.ts'
import { transact } from './transact.ts'

/** One change of an owner's tables. Once released, a step is never altered: what comes later is a new step. */
export type Step = {
  readonly name: string
  readonly up: (db: Kysely<unknown>) => Promise<void>
}

type MigrationTables = {
  readonly migrations: {
    readonly owner: string
    readonly step: number
    readonly name: string
    readonly applied_at: number
  }
}

/**
 * Brings the tables of one owner (`ledger`, `calls`) up to date: takes the steps that are not yet taken, in
 * order, in one transaction and under the engine's lock, so that of several processes starting together one
 * takes them and the others wait. Steps only go forward; a database of a newer version is refused (`database-unusable`).
 */
export async function migrate(
  db: Kysely<unknown>,
  owner: string,
  steps: readonly Step[],
): Promise<void> {
  await transact(db, async (transaction) => {
    const { adapter } = transaction.getExecutor()
    await adapter.acquireMigrationLock(transaction, { lockTable: 'migrations', lockRowId: owner })
    const books = transaction.withTables<MigrationTables>()
    await createMigrations(transaction)
    const taken = await books
      .selectFrom('migrations')
      .select(['step', 'name'])
      .where('owner', '=', owner)
      .orderBy('step')
      .execute()
    for (const { step, name } of taken) {
      if (steps[step - 1]?.name !== name) {
        throw new Fault('database-unusable', 'It was made by another version of this program.')
      }
    }
    for (const [index, { name, up }] of steps.entries()) {
      if (index < taken.length) continue
      await up(transaction)
      await books
        .insertInto('migrations')
        .values({ owner, step: index + 1, name, applied_at: Date.now() })
        .execute()
    }
  })
}

async function createMigrations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('migrations')
    .ifNotExists()
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('step', 'integer', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('applied_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('migrations_of_an_owner', ['owner', 'step'])
    .addCheckConstraint('steps_are_counted_from_one', sql`step >= 1`)
    .execute()
}
