import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { drawToken, hashOfToken } from '../../src/api/token.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { type Office, openOffice } from './serve.ts'

const newFolder = temporaryFolders()
const day = 24 * 60 * 60 * 1000

let office: Office
beforeAll(async () => {
  office = await openOffice(newFolder())
})
afterAll(() => office.close())

test('a token is 256 bits behind letters that scanners know', () => {
  const tokens = Array.from({ length: 100 }, drawToken)
  expect(tokens.every((one) => /^al_[0-9a-f]{64}$/.test(one))).toBe(true)
  expect(new Set(tokens).size).toBe(100)
})

describe('who has no good token', () => {
  test('is asked for one', async () => {
    const { status, headers, body } = await office.ask('/products')
    expect(status).toBe(401)
    expect(headers.get('www-authenticate')).toBe('Bearer realm="activation-line"')
    expect(body).toMatchObject({ type: '/api/v1/problems/unauthorized', status: 401 })
  })

  test.each([
    ['unknown', `Bearer ${drawToken()}`],
    ['no token of ours', 'Bearer abc'],
    ['left out', 'Bearer  nothing'],
    ['of another scheme', 'Basic YWxfOmFs'],
    ['an SQL sentence', "Bearer al_' or '1'='1"],
    ['a hash', `Bearer ${hashOfToken('x')}`],
  ])('is told so where it is %s, also where none is needed', async (_what, authorization) => {
    for (const path of ['/products', '/health']) {
      const { status, headers, text } = await office.ask(path, { headers: { authorization } })
      expect(status).toBe(401)
      expect(headers.get('www-authenticate')).toContain('error="invalid_token"')
      expect(text).not.toContain(authorization.slice(8))
    }
  })

  test('is told so once it has expired, and not a moment before', async () => {
    const token = drawToken()
    const { clock } = office.line
    const expiresAt = clock.at + day
    await office.store.tokens.add({
      name: 'short',
      hash: hashOfToken(token),
      scopes: ['keys:read'],
      createdAt: clock.at,
      expiresAt,
    })
    const before = clock.at
    clock.at = expiresAt - 1
    expect(await office.ask('/products', { token })).toMatchObject({ status: 200 })
    clock.at = expiresAt
    expect(await office.ask('/products', { token })).toMatchObject({ status: 401 })
    clock.at = before
  })

  test('is told so as soon as it is removed', async () => {
    const token = await office.tokenFor('keys:read')
    expect(await office.ask('/products', { token })).toMatchObject({ status: 200 })
    const { name } = (await office.store.tokens.find(hashOfToken(token))) ?? { name: '' }
    await office.store.tokens.remove(name)
    expect(await office.ask('/products', { token })).toMatchObject({ status: 401 })
  })
})

test('a token of another scope is told which it needs', async () => {
  const token = await office.tokenFor('keys:read', 'batch')
  const { status, headers, body } = await office.ask('/keys', { token, json: {} })
  expect(status).toBe(403)
  expect(headers.get('www-authenticate')).toContain(
    'error="insufficient_scope", scope="keys:write"',
  )
  expect(body).toMatchObject({ type: '/api/v1/problems/forbidden' })
})

test('a token of another scope is not taken for nobody', async () => {
  const token = await office.tokenFor('keys:read')
  const answer = await office.ask('/activations', { token, json: { installationId: 'x' } })
  expect(answer).toMatchObject({ status: 403 })
})

test('the day of the last use is noted, once', async () => {
  const token = await office.tokenFor('keys:read')
  const hash = hashOfToken(token)
  const days: number[] = []
  const { ledger, keyring } = office.line
  const tokens = {
    ...office.store.tokens,
    noteUse: async (...[of, at]: [string, number]) => {
      await office.store.tokens.noteUse(of, at)
      days.push(at)
    },
  }
  const other = await openOffice(newFolder(), {
    books: { ledger, keyring, tokens, once: office.store.once },
    now: () => office.line.clock.at,
  })
  const ask = () => other.ask('/products', { token })
  await Promise.all([ask(), ask(), ask()])
  await ask()
  office.line.clock.at += day
  await ask()
  office.line.clock.at -= day
  await other.close()
  const today = office.line.clock.at - (office.line.clock.at % day)
  expect(days).toEqual([today, today + day])
  expect(await office.store.tokens.find(hash)).toMatchObject({ lastUsedOn: today + day })
})

describe('the rate', () => {
  test('of an address does not bind who has a token', async () => {
    const token = await office.tokenFor('keys:read')
    const { ledger, keyring, core } = office.line
    const books = { ledger, keyring, ...office.store }
    const limited = await openOffice(newFolder(), { core, books, ratePerMinute: 2 })
    const ask = async (one?: string): Promise<number> =>
      (await limited.ask('/products', one === undefined ? {} : { token: one })).status
    const nobody = [await ask(), await ask(drawToken()), await ask(), await ask(drawToken())]
    const bearer = await Promise.all([ask(token), ask(token), ask(token)])
    await limited.close()
    expect(nobody).toEqual([401, 401, 429, 429])
    expect(bearer).toEqual([200, 200, 200])
  })

  test('of a token is its own', async () => {
    const [one, other] = [await office.tokenFor('keys:read'), await office.tokenFor('keys:read')]
    const { ledger, keyring, core } = office.line
    const books = { ledger, keyring, ...office.store }
    const limited = await openOffice(newFolder(), { core, books, ratePerMinuteOfToken: 2 })
    const ask = (token: string) => limited.ask('/products', { token })
    const answers = [await ask(one), await ask(one), await ask(one), await ask(other)]
    await limited.close()
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 200])
    expect(Number(answers[2]?.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})
