import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from '@jest/globals'
import { openDatabase } from '../../src/stores/open-database.ts'
import { createSecrets } from '../../src/identifiers/secrets.ts'
import { parseProductKey } from '../../src/identifiers/product-key.ts'
import { firstOf, machine, masterKey, openLine } from '../activation/line.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { type Ran, runLine } from './run-line.ts'

const newFolder = temporaryFolders()
const keyInHex = Buffer.from(masterKey).toString('hex')

let folder = ''
beforeEach(() => {
  folder = newFolder()
})

const line = (...args: readonly string[]): Promise<Ran> => lineWith({}, ...args)
const lineWith = (
  settings: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<Ran> =>
  runLine(folder, { MASTER_KEY: keyInHex, DATABASE_URL: 'sqlite:line.db', ...settings }, args)

const json = ({ out }: Ran): unknown => JSON.parse(out)

const addOffice = ['products', 'add', '--number', '42', '--name', 'Example Office', '--json']
const mintMak = 'keys mint --product 42 --class mak --limit 3 --count 2 --json'.split(' ')

describe('products', () => {
  test('one is added under its number, and listed with its public key', async () => {
    const added = await line(...addOffice)
    expect(added).toMatchObject({ status: 0, err: '' })
    expect(json(added)).toEqual({
      number: 42,
      name: 'Example Office',
      publicKey: expect.stringMatching(/^[0-9a-f]{160}$/),
      minted: 0,
      state: 'sold',
      keyCheck: createSecrets(masterKey).keyCheck(),
      successor: null,
    })
    expect(json(await line('products', 'list', '--json'))).toEqual([json(added)])
    expect((await line('products', 'list')).out).toContain('42  Example Office  (0 keys)')
  })

  test('a number is given once', async () => {
    await line(...addOffice)
    const again = await line(...addOffice)
    expect(again).toMatchObject({ status: 1, out: '' })
    expect(again.err).toBe('activation-line: There is a product with the number 42 already.\n')
  })

  test.each(['4096', '1.5'])('the number %s is refused', async (number) => {
    const refused = await line('products', 'add', `--number=${number}`, '--name', 'X')
    expect(refused).toMatchObject({ status: 1, out: '' })
    expect(refused.err).toContain('whole number from 0 to 4095')
  })
})

describe('keys', () => {
  test('are minted as an array of product keys that are the publisher’s own', async () => {
    await line(...addOffice)
    const keys = json(await line(...mintMak)) as readonly { readonly productKey: string }[]
    expect(keys).toEqual(
      [1, 2].map((serial) => ({
        productKey: expect.stringMatching(/^([A-Z2-9]{5}-){4}[A-Z2-9]{5}$/),
        product: 42,
        serial,
        class: 'mak',
        limit: 3,
      })),
    )
    expect(parseProductKey(firstOf(keys).productKey)).toMatchObject({
      kind: 'product-key',
      product: 42,
      serial: 1,
    })
    const retail = await line('keys', 'mint', '--product', '42', '--class', 'retail', '--json')
    expect(json(retail)).toEqual([expect.objectContaining({ serial: 3, limit: 1 })])
  })

  test('minted beside a running line are good at once', async () => {
    const running = await openLine(folder)
    const minted = await line(...mintMak)
    const installationId = running.shows({ product: 42, serial: 2 }, machine(1))
    const result = await running.core.activate({ installationId, licences: [] })
    await running.close()
    expect(minted.status).toBe(0)
    expect(result).toMatchObject({ kind: 'confirmed', keyClass: 'mak', limit: 3 })
  })

  test('are shown, blocked and unblocked, by key or by product and serial', async () => {
    await line(...addOffice)
    const [key] = json(await line(...mintMak)) as readonly { readonly productKey: string }[]
    const name = key?.productKey ?? ''
    const blocked = await line('keys', 'block', name, '--reason', 'leaked', '--json')
    expect(json(blocked)).toEqual({ ...key, used: 0, regions: [], blocked: 'leaked' })
    const shown = await line('keys', 'show', '--product', '42', '--serial', '1')
    expect(shown.out).toBe(`${name}  mak 1 of product 42, 0 of 3 machines, blocked: leaked\n`)
    const free = await line('keys', 'unblock', name.toLowerCase(), '--json')
    expect(json(free)).toEqual({ ...key, used: 0, regions: [], blocked: null })
  })

  test.each([
    ['of a product that is not there', mintMak, 'There is no product with the number 42'],
    [
      'for a MAK without a limit',
      ['keys', 'mint', '--product', '42', '--class', 'mak'],
      'A MAK needs a --limit',
    ],
    [
      'for several machines on a retail key',
      ['keys', 'mint', '--product', '42', '--class', 'retail', '--limit', '5'],
      'for another number of them mint a MAK',
    ],
    ['that nobody named', ['keys', 'show'], 'Name the key'],
    ['that is none', ['keys', 'show', 'BCDFG'], 'This is no product key (length).'],
    ['that was never minted', ['keys', 'show', '--product=42', '--serial=9'], 'no such key'],
    [
      'of another publisher',
      ['keys', 'show', 'G6HKP-JXY2C-68342-B7PPV-F2RYM'],
      'not made with the master key',
    ],
    ['for no reason', ['keys', 'block', 'BCDFG'], "required option '--reason <class>'"],
  ])('a key %s: one line says what is wrong', async (_what, args, sentence) => {
    const refused = await line(...args)
    expect(refused).toMatchObject({ status: 1, out: '' })
    expect(refused.err).toContain(sentence)
    expect(refused.err.trimEnd().split('\n')).toHaveLength(1)
  })
})

describe('a ledger that cannot be worked on', () => {
  test('of another master key ends with exit 78 and is left as it was', async () => {
    await line(...addOffice)
    const other = await lineWith({ MASTER_KEY: 'ab'.repeat(32) }, ...mintMak)
    expect(other).toMatchObject({ status: 78, out: '' })
    expect(other.err).toContain('another master key')
    expect(other.err).not.toContain('abab')
    expect((await line(...mintMak)).status).toBe(0)
  })

  test('of a demo ends with exit 78 in production', async () => {
    mkdirSync(join(folder, 'data'))
    writeFileSync(join(folder, 'data/master.key'), keyInHex, { mode: 0o600 })
    const demo = await runLine(folder, {}, addOffice)
    expect(demo).toMatchObject({ status: 0, err: '' })
    const url = 'sqlite:data/activation-line.db'
    const production = await lineWith({ DATABASE_URL: url }, 'products', 'list')
    expect(production).toMatchObject({ status: 78, out: '' })
    expect(production.err).toContain('demo ledger')
  })

  test('that is no database ends with exit 74 and is left as it was', async () => {
    const file = join(folder, 'line.db')
    writeFileSync(file, 'no database at all, but somebody’s letter\n'.repeat(50))
    const before = readFileSync(file)
    const refused = await line(...addOffice)
    expect(refused).toMatchObject({ status: 74, out: '' })
    expect(refused.err).toContain('not an SQLite database')
    expect(readFileSync(file)).toEqual(before)
  })

  test('without a master key ends with exit 78 and says what to set', async () => {
    const refused = await runLine(folder, { DATABASE_URL: 'sqlite:line.db' }, addOffice)
    expect(refused).toMatchObject({ status: 78, out: '' })
    expect(refused.err).toContain('MASTER_KEY')
  })
})

test('no secret of a key is in the ledger', async () => {
  await line(...addOffice)
  const [key] = json(await line(...mintMak)) as readonly { readonly productKey: string }[]
  const parsed = parseProductKey(key?.productKey ?? '')
  const secret = parsed.kind === 'product-key' ? parsed.secret : new Uint8Array()
  const database = await openDatabase({ kind: 'sqlite', file: join(folder, 'line.db') })
  await database.destroy()
  const contents = readFileSync(join(folder, 'line.db'))
  expect(secret).toHaveLength(8)
  expect(contents.includes(Buffer.from(secret))).toBe(false)
  expect(contents.includes(Buffer.from(secret).toString('hex'))).toBe(false)
  expect(contents.includes(key?.productKey ?? '')).toBe(false)
  expect(contents.includes(Buffer.from(masterKey))).toBe(false)
  expect(contents.includes(keyInHex)).toBe(false)
})
