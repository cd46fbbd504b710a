import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { temporaryFolders } from '../../stores/temporary-folder.ts'
import { serveConsole, type ServedConsole, signIn } from '../serve-console.ts'

const newFolder = temporaryFolders()
const minute = 60_000

let console: ServedConsole
beforeAll(async () => {
  console = await serveConsole(newFolder())
})
afterAll(() => console.close())

const me = '/console/api/me'
const enrolled: ServedConsole['people']['enrolled'] = (at, roles) =>
  console.people.enrolled(at, roles)

describe('signing in', () => {
  test('takes a password and a code, and tells the page who it is', async () => {
    const person = await enrolled(console.clock.at, ['operator', 'supervisor'])
    const visitor = console.visitor()
    expect((await visitor.get('/console/api/sign-in')).body).toEqual({
      kind: 'ways',
      organisation: false,
    })
    const { email, password } = person
    const half = await visitor.post('/console/api/sign-in', { email, password })
    expect(half).toMatchObject({ status: 200, body: { kind: 'code-needed' } })
    expect((await visitor.get(me)).body).toEqual({ kind: 'refused', reason: 'not-signed-in' })
    const code = person.codeAt(console.clock.at)
    const whole = await visitor.post('/console/api/sign-in/code', { code })
    expect(whole).toMatchObject({
      status: 200,
      body: { kind: 'signed-in', operator: { id: person.id, roles: ['operator', 'supervisor'] } },
    })
    const told = await visitor.get(me)
    expect(told.body).toMatchObject({
      operator: { email, by: 'local', telephone: null },
      until: console.clock.at + 12 * 60 * minute,
      pageToken: whole.body['pageToken'],
    })
    expect(told.headers.get('cache-control')).toBe('no-store')
  })

  test('makes a hash stronger that costs less than is usual now', async () => {
    const person = await enrolled(console.clock.at)
    const kept = async (): Promise<string | undefined> =>
      (await console.people.accounts.find(person.id))?.credentials.password
    expect(await kept()).toMatch(/^\$argon2id\$v=19\$m=8,t=1,p=1\$/)
    await console.signedIn(person)
    expect(await kept()).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    console.clock.at += minute
    await console.signedIn(person)
  })

  test('has one answer for a wrong name and a wrong password', async () => {
    const { email } = await enrolled(console.clock.at)
    const visitor = console.visitor()
    const answers = [
      await visitor.post('/console/api/sign-in', { email, password: 'wrong' }),
      await visitor.post('/console/api/sign-in', { email: 'x@example.com', password: 'wrong' }),
    ]
    for (const { status, text } of answers) {
      expect([status, text]).toEqual([401, '{"kind":"refused","reason":"name-or-password"}'])
    }
    expect(visitor.set).toEqual([])
  })

  test('gives a session another name than before the password and before the code', async () => {
    const person = await enrolled(console.clock.at)
    const visitor = console.visitor()
    const { cookies } = visitor
    cookies.set('console-session', 'A'.repeat(43))
    const { email, password } = person
    await visitor.post('/console/api/sign-in', { email, password })
    const half = cookies.get('console-session')
    expect(half).not.toBe('A'.repeat(43))
    const code = person.codeAt(console.clock.at)
    await visitor.post('/console/api/sign-in/code', { code })
    const whole = cookies.get('console-session')
    expect(whole).not.toBe(half)
    cookies.set('console-session', half ?? '')
    expect((await visitor.get(me)).status).toBe(401)
  })

  test('ends the session that was there before', async () => {
    const person = await enrolled(console.clock.at)
    const visitor = await console.signedIn(person)
    const before = visitor.cookies.get('console-session') ?? ''
    const { email, password } = person
    await visitor.post('/console/api/sign-in', { email, password })
    visitor.cookies.set('console-session', before)
    expect((await visitor.get(me)).status).toBe(401)
  })

  test('says how long to wait, in the header too', async () => {
    const { email } = await enrolled(console.clock.at)
    const visitor = console.visitor()
    for (let tries = 0; tries < 5; tries += 1) {
      await visitor.post('/console/api/sign-in', { email, password: 'wrong' })
    }
    const { status, body, headers } = await visitor.post('/console/api/sign-in', {
      email,
      password: 'wrong',
    })
    expect([status, body['reason']]).toEqual([429, 'wait'])
    expect(Number(headers.get('retry-after'))).toBe(body['seconds'])
  })

  test('is not hindered by who tries the same name, in a browser that was used before', async () => {
    const person = await enrolled(console.clock.at)
    const visitor = await console.signedIn(person)
    await visitor.post('/console/api/sign-out', {})
    const { email } = person
    for (let tries = 0; tries < 8; tries += 1) {
      await visitor.post(
        '/console/api/sign-in',
        { email, password: 'x' },
        { headers: { cookie: '' } },
      )
    }
    expect((await signIn(visitor, person, console.clock.at + 30_000)).status).toBe(200)
  })

  test.each([
    ['nothing', undefined],
    ['no password', { email: 'a@example.com' }],
    ['another field', { email: 'a@example.com', password: 'x', roles: ['administrator'] }],
    ['a list', []],
    ['an object for a password', { email: 'a@example.com', password: { $ne: '' } }],
    ['a password of a million letters', { email: 'a@example.com', password: 'x'.repeat(1e6) }],
  ])('does not take %s', async (_, json) => {
    const answer = await console.visitor().post('/console/api/sign-in', json)
    expect([answer.status, answer.body['reason']]).toEqual([400, 'malformed'])
    expect(answer.text).not.toContain('administrator')
  })

  test('does not take what is no JSON', async () => {
    const headers = { origin: console.url, 'content-type': 'application/json' }
    const answer = await fetch(`${console.url}/console/api/sign-in`, {
      method: 'POST',
      headers,
      body: '{"email":',
    })
    expect(answer.status).toBe(400)
  })
})

