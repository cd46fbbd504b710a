import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { openSqlite } from '../../../src/stores/sqlite/open-sqlite.ts'
import { temporaryFolders } from '../temporary-folder.ts'

const newFolder = temporaryFolders()

const unusable = (detail: RegExp): object =>
  expect.objectContaining({ code: 'database-unusable', detail: expect.stringMatching(detail) })

test('a new file is made, for its owner alone, and keeps what is written', async () => {
  const file = join(newFolder(), 'data', 'line.db')
  const first = await openSqlite(file)
  await sql`create table noted (word text)`.execute(first)
  await sql`insert into noted values ('kept')`.execute(first)
  await first.destroy()

  const second = await openSqlite(file)
  const { rows } = await sql`select word from noted`.execute(second)
  await second.destroy()
  expect(rows).toEqual([{ word: 'kept' }])
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('every commit is on the disk before it is answered: write-ahead log, full synchronisation', async () => {
  const db = await openSqlite(join(newFolder(), 'line.db'))
  const journal = await sql`pragma journal_mode`.execute(db)
  const synchronous = await sql`pragma synchronous`.execute(db)
  const foreignKeys = await sql`pragma foreign_keys`.execute(db)
  await db.destroy()
  expect(journal.rows).toEqual([{ journal_mode: 'wal' }])
  expect(synchronous.rows).toEqual([{ synchronous: 2 }])
  expect(foreignKeys.rows).toEqual([{ foreign_keys: 1 }])
})

test('whole numbers stay whole, also in a column of text', async () => {
  const db = await openSqlite(join(newFolder(), 'line.db'))
  const { rows } = await sql`select typeof(${5}) as type, ${5} || '' as text`.execute(db)
  await db.destroy()
  expect(rows).toEqual([{ type: 'integer', text: '5' }])
})

test('a file that is no database is refused and left as it was', async () => {
  const file = join(newFolder(), 'line.db')
  writeFileSync(file, 'Dear diary, today I was given the name of a database.\n'.repeat(100))
  const before = readFileSync(file)
  await expect(openSqlite(file)).rejects.toEqual(unusable(/not an SQLite database/))
  expect(readFileSync(file)).toEqual(before)
})

test("another program's database is refused and left as it was", async () => {
  const file = join(newFolder(), 'line.db')
  const other = new DatabaseSync(file)
  other.exec('create table recipes (name text)')
  other.close()
  const before = readFileSync(file)
  await expect(openSqlite(file)).rejects.toEqual(unusable(/belongs to another program/))
  expect(readFileSync(file)).toEqual(before)
})

test('a damaged database is refused and left as it was', async () => {
  const file = await filledDatabase(newFolder())
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(4096, 0x5a), 0, 4096, 4096 * 3)
  const before = readFileSync(file)
  await expect(openSqlite(file)).rejects.toEqual(unusable(/damaged/))
  expect(readFileSync(file)).toEqual(before)
})

test('a database that was cut short is refused and left as it was', async () => {
  const whole = await filledDatabase(newFolder())
  const file = join(newFolder(), 'line.db')
  copyFileSync(whole, file)
  writeFileSync(file, readFileSync(whole).subarray(0, 4096 * 2 + 100))
  const before = readFileSync(file)
  await expect(openSqlite(file)).rejects.toEqual(unusable(/damaged/))
  expect(readFileSync(file)).toEqual(before)
})

test('a folder in place of the file is refused', async () => {
  const file = join(newFolder(), 'line.db')
  mkdirSync(file)
  await expect(openSqlite(file)).rejects.toEqual(unusable(/cannot be opened/))
})

test('a database that may only be read is refused and left as it was', async () => {
  const folder = newFolder()
  const file = await filledDatabase(folder)
  const before = readFileSync(file)
  chmodSync(file, 0o444)
  chmodSync(folder, 0o555)
  const { stdout } = asNobody(`
    const { openSqlite } = await import(${JSON.stringify(sourceUrl)})
    await openSqlite(${JSON.stringify(file)}).then(
      () => console.log('opened'),
      (error) => console.log(error.code, error.detail),
    )`)
  chmodSync(folder, 0o755)
  expect(stdout).toMatch(/^database-unusable .*opened for writing/)
  expect(readFileSync(file)).toEqual(before)
})

const sourceUrl = new URL('../../../src/stores/sqlite/open-sqlite.ts', import.meta.url).href

/** Root may write whatever the mode says, so the script runs as the user `nobody` where the tests run as root. */
function asNobody(script: string): { readonly stdout: string } {
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  const child = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    ...nobody,
    encoding: 'utf8',
    env: {},
  })
  return { stdout: child.stdout + child.stderr }
}

async function filledDatabase(folder: string): Promise<string> {
  const file = join(folder, 'line.db')
  const db = await openSqlite(file)
  await sql`create table noted (word text)`.execute(db)
  for (let row = 0; row < 200; row += 1) {
    await sql`insert into noted values (${`word ${row} `.repeat(20)})`.execute(db)
  }
  await db.destroy()
  return file
}
