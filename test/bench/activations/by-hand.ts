/** The floor: the rows of an activation, written by one hand-made statement, with nothing asked before. */
import { DatabaseSync } from 'node:sqlite'
import { Pool } from 'pg'
import type { DatabaseAddress } from '../../../src/stores/open-database.ts'

export type Row = {
  readonly product: number
  readonly serial: number
  readonly nth: number
  /** 16 hex digits. */
  readonly hardware: string
  readonly caseNumber: string
  readonly at: number
}

export type ByHand = {
  readonly write: (row: Row) => Promise<void>
  readonly close: () => Promise<void>
}

export function writeByHand(address: DatabaseAddress): ByHand {
  return address.kind === 'postgres' ? inPostgres(address.url) : inSqlite(address.file)
}

/** As many connections as the line has, and the statement prepared. */
function inPostgres(url: string): ByHand {
  const pool = new Pool({ connectionString: url, max: 10 })
  const text = `with counted as (
      update keys set revision = revision + 1, used = used + 1, activated = activated + 1
      where product = $1 and serial = $2 and used < slots returning product, serial
    ), written as (
      insert into activations
        (product, serial, nth, hardware, case_number, activated_at, emergency)
      select product, serial, $3::integer, $4::text, $5::text, $6::bigint, 0 from counted
    )
    insert into audit (at, kind, product, serial, case_number, entry)
    select $6::bigint, 'activated', product, serial, $5::text, $7::text from counted`
  return {
    write: async (row) => {
      const values = [row.product, row.serial, row.nth, row.hardware, row.caseNumber, row.at]
      await pool.query({ name: 'floor', text, values: [...values, entryOf(row)] })
    },
    close: () => pool.end(),
  }
}

/** SQLite writes one table a statement: the three that there must be, prepared, in one transaction. */
function inSqlite(file: string): ByHand {
  const database = new DatabaseSync(file)
  database.exec('pragma journal_mode = wal; pragma synchronous = full')
  const [begin, commit] = ['begin immediate', 'commit'].map((sql) => database.prepare(sql))
  const count = database.prepare(`update keys
    set revision = revision + 1, used = used + 1, activated = activated + 1
    where product = ? and serial = ? and used < slots`)
  const write = database.prepare(`insert into activations
    (product, serial, nth, hardware, case_number, activated_at, emergency)
    values (?, ?, ?, ?, ?, ?, 0)`)
  const note = database.prepare(`insert into audit
    (at, kind, product, serial, case_number, entry) values (?, 'activated', ?, ?, ?, ?)`)
  return {
    write: async (row) => {
      const { product, serial, nth, hardware, caseNumber, at } = row
      begin?.run()
      count.run(product, serial)
      write.run(product, serial, nth, hardware, caseNumber, at)
      note.run(at, product, serial, caseNumber, entryOf(row))
      commit?.run()
    },
    close: async () => database.close(),
  }
}

/** Of the same fields and length as ours. */
function entryOf(row: Row): string {
  return JSON.stringify({ kind: 'activated', ...row, emergency: false })
}
