import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { migrate, type Step } from '../../src/stores/migrate.ts'
import { type DatabaseAddress, openDatabase } from '../../src/stores/open-database.ts'
import { engines, temporaryAddresses } from './engines.ts'

const createWords: Step = {
  name: 'words',
  up: async (db) => void (await sql`create table words (word text)`.execute(db)),
}
const addFirstWord: Step = {
  name: 'first word',
  up: async (db) => void (await sql`insert into words values ('first')`.execute(db)),
}
const failing: Step = { name: 'fails', up: () => Promise.reject(new Error('no such step')) }

describe.each(engines)('on %s', (engine) => {
  const newAddress = temporaryAddresses(engine)

  test('steps are taken once, in order, and later ones are added to a filled database', async () => {
    const db = await openDatabase(await newAddress())
    await migrate(db, 'book', [createWords])
    await migrate(db, 'book', [createWords, addFirstWord])
    await migrate(db, 'book', [createWords, addFirstWord])
    const { rows } = await sql`select word from words`.execute(db)
    await db.destroy()
    expect(rows).toEqual([{ word: 'first' }])
  })

  test('two owners keep their steps apart in one database', async () => {
    const db = await openDatabase(await newAddress())
    await migrate(db, 'book', [createWords])
    await migrate(db, 'diary', [{ name: 'days', up: addFirstWord.up }])
    const { rows } = await sql`select owner, step, name from migrations order by owner`.execute(db)
    await db.destroy()
    expect(rows).toEqual([
      { owner: 'book', step: 1, name: 'words' },
      { owner: 'diary', step: 1, name: 'days' },
    ])
  })

  test('of two that start together one takes the steps and the other waits', async () => {
    const address = await newAddress()
    const both = await Promise.all([openDatabase(address), openDatabase(address)])
    await Promise.all(both.map((db) => migrate(db, 'book', [createWords, addFirstWord])))
    const { rows } = await sql`select word from words`.execute(both[0])
    await Promise.all(both.map((db) => db.destroy()))
    expect(rows).toEqual([{ word: 'first' }])
  })

  test('four processes that start at once on an empty database all come up', async () => {
    const address = await newAddress()
    const processes = [1, 2, 3, 4].map(() => startProcess(address))
    await Promise.all(processes.map(({ isReady }) => isReady))
    for (const { begin } of processes) begin()
    expect(await Promise.all(processes.map(({ said }) => said))).toEqual(
      processes.map(() => 'ready\ndone\n'),
    )
    const db = await openDatabase(address)
    const { rows } = await sql`select name from migrations order by step`.execute(db)
    await db.destroy()
    expect(rows).toEqual([{ name: 'first' }, { name: 'second' }, { name: 'third' }])
  })

  test('a step that fails leaves nothing of its run behind', async () => {
    const db = await openDatabase(await newAddress())
    await expect(migrate(db, 'book', [createWords, failing])).rejects.toThrow('no such step')
    await migrate(db, 'book', [createWords])
    const { rows } = await sql`select name from migrations`.execute(db)
    await db.destroy()
    expect(rows).toEqual([{ name: 'words' }])
  })

  test('a database of a newer version is refused', async () => {
    const db = await openDatabase(await newAddress())
    await migrate(db, 'book', [createWords, addFirstWord])
    await expect(migrate(db, 'book', [createWords])).rejects.toEqual(
      expect.objectContaining({ code: 'database-unusable' }),
    )
    await db.destroy()
  })
})

const program = fileURLToPath(new URL('migrate-process.ts', import.meta.url))

function startProcess(address: DatabaseAddress): {
  readonly isReady: Promise<unknown>
  readonly begin: () => void
  /** All that it said, once it has ended. */
  readonly said: Promise<string>
} {
  const child = spawn(process.execPath, [program, JSON.stringify(address)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  return {
    isReady: new Promise((resolve) => child.stdout.once('data', resolve)),
    begin: () => child.stdin.end('begin'),
    said: text(child.stdout),
  }
}
