import { beforeEach, describe, expect, test } from '@jest/globals'
import type { CaseNumber } from '../../src/base/brand.ts'
import { createSecrets } from '../../src/identifiers/secrets.ts'
import { anyMachine, firstOf, masterKey, openLine } from '../activation/line.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { type Ran, runLine } from './run-line.ts'

const newFolder = temporaryFolders()
const inHex = (key: Uint8Array): string => Buffer.from(key).toString('hex')
const newMasterKey = new Uint8Array(32).fill(9)

let folder = ''
beforeEach(() => {
  folder = newFolder()
})

const line = (...args: readonly string[]): Promise<Ran> => withKeys([masterKey], ...args)
const withKeys = (keys: readonly Uint8Array[], ...args: readonly string[]): Promise<Ran> =>
  runLine(folder, { MASTER_KEY: keys.map(inHex).join(','), DATABASE_URL: 'sqlite:line.db' }, args)

const json = ({ out }: Ran): unknown => JSON.parse(out)
const words = (text: string): readonly string[] => text.split(' ')

const addOffice = ['products', 'add', '--number', '42', '--name', 'Example Office']

describe('a product', () => {
  test('is retired with its successor, put in its sunset, and sold again', async () => {
    await line(...addOffice)
    await line('products', 'add', '--number', '43', '--name', 'Example Office 2')
    const retired = await line(
      ...words('products state --number 42 --to retired --successor 43 --json'),
    )
    expect(json(retired)).toMatchObject({ state: 'retired', successor: 43 })
    const sunset = await line(...words('products state --number 42 --to sunset'))
    expect(sunset.out).toContain('42  Example Office  (0 keys, sunset, succeeded by 43)')
    expect(json(await line(...words('products state --number 42 --to sold --json')))).toMatchObject(
      {
        state: 'sold',
      },
    )
  })

  test.each([
    ['--number 44 --to retired', 'no product with the number 44'],
    ['--number 42 --to retired --successor 44', 'no product with the number 44'],
    ['--number 42 --to retired --successor 42', 'cannot take its own place'],
  ])('%s: one line says what is wrong', async (args, sentence) => {
    await line(...addOffice)
    const refused = await line('products', 'state', ...words(args))
    expect(refused).toMatchObject({ status: 1, out: '' })
    expect(refused.err).toContain(sentence)
  })

  test('shows the rules of a class of its keys, and changes those that are named', async () => {
    await line(...addOffice)
    const rules = words('products policy --number 42 --class mak --json')
    expect(json(await line(...rules))).toMatchObject({ releasesPerYear: 3, emergencies: false })
    const changed = await line(...rules, '--releases-per-year', '9', '--emergencies', 'on')
    expect(json(changed)).toMatchObject({ releasesPerYear: 9, emergencies: true, equalEighths: 5 })
    expect(json(await line(...rules))).toEqual(json(changed))
  })
})

describe('a new master key', () => {
  test('makes the successor, while the old product stays answerable with its own', async () => {
    await line(...addOffice)
    const both = [newMasterKey, masterKey]
    const succeed = ['products', 'succeed', '--number', '42', '--by', '43', '--name', 'Office 2']
    expect(json(await withKeys(both, ...succeed, '--json'))).toMatchObject([
      { number: 42, state: 'sold', successor: 43, keyCheck: createSecrets(masterKey).keyCheck() },
      { number: 43, state: 'sold', keyCheck: createSecrets(newMasterKey).keyCheck() },
    ])
    const old = await withKeys(both, ...words('keys mint --product 42 --class retail'))
    expect(old.status).toBe(0)

    const alone = await withKeys([newMasterKey], 'products', 'list')
    expect(alone).toMatchObject({ status: 78, out: '' })
    expect(alone.err).toContain(createSecrets(masterKey).keyCheck())
    const before = await withKeys([masterKey], 'products', 'list')
    expect(before.status).toBe(78)
    expect(before.err).toContain(createSecrets(newMasterKey).keyCheck())
  })
})

describe('keys', () => {
  test.each([
    ['oem', 1],
    ['kms-host', 6],
    ['kms-client', 0],
  ])('of class %s are minted for %i machines', async (keyClass, limit) => {
    await line(...addOffice)
    const minted = await line('keys', 'mint', '--product', '42', '--class', keyClass, '--json')
    expect(json(minted)).toEqual([expect.objectContaining({ class: keyClass, limit })])
  })

  test('are minted for some countries alone', async () => {
    await line(...addOffice)
    await line(...words('keys mint --product 42 --class retail --regions NL,BE'))
    const shown = await line(...words('keys show --product 42 --serial 1'))
    expect(shown.out).toContain('0 of 1 machine, in NL, BE')
    const wrong = await line(...words('keys mint --product 42 --class retail --regions nl'))
    expect(wrong.err).toContain('two capital letters')
  })

  test('are extended with a reason, MAKs alone', async () => {
    await line(...addOffice)
    await line(...words('keys mint --product 42 --class mak --limit 3'))
    await line(...words('keys mint --product 42 --class retail'))
    const extend = words('keys extend --product 42 --by 50 --reason bought --json --serial')
    expect(json(await line(...extend, '1'))).toMatchObject({ limit: 53 })
    const refused = await line(...extend, '2')
    expect(refused).toMatchObject({ status: 1, out: '' })
    expect(refused.err).toContain('Only a MAK can be extended')
  })

  test('of which more machines are wanted are listed until somebody extends them', async () => {
    const other = await openLine(folder)
    const key = firstOf(await other.mint('mak', 1))
    const installationId = other.shows(key, anyMachine(1))
    const caseNumber = '12345674' as CaseNumber
    await other.core.requestExtension({ installationId, caseNumber })
    await other.close()
    expect(json(await line('keys', 'requests', '--json'))).toEqual([
      { product: 42, serial: 1, caseNumber, askedAt: '2026-01-15T00:00:00.000Z' },
    ])
    await line(...words('keys extend --product 42 --serial 1 --by 5 --reason bought'))
    expect((await line('keys', 'requests')).out).toBe('No request waits.\n')
  })

  test('give a slot back in the publisher’s name, also within a day', async () => {
    const other = await openLine(folder)
    const key = firstOf(await other.mint('retail', 1))
    const installationId = other.shows(key, anyMachine(1))
    await other.core.activate({ installationId, licences: [] })
    await other.close()
    const released = await line('keys', 'release', installationId.join(' '))
    expect(released).toMatchObject({ status: 0, err: '' })
    expect(released.out).toBe('given back; 0 of 1 slots of this retail key are in use\n')
    const refused = await line('keys', 'release', '1234567')
    expect(refused).toMatchObject({ status: 1, out: '' })
    expect(refused.err).toContain('not given back (check-digit)')
  })
})
