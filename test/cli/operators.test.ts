import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from '@jest/globals'
import { hashOfSecret } from '../../src/operators/accounts/secrets-of-chance.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { openOperatorStore } from '../../src/stores/operator-store.ts'
import { masterKey } from '../activation/line.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { type Ran, runLine } from './run-line.ts'

const newFolder = temporaryFolders()
const settings = {
  MASTER_KEY: Buffer.from(masterKey).toString('hex'),
  DATABASE_URL: 'sqlite:line.db',
  PUBLIC_URL: 'https://line.example',
}

let folder = ''
beforeEach(() => {
  folder = newFolder()
})

const line = (command: string): Promise<Ran> =>
  runLine(folder, settings, ['operators', ...command.split(' ')])
const json = async (command: string): Promise<unknown> =>
  JSON.parse((await line(`${command} --json`)).out)

const addAnn = 'add --name Ann --email Ann@Example.com --role supervisor,operator'

test('an operator is added, and the link by which he chooses his password printed once', async () => {
  const added = await line(`${addAnn} --languages nl,de --countries NL --telephone +31201234567`)
  expect(added).toMatchObject({ status: 0, err: '' })
  const [link = '', words] = added.out.split('\n')
  expect(link).toMatch(/^https:\/\/line\.example\/console\/#invitation=[\w-]{43}$/)
  expect(words).toMatch(
    /^Give it to nobody else\. It is good once, until 20..-.*, and is not shown again\.$/,
  )
  const [, secret = ''] = link.split('=')
  expect(readFileSync(join(folder, 'line.db')).includes(secret)).toBe(false)
  const database = await openDatabase({ kind: 'sqlite', file: join(folder, 'line.db') })
  const { accounts } = await openOperatorStore(database)
  expect((await accounts.invited(hashOfSecret(secret)))?.operator).toMatchObject({
    name: 'Ann',
    email: 'ann@example.com',
    telephone: '+31201234567',
  })
  await database.destroy()
  expect(await json('list')).toEqual([
    {
      id: expect.stringMatching(/^[\w-]{12}$/),
      name: 'Ann',
      email: 'ann@example.com',
      roles: ['operator', 'supervisor'],
      languages: ['nl', 'de'],
      countries: ['NL'],
      telephone: '+31201234567',
      state: 'active',
      by: 'local',
      enrolled: false,
    },
  ])
}, 60_000)

test('roles, details and state are changed by address or id', async () => {
  expect((await line('list')).out).toBe('There are no operators yet.\n')
  const { id } = (await json(addAnn)) as { readonly id: string }
  const role = await line('role --who ANN@example.com --role administrator')
  expect(role.out).toBe(`${id}  Ann <ann@example.com>  administrator  (not enrolled yet)\n`)
  expect(await json(`change --who ${id} --telephone +31201234567`)).toMatchObject({
    telephone: '+31201234567',
  })
  expect(await json(`change --who ${id} --telephone none --languages fr`)).toMatchObject({
    telephone: null,
    languages: ['fr'],
  })
  expect((await line(`disable --who ${id}`)).out).toContain('(not enrolled yet, disabled)')
  expect(await json(`enable --who ${id}`)).toMatchObject({ state: 'active' })
  const verified = await runLine(folder, settings, ['ledger', 'verify', '--json'])
  expect(verified.status).toBe(0)
  expect(JSON.parse(verified.out)).toMatchObject({ unsealed: 0, sealed: 6 })
}, 60_000)

test('another link makes the first one worthless', async () => {
  const first = (await json(addAnn)) as { readonly id: string; readonly link: string }
  const second = (await json('reset --who ann@example.com')) as typeof first
  expect(second.id).toBe(first.id)
  expect(second.link).not.toBe(first.link)
}, 60_000)

describe('what cannot be done is refused in a line', () => {
  test.each([
    ['add --name Bob --email bob@example.com --role root', 'must be some of operator, supervisor'],
    ['add --name Bob --email bob@example.com', "required option '--role <roles>' not specified"],
    ['role --who nobody@example.com --role operator', 'There is no such operator.'],
    ['change --who nobody@example.com', 'Say what is to be changed.'],
    ['demo', 'This is no demo'],
  ])(
    '%s',
    async (command, words) => {
      const refused = await line(command)
      expect(refused).toMatchObject({ status: 1, out: '' })
      expect(refused.err).toContain(words)
      expect(refused.err.trimEnd().split('\n')).toHaveLength(1)
    },
    60_000,
  )

  test('an address that somebody has', async () => {
    await line(addAnn)
    expect((await line(addAnn)).err).toContain('There is an operator with this address already')
  }, 60_000)
})
