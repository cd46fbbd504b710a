import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { type Kysely, sql } from 'kysely'
import { openPostgres } from '../../../src/stores/postgres/open-postgres.ts'
import { transact } from '../../../src/stores/transact.ts'
import { keepCluster } from '../../support/postgres-own.ts'
import { temporaryDatabases } from '../../support/postgres.ts'

const newDatabase = temporaryDatabases()

const unusable = (detail: RegExp): object =>
  expect.objectContaining({ code: 'database-unusable', detail: expect.stringMatching(detail) })

/** The line's own connections, and somebody else's who looks and ends them. */
let db: Kysely<unknown>
let other: Kysely<unknown>
beforeAll(async () => {
  const address = await newDatabase()
  db = await openPostgres(address)
  other = await openPostgres(address)
  await sql`create table words (word text primary key)`.execute(db)
})
afterAll(() => Promise.all([db.destroy(), other.destroy()]))
beforeEach(async () => void (await sql`delete from words`.execute(db)))

const words = async (): Promise<readonly string[]> => {
  const { rows } = await sql<{ word: string }>`select word from words order by word`.execute(db)
  return rows.map(({ word }) => word)
}

const others = sql`from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`

const endAll = (): Promise<unknown> =>
  sql`select pg_terminate_backend(pid, 5000) ${others}`.execute(other)

/** Ends the connection that waits for a lock, as soon as it does. */
async function endWhoWaits(): Promise<void> {
  for (let ended = 0; ended === 0;) {
    const { rows } =
      await sql`select pg_terminate_backend(pid) ${others} and wait_event_type = 'Lock'`.execute(
        other,
      )
    ended = rows.length
  }
}

/** Does `work` while somebody else holds lock 1. */
async function whileLocked(work: () => Promise<void>): Promise<void> {
  await other.connection().execute(async (holder) => {
    await sql`select pg_advisory_lock(1)`.execute(holder)
    await work()
    await sql`select pg_advisory_unlock(1)`.execute(holder)
  })
}

describe('a connection that was lost', () => {
  test('while nobody used it is not noticed', async () => {
    await Promise.all(Array.from({ length: 8 }, () => sql`select pg_sleep(0.01)`.execute(db)))
    await endAll()
    await sql`insert into words values ('after')`.execute(db)
    expect(await words()).toEqual(['after'])
  })

  test('while it read is changed for another', async () => {
    let reading: Promise<unknown> = Promise.resolve()
    await whileLocked(async () => {
      reading = sql`select pg_advisory_xact_lock(1)`.execute(db)
      await endWhoWaits()
    })
    await expect(reading).resolves.toBeDefined()
  })

  test('while it wrote is a fault, since nobody knows what became of it', async () => {
    await whileLocked(async () => {
      const writing = sql`insert into words select 'once' from pg_advisory_xact_lock(1)`.execute(db)
      await Promise.all([
        expect(writing).rejects.toEqual(unusable(/shutting down|lost/)),
        endWhoWaits(),
      ])
    })
    expect(await words()).toEqual([])
  })

  test('inside a transaction: all of it is done again, and kept once', async () => {
    let times = 0
    const told = await transact(db, async (transaction) => {
      times += 1
      await sql`insert into words values ('kept')`.execute(transaction)
      if (times === 1) await endAll()
      await sql`insert into words values ('too')`.execute(transaction)
      return times
    })
    expect(told).toBe(2)
    expect(await words()).toEqual(['kept', 'too'])
  })

  test('at the commit is a fault: it may have been kept', async () => {
    await sql`create or replace function wait() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock(1); return null; end $$`.execute(db)
    await sql`create constraint trigger at_the_end after insert on words
      deferrable initially deferred for each row execute function wait()`.execute(db)
    let times = 0
    await whileLocked(async () => {
      const writing = transact(db, async (transaction) => {
        times += 1
        await sql`insert into words values ('perhaps')`.execute(transaction)
      })
      await Promise.all([
        expect(writing).rejects.toEqual(unusable(/shutting down|lost/)),
        endWhoWaits(),
      ])
    })
    await sql`drop trigger at_the_end on words`.execute(db)
    expect(times).toBe(1)
  })

  test('again and again is a fault in the end', async () => {
    let times = 0
    const writing = transact(db, async (transaction) => {
      times += 1
      await endAll()
      await sql`insert into words values ('never')`.execute(transaction)
    })
    await expect(writing).rejects.toEqual(unusable(/connection was lost/))
    expect(times).toBe(15)
    expect(await words()).toEqual([])
  })
})

