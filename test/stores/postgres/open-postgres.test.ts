import { createServer } from 'node:net'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Kysely, sql } from 'kysely'
import { migrate } from '../../../src/stores/migrate.ts'
import { openPostgres } from '../../../src/stores/postgres/open-postgres.ts'
import { findFreePort } from '../../support/free-port.ts'
import { tell, temporaryDatabases } from '../../support/postgres.ts'

const newDatabase = temporaryDatabases()

const unusable = (detail: RegExp): object =>
  expect.objectContaining({ code: 'database-unusable', detail: expect.stringMatching(detail) })

/** The address with another part. */
function changed(address: string, change: (url: URL) => void): string {
  const url = new URL(address)
  change(url)
  return url.href
}

describe('an open database', () => {
  let address = ''
  let db: Kysely<unknown>
  beforeAll(async () => {
    address = await newDatabase()
    db = await openPostgres(address)
  })
  afterAll(() => db.destroy())

  const first = async (expression: string): Promise<unknown> => {
    const { rows } = await sql.raw<{ value: unknown }>(`select ${expression} as value`).execute(db)
    return rows[0]?.value
  }

  test('keeps what is written', async () => {
    await sql`create table noted (word text)`.execute(db)
    await sql`insert into noted values ('kept')`.execute(db)
    const second = await openPostgres(address)
    const { rows } = await sql`select word from noted`.execute(second)
    await second.destroy()
    expect(rows).toEqual([{ word: 'kept' }])
  })

  test('gives whole numbers as numbers, counts and times too', async () => {
    expect(await first(`${Date.UTC(2026, 0, 1)}::bigint`)).toBe(1_767_225_600_000)
    expect(await first('count(*)')).toBe(1)
    await expect(first('9007199254740993::bigint')).rejects.toThrow('beyond 2^53')
  })

  test('has every commit on the disk before it is answered, whatever the server’s habit', async () => {
    const lazy = await newDatabase()
    await tell(
      lazy,
      `alter database ${new URL(lazy).pathname.slice(1)} set synchronous_commit = off`,
    )
    const opened = await openPostgres(lazy)
    const { rows } = await sql`show synchronous_commit`.execute(opened)
    await opened.destroy()
    expect(rows).toEqual([{ synchronous_commit: 'on' }])
  })

  test('lets others write meanwhile, whatever the server’s habit', async () => {
    const strict = await newDatabase()
    await tell(
      strict,
      `alter database ${new URL(strict).pathname.slice(1)} set default_transaction_isolation = serializable`,
    )
    const opened = await openPostgres(strict)
    const { rows } = await sql`show transaction_isolation`.execute(opened)
    await opened.destroy()
    expect(rows).toEqual([{ transaction_isolation: 'read committed' }])
  })

  test('waits for nothing without end', async () => {
    expect(await first(`current_setting('statement_timeout')`)).toBe('30s')
    expect(await first(`current_setting('idle_in_transaction_session_timeout')`)).toBe('10s')
  })

  test('a statement that takes too long is given up, and the connection used again', async () => {
    const hasty = await openPostgres(
      changed(address, ({ searchParams }) => searchParams.set('statement_timeout', '50')),
    )
    await expect(sql`select pg_sleep(60)`.execute(hasty)).rejects.toEqual(unusable(/too long/))
    const { rows } = await sql`select 1 as one`.execute(hasty)
    await hasty.destroy()
    expect(rows).toEqual([{ one: 1 }])
  })

  test('the statement’s own mistakes are no fault of the database', async () => {
    await expect(sql`selec`.execute(db)).rejects.toEqual(expect.objectContaining({ code: '42601' }))
  })
})

