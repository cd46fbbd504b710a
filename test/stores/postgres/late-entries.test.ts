import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type ControlledTransaction, type Kysely, sql } from 'kysely'
import { sealAll } from '../../../src/activation/audit-sealer.ts'
import type { Ledger } from '../../../src/activation/ledger.ts'
import { note } from '../../../src/stores/ledger/audit.ts'
import type { LedgerTables } from '../../../src/stores/ledger/tables.ts'
import { openLedger } from '../../../src/stores/ledger/ledger.ts'
import { openDatabase } from '../../../src/stores/open-database.ts'
import { expectWhole, refuse, seal } from '../../contracts/sealing.ts'
import { temporaryDatabases } from '../../support/postgres.ts'

const newDatabase = temporaryDatabases()

let ledger: Ledger
let database: Kysely<unknown>
let db: Kysely<LedgerTables>
beforeEach(async () => {
  database = await openDatabase({ kind: 'postgres', url: await newDatabase() })
  db = database.withTables<LedgerTables>()
  ledger = await openLedger(database)
})
afterEach(() => db.destroy())

type Writer = ControlledTransaction<LedgerTables>

/** Writes an entry in a transaction that stays open. */
async function begin(serial: number): Promise<Writer> {
  const writer = await db.startTransaction().execute()
  await note(writer, { kind: 'refused', product: 1, serial, reason: 'blocked', at: 1_000 })
  return writer
}

const sealedIds = async (): Promise<readonly number[]> => {
  const rows = await db.selectFrom('seals').select('entry_id').orderBy('number').execute()
  return rows.map(({ entry_id: id }) => id)
}

const gaps = async (): Promise<readonly string[]> => {
  const rows = await db.selectFrom('seal_gaps').selectAll().orderBy('first').execute()
  return rows.map(({ first, last }) => `${first}-${last}`)
}

describe('an entry that is committed after others with higher ids', () => {
  test('is sealed after them, however many rounds went by', async () => {
    await refuse(ledger, 1)
    const slow = await begin(2)
    await refuse(ledger, 3)
    for (let round = 0; round < 3; round += 1) await sealAll(ledger, seal)
    expect(await sealedIds()).toEqual([1, 3])
    expect(await gaps()).toEqual(['2-2'])
    await refuse(ledger, 4)
    await sealAll(ledger, seal)
    await slow.commit().execute()
    await sealAll(ledger, seal)
    expect(await sealedIds()).toEqual([1, 3, 4, 2])
    await sealAll(ledger, seal)
    expect(await gaps()).toEqual([])
  })

  test('is waited for by whoever seals next, also after the end of the one who saw the gap', async () => {
    const slow = await begin(1)
    await refuse(ledger, 2)
    await sealAll(ledger, seal)
    const other = await openLedger(database)
    await slow.commit().execute()
    await sealAll(other, seal)
    expect(await sealedIds()).toEqual([2, 1])
  })

  test('is found among many that were taken at once and ended each in its way', async () => {
    const writers: Writer[] = []
    for (let nth = 1; nth <= 6; nth += 1) writers.push(await begin(nth))
    await refuse(ledger, 7)
    await sealAll(ledger, seal)
    expect(await gaps()).toEqual(['1-6'])
    await writers[2]?.commit().execute()
    await writers[4]?.rollback().execute()
    await sealAll(ledger, seal)
    expect(await sealedIds()).toEqual([7, 3])
    expect(await gaps()).toEqual(['1-2', '4-6'])
    for (const nth of [5, 0, 1]) await writers[nth]?.commit().execute()
    await sealAll(ledger, seal)
    expect(await sealedIds()).toEqual([7, 3, 1, 2, 6])
    await writers[3]?.rollback().execute()
    await sealAll(ledger, seal)
    expect(await gaps()).toEqual([])
  })
})

test('a gap stays open for a writer that took its id and has written nothing yet', async () => {
  // Such a writer has no transaction id, so that no snapshot tells of it.
  await sql`create function wait_here() returns trigger language plpgsql as
    $$ begin if new.serial = 1 then perform pg_advisory_xact_lock(4711); end if; return new; end $$`.execute(
    db,
  )
  await sql`create trigger wait_here before insert on audit
    for each row execute function wait_here()`.execute(db)
  const barrier = await db.startTransaction().execute()
  await sql`select pg_advisory_xact_lock(4711)`.execute(barrier)
  const written = refuse(ledger, 1)
  await untilWaiting()
  await refuse(ledger, 2)
  await sealAll(ledger, seal)
  await sealAll(ledger, seal)
  expect(await gaps()).toEqual(['1-1'])
  await barrier.commit().execute()
  await written
  await sealAll(ledger, seal)
  expect(await sealedIds()).toEqual([2, 1])
})

test('a gap that a fall left behind is forgotten when nobody of then writes any more', async () => {
  await refuse(ledger, 1)
  const other = await begin(2)
  const fallen = await begin(3)
  await fallen.rollback().execute()
  await refuse(ledger, 4)
  await sealAll(ledger, seal)
  expect(await gaps()).toEqual(['2-3'])
  await other.rollback().execute()
  const young = await begin(5)
  await sealAll(ledger, seal)
  expect(await gaps()).toEqual([])
  await young.rollback().execute()
})

test('only one process seals at a time, and the other does not wait', async () => {
  await refuse(ledger, 1)
  const first = await db.startTransaction().execute()
  await sql`select pg_advisory_xact_lock(${sql.lit(0x41_4c_73_6c)})`.execute(first)
  expect(await ledger.seal(seal, 10)).toEqual({ kind: 'busy' })
  await first.rollback().execute()
  expect(await ledger.seal(seal, 10)).toMatchObject({ count: 1 })
})

test('whatever order hundreds of writers end in, each entry is sealed once and none is missed', async () => {
  let isWriting = true
  const sealing = (async () => {
    while (isWriting) await ledger.seal(seal, 20)
  })()
  let committed = 0
  const write = async (who: number): Promise<void> => {
    const open: Writer[] = []
    for (let nth = 0; nth < 60; nth += 1) {
      if (open.length < 2) open.push(await begin(who))
      const ended = (nth * 7 + who) % 3 === 0 ? open.pop() : open.shift()
      if ((nth + who) % 4 === 0) await ended?.rollback().execute()
      else {
        await ended?.commit().execute()
        committed += ended === undefined ? 0 : 1
      }
      if (nth % 2 === 0 && open.length < 2) open.push(await begin(who))
    }
    for (const one of open) await one.rollback().execute()
  }
  await Promise.all([1, 2, 3].map(write))
  isWriting = false
  await sealing
  await sealAll(ledger, seal)
  await sealAll(ledger, seal)
  await expectWhole(db, committed)
  expect(await gaps()).toEqual([])
}, 30_000)

async function untilWaiting(): Promise<void> {
  for (;;) {
    const { rows } =
      await sql`select 1 from pg_locks where locktype = 'advisory' and not granted`.execute(db)
    if (rows.length > 0) return
  }
}