describe('cookies', () => {
  test('are for this machine alone where it is not reached by https', async () => {
    const visitor = await console.signedIn(await enrolled(console.clock.at))
    expect(visitor.set).toHaveLength(3)
    for (const line of visitor.set) {
      expect(line).toMatch(
        /^console-(session|device-[\w-]+)=[^;]+; .*Path=\/; .*HttpOnly; SameSite=Strict$/,
      )
      expect(line).not.toMatch(/Secure|Domain/)
    }
  })

  test.each(['https://line.example', 'http://line.example', 'https://line.example/under'])(
    'are for %s alone, and over https alone',
    async (publicUrl) => {
      const served = await serveConsole(newFolder(), { publicUrl })
      const person = await served.people.enrolled(served.clock.at)
      const visitor = served.visitor()
      const { email, password } = person
      const headers = { origin: new URL(publicUrl).origin }
      const answer = await visitor.post('/console/api/sign-in', { email, password }, { headers })
      expect(answer.status).toBe(200)
      expect(visitor.set).toEqual([
        expect.stringMatching(
          /^__Host-console-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
        ),
      ])
      await served.close()
    },
  )

  test('that are made up let nobody in', async () => {
    const visitor = console.visitor()
    for (const made of ['', 'x', 'A'.repeat(43), '"; drop table operators', 'A'.repeat(8_000)]) {
      visitor.cookies.set('console-session', made)
      expect((await visitor.get(me)).status).toBe(401)
    }
  })
})

describe('a session', () => {
  test('is over after half an hour without use', async () => {
    const visitor = await console.signedIn(await enrolled(console.clock.at))
    console.clock.at += 29 * minute
    expect((await visitor.get(me)).status).toBe(200)
    console.clock.at += 29 * minute
    expect((await visitor.get(me)).status).toBe(200)
    console.clock.at += 31 * minute
    expect((await visitor.get(me)).status).toBe(401)
  })

  test('ends where its operator signs out, and cannot be used again', async () => {
    const visitor = await console.signedIn(await enrolled(console.clock.at))
    const session = visitor.cookies.get('console-session') ?? ''
    expect((await visitor.post('/console/api/sign-out', {})).body).toEqual({ kind: 'signed-out' })
    expect(visitor.cookies.has('console-session')).toBe(false)
    visitor.cookies.set('console-session', session)
    expect((await visitor.get(me)).status).toBe(401)
  })

  test('ends everywhere where that is asked', async () => {
    const person = await enrolled(console.clock.at)
    const one = await console.signedIn(person)
    console.clock.at += minute
    const other = await console.signedIn(person)
    await one.post('/console/api/sign-out', { everywhere: true })
    expect((await other.get(me)).status).toBe(401)
  })
})

describe('what changes something', () => {
  const signOut = '/console/api/sign-out'

  test.each([
    ['another site', 'https://evil.example'],
    ['a sandboxed frame', 'null'],
    ['a neighbour by name', 'http://127.0.0.1.evil.example'],
    ['another port', 'http://127.0.0.1:1'],
  ])('is not done for %s, which sends our cookies along', async (_, origin) => {
    const visitor = await console.signedIn(await enrolled(console.clock.at))
    const answer = await visitor.post(signOut, {}, { headers: { origin } })
    expect([answer.status, answer.body['reason']]).toEqual([403, 'origin'])
    expect((await visitor.get(me)).status).toBe(200)
  })

  test('is not done for who says nothing of where he comes from', async () => {
    const answer = await fetch(`${console.url}/console/api/sign-in`, { method: 'POST' })
    expect(answer.status).toBe(403)
  })

  test("is not done without the page's token, or with another session's", async () => {
    const visitor = await console.signedIn(await enrolled(console.clock.at))
    const other = await console.signedIn(await enrolled(console.clock.at))
    const { pageToken } = (await other.get(me)).body
    for (const token of ['', 'x', String(pageToken)]) {
      const answer = await visitor.post(signOut, {}, { headers: { 'x-page-token': token } })
      expect([answer.status, answer.body['reason']]).toEqual([403, 'page-token'])
    }
    expect((await visitor.get(me)).status).toBe(200)
  })
})

test('what is not there is not there, and nothing failed', async () => {
  const answer = await console.visitor().get('/console/api/nothing')
  expect([answer.status, answer.body['reason']]).toEqual([404, 'not-found'])
  expect(console.reported).toEqual([])
})

test('a database that cannot be read is told as that, and nothing else', async () => {
  const served = await serveConsole(newFolder())
  const person = await served.people.enrolled(served.clock.at)
  const visitor = await served.signedIn(person)
  await served.people.database.destroy()
  const answer = await visitor.get(me)
  expect(answer.status).toBeGreaterThanOrEqual(500)
  expect(answer.text).toMatch(/^\{"kind":"refused","reason":"(unavailable|failed)"\}$/)
  expect(served.reported).toHaveLength(1)
  await served.close()
})
