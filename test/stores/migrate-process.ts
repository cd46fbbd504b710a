/**
 * A process of its own that brings a database up to date: its argument is the address as JSON. Says `ready`,
 * begins when it reads something, and says `done`.
 */
import { once } from 'node:events'
import { sql } from 'kysely'
import { migrate, type Step } from '../../src/stores/migrate.ts'
import { type DatabaseAddress, openDatabase } from '../../src/stores/open-database.ts'

const steps: readonly Step[] = ['first', 'second', 'third'].map((word) => ({
  name: word,
  up: async (db) => {
    await sql`create table ${sql.table(word)} (word text)`.execute(db)
    await sql`insert into ${sql.table(word)} values (${word})`.execute(db)
  },
}))

process.stdout.write('ready\n')
await once(process.stdin, 'data')
const database = await openDatabase(JSON.parse(process.argv[2] ?? '') as DatabaseAddress)
await migrate(database, 'book', steps)
await database.destroy()
process.stdin.destroy()
process.stdout.write('done\n')
