import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from '@jest/globals'
import { hashOfToken } from '../../src/api/token.ts'
import { openApiStore } from '../../src/stores/api-store.ts'
import { lastDay, scopesOf, tokenName } from '../../src/cli/tokens/options.ts'
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
beforeEach(() => {
  folder = newFolder()
})

const line = (command: string): Promise<Ran> => runLine(folder, settings, command.split(' '))

test('a token is printed once, and only its hash is kept', async () => {
  const added = await line(
    'tokens add --name shop --scope keys:write,activations --expires 2999-12-31 --json',
  )
  expect(added).toMatchObject({ status: 0, err: '' })
  const told = JSON.parse(added.out) as { readonly token: string }
  expect(told).toEqual({
    name: 'shop',
    scopes: ['activations', 'keys:write'],
    expires: '2999-12-31',
    token: expect.stringMatching(/^al_[0-9a-f]{64}$/),
  })
  const database = await openDatabase({ kind: 'sqlite', file: join(folder, 'line.db') })
  const { tokens } = await openApiStore(database)
  expect(await tokens.find(hashOfToken(told.token))).toMatchObject({
    name: 'shop',
    expiresAt: Date.UTC(3000, 0, 1),
  })
  await database.destroy()
  expect(readFileSync(join(folder, 'line.db')).includes(told.token.slice(3))).toBe(false)
  expect((await line('tokens list')).out).not.toContain(told.token)
}, 60_000)

test('tokens are listed and removed by name', async () => {
  expect((await line('tokens list')).out).toBe('There are no tokens yet.\n')
  const words = await line('tokens add --name shop --scope keys:read')
  expect(words.out).toMatch(/^al_[0-9a-f]{64}\nKeep it: it is not shown again.\n$/)
  expect((await line('tokens list')).out).toBe('shop  keys:read  (never used)\n')
  expect(JSON.parse((await line('tokens list --json')).out)).toEqual([
    {
      name: 'shop',
      scopes: ['keys:read'],
      created: new Date().toISOString().slice(0, 10),
      expires: null,
      lastUsed: null,
    },
  ])
  expect((await line('tokens remove --name shop')).out).toBe('shop is removed.\n')
  expect(await line('tokens remove --name shop')).toMatchObject({ status: 1, out: '' })
}, 60_000)

test('a name is given once', async () => {
  await line('tokens add --name shop --scope keys:read')
  const again = await line('tokens add --name shop --scope batch --json')
  expect(again).toMatchObject({ status: 1, out: '' })
  expect(again.err).toContain('There is a token with this name already')
}, 60_000)

test('what is not said rightly is refused in a line', async () => {
  const refused = await line('tokens add --name shop --scope all')
  expect(refused).toMatchObject({ status: 1, out: '' })
  expect(refused.err).toContain('Write some of activations, batch, keys:read')
  expect(refused.err.trimEnd().split('\n')).toHaveLength(1)
}, 60_000)

test.each(['cli', 'Operator', 'a/b', '', '-x', 'x'.repeat(65), "a' or 1=1"])(
  'the name "%s" is refused',
  (name) => {
    expect(() => tokenName(name)).toThrow('Write letters, digits, dots and hyphens')
  },
)

test.each(['all', '', 'batch,', 'batch;keys:read', 'keys'])(
  'the scope "%s" is refused',
  (scope) => {
    expect(() => scopesOf(scope)).toThrow('Write some of')
  },
)

test('a token is good to the end of its last day, which must not be over', () => {
  const now = Date.UTC(2027, 2, 31, 23, 59)
  expect(lastDay('2027-03-31', undefined, now)).toBe(Date.UTC(2027, 2, 31))
  expect(() => lastDay('2027-03-30', undefined, now)).toThrow('This day is over')
  for (const none of ['tomorrow', '2027-02-30', '2027-3-31', '31-03-2027']) {
    expect(() => lastDay(none, undefined, now)).toThrow('Write a day as 2027-03-31')
  }
})
