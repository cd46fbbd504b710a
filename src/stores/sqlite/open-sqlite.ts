import { closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, sql } from 'kysely'
import { Fault } from '../../base/faults.ts'
import { patiently } from '../patiently.ts'
import { createSqliteDialect } from './sqlite-dialect.ts'
import { lockPatience, toFault } from './sqlite-fault.ts'

/** «ALin» in SQLite's own field for whose file this is. */
const applicationId = 0x41_4c_69_6e

/** A file up to this size is looked through at every start; in a larger one damage shows when it is read. */
const smallInBytes = 16 * 1024 * 1024

/**
 * Opens the file, or makes it (readable by its owner only). A file that is damaged, no database or another
 * program's is refused with the fault `database-unusable` before anything is written.
 */
export async function openSqlite(file: string): Promise<Kysely<unknown>> {
  makeFile(file)
  try {
    await patiently(lockPatience, () => inspect(file))
    const database = await patiently(lockPatience, () => openForWriting(file))
    const db = new Kysely<unknown>({ dialect: createSqliteDialect({ database }) })
    await sql`select 1`.execute(db)
    return db
  } catch (error) {
    throw toFault(error)
  }
}

function makeFile(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    closeSync(openSync(file, 'a', 0o600))
  } catch (error) {
    const code = error instanceof Object && 'code' in error ? String(error.code) : 'unknown'
    throw new Fault('database-unusable', `The file cannot be opened for writing (${code}).`, {
      cause: error,
    })
  }
}

function inspect(file: string): void {
  const size = statSync(file).size
  if (size === 0) return
  const database = new DatabaseSync(file, { readOnly: true, timeout: 0 })
  try {
    const tables = database.prepare('select count(*) as number from sqlite_schema').get()
    const owner = database.prepare('pragma application_id').get()
    if (owner?.['application_id'] !== applicationId && tables?.['number'] !== 0) {
      throw new Fault('database-unusable', 'The file belongs to another program.')
    }
    if (size > smallInBytes) return
    const found = database.prepare('pragma quick_check(1)').get()
    if (found?.['quick_check'] !== 'ok') {
      throw new Fault('database-unusable', 'The file is damaged; nothing in it was changed.')
    }
  } finally {
    database.close()
  }
}

function openForWriting(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 0, enableForeignKeyConstraints: true })
  try {
    database.exec('pragma journal_mode = wal')
    database.exec('pragma synchronous = full')
    const owner = database.prepare('pragma application_id').get()
    if (owner?.['application_id'] !== applicationId) {
      database.exec(`pragma application_id = ${applicationId}`)
    }
    return database
  } catch (error) {
    database.close()
    throw error
  }
}