test('a table that a newer version changed meanwhile is read and written as it now is', async () => {
  const read = (on: Kysely<unknown>): Promise<unknown> =>
    sql`select * from words where word = ${'a'}`.execute(on).then(({ rows }) => rows)
  const write = (on: Kysely<unknown>): Promise<unknown> =>
    sql`insert into words (word) values (${'a'}) on conflict (word) do update set word = 'a'
      returning *`
      .execute(on)
      .then(({ rows }) => rows)
  // All ten connections know the statements.
  await Promise.all(
    Array.from({ length: 10 }, () =>
      db.connection().execute(async (one) => {
        await write(one)
        await read(one)
        await sql`select pg_sleep(0.05)`.execute(one)
      }),
    ),
  )
  await sql`alter table words add column meaning text`.execute(other)
  expect(await read(db)).toEqual([{ word: 'a', meaning: null }])
  await sql`alter table words add column more text`.execute(other)
  expect(await write(db)).toEqual([{ word: 'a', meaning: null, more: null }])
  await sql`alter table words drop column meaning`.execute(other)
  expect(await transact(db, read)).toEqual([{ word: 'a', more: null }])
  await sql`alter table words drop column more`.execute(other)
})

describe('a transaction', () => {
  test('that met another one crosswise is done again', async () => {
    await sql`insert into words values ('a'), ('b')`.execute(db)
    let together: () => void = () => {}
    const bothHaveOne = new Promise<void>((resolve) => (together = resolve))
    let having = 0
    const crosswise = (first: string, second: string): Promise<void> =>
      transact(db, async (transaction) => {
        await sql`select from words where word = ${first} for update`.execute(transaction)
        having += 1
        if (having === 2) together()
        await bothHaveOne
        await sql`select from words where word = ${second} for update`.execute(transaction)
      })
    await Promise.all([crosswise('a', 'b'), crosswise('b', 'a')])
    expect(having).toBeGreaterThan(2)
  })

  test('whose reading others overtook is done again', async () => {
    const add = (): Promise<void> =>
      transact(db, async (transaction) => {
        await sql`set transaction isolation level serializable`.execute(transaction)
        const { rows } = await sql<{
          number: number
        }>`select count(*) as number from words`.execute(transaction)
        await sql`insert into words values (${String(rows[0]?.number)})`.execute(transaction)
      })
    await Promise.all([add(), add(), add(), add()])
    expect(await words()).toEqual(['0', '1', '2', '3'])
  })

  test('that fails by itself is not repeated', async () => {
    let times = 0
    const failing = transact(db, async (transaction) => {
      times += 1
      await sql`insert into words values ('one'), ('one')`.execute(transaction)
    })
    await expect(failing).rejects.toEqual(expect.objectContaining({ code: '23505' }))
    expect(times).toBe(1)
  })
})

test('a server that was killed: what was answered is there, and nobody opens anything anew', async () => {
  const cluster = await keepCluster()
  const opened = await openPostgres(cluster.url)
  await sql`create table words (word text)`.execute(opened)
  const write = (word: string): Promise<void> =>
    transact(opened, async (transaction) => {
      await sql`insert into words values (${word})`.execute(transaction)
    })
  const answered = ['before']
  await write('before')

  await cluster.kill()
  // A connection may outlive its server by a moment.
  const refusal = await (async (): Promise<unknown> => {
    for (;;) {
      const word = String(answered.length)
      try {
        await write(word)
        answered.push(word)
      } catch (error) {
        return error
      }
    }
  })()
  expect(refusal).toEqual(unusable(/Nobody listens|lost|shutting down/))
  // Whoever comes while it is on its way waits for it.
  const [, another] = await Promise.all([cluster.start(), openPostgres(cluster.url, 30_000)])
  await write('after')
  const { rows } = await sql<{ word: string }>`select word from words`.execute(another)
  await Promise.all([opened.destroy(), another.destroy()])
  await cluster.close()
  const kept = rows.map(({ word }) => word)
  expect(kept).toEqual(expect.arrayContaining([...answered, 'after']))
  expect(new Set(kept).size).toBe(kept.length)
})
