import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { openDatabase } from '../../src/stores/open-database.ts'
import { masterKey } from '../activation/line.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { type Ran, runLine } from './run-line.ts'

const newFolder = temporaryFolders()
const settings = {
  MASTER_KEY: Buffer.from(masterKey).toString('hex'),
  DATABASE_URL: 'sqlite:line.db',
}

let folder = ''
let productKey = ''
const line = (...args: readonly string[]): Promise<Ran> => runLine(folder, settings, args)

const attack = async (statement: string): Promise<void> => {
  const database = await openDatabase({ kind: 'sqlite', file: join(folder, 'line.db') })
  await sql.raw(statement).execute(database)
  await database.destroy()
}

/** A product whose name is a formula, and two keys of which one is blocked: three entries. */
let books = ''
beforeAll(async () => {
  books = folder = newFolder()
  await line('products', 'add', '--number', '42', '--name', '=1+1')
  const minted = await line(
    ...'keys mint --product 42 --class mak --limit 3 --count 2 --json'.split(' '),
  )
  productKey = (JSON.parse(minted.out) as readonly { productKey: string }[])[0]?.productKey ?? ''
  await line('keys', 'block', productKey, '--reason', 'leaked')
}, 30_000)
beforeEach(() => {
  folder = newFolder()
  copyFileSync(join(books, 'line.db'), join(folder, 'line.db'))
})

describe('ledger verify', () => {
  test('finds clean books clean, sealed by the commands themselves, and tells their head', async () => {
    const verified = await line('ledger', 'verify', '--json')
    expect(verified).toMatchObject({ status: 0, err: '' })
    const result = JSON.parse(verified.out) as { readonly head: string }
    expect(result).toEqual({
      clean: true,
      head: expect.stringMatching(/^3:[0-9a-f]{64}$/),
      sealed: 3,
      unsealed: 0,
      differences: [],
      count: 0,
    })
    const again = await line('ledger', 'verify', '--head', result.head)
    expect(again).toEqual({
      status: 0,
      err: '',
      out: `3 sealed entries, 0 not sealed yet. Nothing differs.\nThe head is ${result.head}\n`,
    })
  }, 30_000)

  test('ends with status 1 and a line for each difference', async () => {
    await attack('update keys set blocked_as = null, blocked_at = null')
    const head = `9:${'0'.repeat(64)}`
    const verified = await line('ledger', 'verify', '--head', head)
    expect(verified).toMatchObject({ status: 1, err: '' })
    const lines = verified.out.split('\n')
    expect(lines.slice(0, 2)).toEqual([
      'seals 4 to 9: cut off: the head that was kept is later',
      'keys 42/1: blocked_as is nothing, and "leaked" by the audit',
    ])
    expect(lines[3]).toBe('3 sealed entries, 0 not sealed yet. 3 differences.')
    const json = await line('ledger', 'verify', '--json')
    expect(json.status).toBe(1)
    expect(JSON.parse(json.out)).toMatchObject({ clean: false, count: 2 })
  }, 30_000)

  test('says what a head looks like', async () => {
    const refused = await line('ledger', 'verify', '--head', '3:abc')
    expect(refused).toMatchObject({ status: 1, out: '' })
    expect(refused.err).toContain('a number, a colon and 64 hex digits')
  }, 30_000)
})

describe('ledger export', () => {
  test('writes the audit line by line, sealed and with its entries', async () => {
    const { status, out } = await line('ledger', 'export')
    expect(status).toBe(0)
    const rows = out
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text) as object)
    expect(rows).toHaveLength(3)
    expect(rows[2]).toEqual({
      id: 3,
      number: 3,
      seal: expect.stringMatching(/^[0-9a-f]{64}$/),
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      kind: 'blocked',
      product: 42,
      serial: 1,
      case_number: null,
      entry: expect.objectContaining({ kind: 'blocked', as: 'leaked', by: 'cli' }),
    })
    expect(out).not.toContain(productKey)
  }, 30_000)

  test('writes the keys as a table in which no formula runs and no product key stands', async () => {
    const { out } = await line('ledger', 'export', '--table', 'keys', '--format', 'csv')
    const [names, first] = out.split('\r\n')
    expect(names).toBe(
      'product,product_name,serial,class,limit,used,activated,regions,blocked_as,blocked_at,minted_at',
    )
    expect(first).toMatch(/^42,'=1\+1,1,mak,3,0,0,,leaked,2[\d-]+T[\d:.]+Z,2[\d-]+T[\d:.]+Z$/)
    expect(out).not.toContain(productKey)
    const later = ['ledger', 'export', '--table', 'keys', '--since', '2999-12-31']
    expect(await line(...later)).toEqual({ status: 0, err: '', out: '' })
  }, 30_000)

  test('leaves the file that was there until the new one is whole', async () => {
    const file = join(folder, 'books.ndjson')
    writeFileSync(file, 'what was there\n')
    await attack('alter table seals rename to seals_elsewhere')
    const failed = await line('ledger', 'export', '--out', 'books.ndjson')
    expect(failed.status).toBe(1)
    expect(readFileSync(file, 'utf8')).toBe('what was there\n')
    await attack('alter table seals_elsewhere rename to seals')
    expect(await line('ledger', 'export', '--out', 'books.ndjson')).toMatchObject({
      status: 0,
      out: '',
    })
    expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(3)
    expect(statSync(file).mode & 0o077).toBe(0)
    expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([])
  }, 30_000)

  test.each([
    ['a day that no month has', ['--since', '2026-02-30'], 'year-month-day'],
    ['another table', ['--table', 'tokens'], 'Allowed choices are audit, keys, activations'],
    ['a folder that is not there', ['--out', 'nowhere/books.csv'], 'cannot be written (ENOENT)'],
    ['a folder', ['--out', 'folder'], 'cannot be written (EISDIR)'],
  ])(
    'refuses %s in one line',
    async (_what, args, sentence) => {
      mkdirSync(join(folder, 'folder'))
      const refused = await line('ledger', 'export', ...args)
      expect(refused).toMatchObject({ status: 1, out: '' })
      expect(refused.err).toContain(sentence)
      expect(refused.err.trimEnd().split('\n')).toHaveLength(1)
    },
    30_000,
  )
})