describe('what is refused, without a word of the password', () => {
  const refusal = async (address: string): Promise<unknown> => {
    const error = await openPostgres(address, 0).then(
      (db) => db.destroy(),
      (refused: unknown) => refused,
    )
    const said = error instanceof Error ? error.message + error.stack : ''
    expect(said).not.toContain(new URL(address).password || 'no password')
    return error
  }

  test('a server that is not there', async () => {
    const port = await findFreePort()
    expect(await refusal(`postgres://line:hush-hush@127.0.0.1:${port}/line`)).toEqual(
      unusable(/Nobody listens .* start Postgres/),
    )
  })

  test('a host that nobody knows', async () => {
    expect(await refusal('postgres://line:hush-hush@no-such-host.invalid/line')).toEqual(
      unusable(/host is not known/),
    )
  })

  test('something else that listens at the address', async () => {
    const other = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
    await once(other, 'listening')
    const at = other.address()
    const port = typeof at === 'object' && at !== null ? at.port : 0
    const refused = await refusal(`postgres://line:hush-hush@127.0.0.1:${port}/line`)
    other.close()
    expect(refused).toEqual(unusable(/connection was lost/))
  })

  test('a wrong password, none, or a user whom nobody knows', async () => {
    const address = await newDatabase()
    for (const change of [
      (url: URL) => void (url.password = 'hush-hush'),
      (url: URL) => void (url.password = ''),
      (url: URL) => void (url.username = 'nobody-knows'),
    ]) {
      expect(await refusal(changed(address, change))).toEqual(unusable(/user or the password/))
    }
  })

  test('a server without the encryption that was asked for', async () => {
    const address = changed(await newDatabase(), ({ searchParams }) =>
      searchParams.set('sslmode', 'verify-full'),
    )
    expect(await refusal(address)).toEqual(
      unusable(/encrypted connection was refused: see sslmode/),
    )
  })

  test('a database that does not exist', async () => {
    const address = changed(await newDatabase(), (url) => void (url.pathname = 'not_made'))
    expect(await refusal(address)).toEqual(unusable(/does not exist: create it/))
  })

  test('an encoding that has no place for every name', async () => {
    const latin = "encoding 'LATIN1' lc_collate 'C' lc_ctype 'C'"
    const refused = await refusal(await newDatabase(latin))
    expect(refused).toEqual(unusable(/encoding must be UTF8/))
  })

  test('more connections than there may be', async () => {
    const address = await newDatabase()
    await tell(address, `alter database ${new URL(address).pathname.slice(1)} connection limit 0`)
    await tell(address, `create role one_of_many login password 'hush-hush'`).catch(() => {})
    const many = changed(address, (url) => {
      url.username = 'one_of_many'
      url.password = 'hush-hush'
    })
    expect(await refusal(many)).toEqual(unusable(/too many connections/))
  })
})

describe('what cannot be written is said', () => {
  const steps = [
    {
      name: 'words',
      up: async (db: Kysely<unknown>) =>
        void (await sql`create table words (word text)`.execute(db)),
    },
  ]

  test('a standby, or whatever else is only read', async () => {
    const address = await newDatabase()
    await tell(
      address,
      `alter database ${new URL(address).pathname.slice(1)} set default_transaction_read_only = on`,
    )
    const db = await openPostgres(address)
    await expect(migrate(db, 'book', steps)).rejects.toEqual(unusable(/only be read/))
    await db.destroy()
  })

  test('a user who may not make tables', async () => {
    const address = await newDatabase()
    const password = 'hush-hush'
    await tell(address, `create role reader login password '${password}'`).catch(() => {})
    const db = await openPostgres(
      changed(address, (url) => {
        url.username = 'reader'
        url.password = password
      }),
    )
    await expect(migrate(db, 'book', steps)).rejects.toEqual(unusable(/owner of the database/))
    await db.destroy()
  })

  test('a database with another program’s tables is left as it was', async () => {
    const address = await newDatabase()
    await tell(address, 'create table words (recipe text)')
    const db = await openPostgres(address)
    await expect(migrate(db, 'book', steps)).rejects.toEqual(unusable(/not ours/))
    const { rows } = await sql`select table_name as name from information_schema.tables
      where table_schema = 'public'`.execute(db)
    await db.destroy()
    expect(rows).toEqual([{ name: 'words' }])
  })
})
