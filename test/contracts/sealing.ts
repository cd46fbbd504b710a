import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type Kysely, sql } from 'kysely'
import type { AuditLine } from '../../src/activation/audit.ts'
import { createSeal } from '../../src/activation/audit-seal.ts'
import { sealAll } from '../../src/activation/audit-sealer.ts'
import type { Ledger } from '../../src/activation/ledger.ts'
import { createSecrets } from '../../src/identifiers/secrets.ts'
import type { LedgerTables } from '../../src/stores/ledger/tables.ts'
import { openLedger } from '../../src/stores/ledger/ledger.ts'
import { type DatabaseAddress, openDatabase } from '../../src/stores/open-database.ts'

export const seal = createSeal(createSecrets(new Uint8Array(32).fill(7)))

/** What every engine must hold of the sealing; `newAddress` gives an empty database of that engine. */
export function describeSealing(engine: string, newAddress: () => Promise<DatabaseAddress>): void {
  describe(`the sealing of the audit on ${engine}`, () => {
    let address: DatabaseAddress
    let databases: Kysely<LedgerTables>[] = []
    const open = async (): Promise<Ledger> => {
      const database = await openDatabase(address)
      databases.push(database.withTables<LedgerTables>())
      return openLedger(database)
    }
    let ledger: Ledger
    let db: Kysely<LedgerTables>
    beforeEach(async () => {
      address = await newAddress()
      ledger = await open()
      db = databases[0] as Kysely<LedgerTables>
    })
    afterEach(async () => {
      for (const database of databases) await database.destroy()
      databases = []
    })

    test('nothing is sealed where nothing was written', async () => {
      expect(await ledger.seal(seal, 10)).toEqual({ kind: 'sealed', count: 0, isAll: true })
      expect(await ledger.auditHead()).toBeUndefined()
    })

    test('entries are sealed in their order, each once, so many at a time', async () => {
      for (let nth = 1; nth <= 5; nth += 1) await refuse(ledger, nth)
      expect(await ledger.seal(seal, 3)).toEqual({ kind: 'sealed', count: 3, isAll: false })
      expect(await ledger.seal(seal, 3)).toEqual({ kind: 'sealed', count: 2, isAll: true })
      expect(await ledger.seal(seal, 3)).toEqual({ kind: 'sealed', count: 0, isAll: true })
      await refuse(ledger, 6)
      await sealAll(ledger, seal)
      await expectWhole(db, 6)
      const [last] = await db.selectFrom('seals').selectAll().orderBy('number', 'desc').execute()
      expect(await ledger.auditHead()).toEqual({ number: 6, seal: last?.seal })
    })

    test('auditors read sealed entries page by page', async () => {
      for (let nth = 1; nth <= 3; nth += 1) await refuse(ledger, nth)
      await ledger.seal(seal, 2)
      const page = await ledger.auditPage({ after: 1, atMost: 5 })
      expect(page).toEqual([
        { ...(await ledger.auditHead()), entry: expect.objectContaining({ serial: 2 }) },
      ])
      const first = await ledger.auditPage({ after: 0, atMost: 1 })
      expect(first.map(({ number }) => number)).toEqual([1])
    })

    test('many that write and many that seal at once leave one chain over everything', async () => {
      const others = await Promise.all([open(), open()])
      const all = [ledger, ...others]
      const writing = all.flatMap((one, who) =>
        Array.from({ length: 30 }, (_, nth) => refuse(one, who * 30 + nth)),
      )
      const rounds = all.map(async (one) => {
        for (let round = 0; round < 10; round += 1) await one.seal(seal, 7)
      })
      await Promise.all([...writing, ...rounds])
      await sealAll(ledger, seal)
      await expectWhole(db, 90)
      expect(await db.selectFrom('seal_gaps').selectAll().execute()).toEqual([])
    })

    test('what falls with its transaction is never sealed, and nothing waits for it', async () => {
      await refuse(ledger, 1)
      const failing = db.transaction().execute(async (inside) => {
        await sql`insert into audit (at, kind, product, entry) values (1, 'refused', 1, '{}')`.execute(
          inside,
        )
        throw new Error('interrupted')
      })
      await expect(failing).rejects.toThrow('interrupted')
      await refuse(ledger, 2)
      await sealAll(ledger, seal)
      await sealAll(ledger, seal)
      await expectWhole(db, 2)
      expect(await db.selectFrom('seal_gaps').selectAll().execute()).toEqual([])
    })

    test('processes that are killed while they write and seal leave a chain that goes on', async () => {
      let written = 0
      for (const entries of [1, 7, 20, 31]) {
        const both = [1, 2].map(() => killedAfter(entries, address))
        for (const count of await Promise.all(both)) written += count
      }
      await sealAll(ledger, seal)
      await sealAll(ledger, seal)
      const { sealed, count } = await verify(ledger)
      expect(count).toBe(0)
      // What was written and not yet said when the process was killed may stand too.
      expect(sealed).toBeGreaterThanOrEqual(written)
    }, 60_000)

    test('a round that was interrupted has sealed nothing, and the next one goes on', async () => {
      for (let nth = 1; nth <= 4; nth += 1) await refuse(ledger, nth)
      await ledger.seal(seal, 2)
      const failing = (...[before, line]: Parameters<typeof seal>): ReturnType<typeof seal> => {
        if (before?.number === 3) throw new Error('killed')
        return seal(before, line)
      }
      await expect(ledger.seal(failing, 10)).rejects.toThrow('killed')
      expect(await ledger.auditHead()).toMatchObject({ number: 2 })
      await sealAll(ledger, seal)
      await expectWhole(db, 4)
    })
  })
}

const program = new URL('../stores/ledger/seal-process.ts', import.meta.url).pathname

/** Gives how many entries the process says it wrote before it was killed. */
async function killedAfter(entries: number, address: DatabaseAddress): Promise<number> {
  const child = spawn(process.execPath, [program, JSON.stringify(address)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  let written = 0
  for await (const line of createInterface(child.stdout)) {
    written = Number(line)
    if (written >= entries) child.kill('SIGKILL')
  }
  await gone
  return written
}

function verify(ledger: Ledger): ReturnType<Ledger['verifyAudit']> {
  return ledger.verifyAudit({ seal, kept: undefined, now: 0, atMost: 100 })
}

export async function refuse(ledger: Ledger, serial: number): Promise<void> {
  await ledger.note({ kind: 'refused', product: 1, serial, reason: 'blocked', at: 1_000 })
}

/** Every entry there is has one seal, which follows from it and the seal before. */
export async function expectWhole(db: Kysely<LedgerTables>, entries: number): Promise<void> {
  const rows = await db
    .selectFrom('audit')
    .leftJoin('seals', 'seals.entry_id', 'audit.id')
    .selectAll()
    .orderBy('number')
    .execute()
  expect(rows).toHaveLength(entries)
  let head: ReturnType<typeof seal> | undefined
  for (const row of rows) {
    const line: AuditLine = {
      id: row.id,
      at: String(row.at),
      kind: row.kind,
      product: String(row.product),
      serial: row.serial === null ? null : String(row.serial),
      caseNumber: row.case_number,
      entry: row.entry,
    }
    head = seal(head, line)
    expect({ number: row.number, seal: row.seal }).toEqual(head)
  }
}
