import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { OperatorId } from '../../../src/base/operator.ts'
import { Fault } from '../../../src/base/faults.ts'
import { temporaryFolders } from '../../stores/temporary-folder.ts'
import { serveConsole, type ServedConsole } from '../serve-console.ts'
import type { Visitor } from '../visitor.ts'
import { client, type Known, serveProvider, type ServedProvider } from './provider.ts'

const newFolder = temporaryFolders()
const start = '/console/api/organisation/start'
const callback = '/console/api/organisation/callback'

type Office = { readonly console: ServedConsole; readonly provider: ServedProvider }

async function openOffice(
  how: Partial<Parameters<typeof serveProvider>[0]> & {
    readonly claim?: string
    readonly secret?: string
  } = {},
): Promise<Office> {
  let url = ''
  const provider = await serveProvider({ redirect: () => url + callback, ...how })
  const console = await serveConsole(newFolder(), {
    organisation: {
      issuer: provider.issuer,
      clientId: client.id,
      clientSecret: how.secret ?? client.secret,
      scopes: 'openid profile email',
      rolesClaim: how.claim ?? 'roles',
      roleNames: {
        operator: ['line-operators', 'helpers'],
        supervisor: ['line-leads'],
        administrator: ['it'],
      },
    },
  })
  url = console.url
  return { console, provider }
}

async function close({ console, provider }: Office): Promise<void> {
  await console.close()
  await provider.close()
}

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => close(office))
beforeEach(() => office.provider.tamper(undefined))

let people = 0
const somebody = (roles: unknown = ['helpers']): Known => ({
  sub: `person-${(people += 1)}`,
  claims: { name: `Person ${people}`, email: `Person-${people}@Example.com`, roles },
})

/** Goes to the organisation and comes back; tells how it ended. */
const comeIn = async (
  { console, provider }: Office,
  known: Known,
  visitor: Visitor = console.visitor(),
): Promise<{
  readonly visitor: Visitor
  readonly refused: string | undefined
  readonly at: URL
}> => {
  provider.next(known)
  const { text, at } = await visitor.follow(start)
  const refused = /url=[^"]*#refused=([\w-]+)"/.exec(text)?.[1]
  return { visitor, refused, at }
}

const me = async (visitor: Visitor): Promise<unknown> =>
  (await visitor.get('/console/api/me')).body['operator']

test('whom the organisation vouches for is let in, as what it says', async () => {
  const known = somebody(['staff', 'line-leads', 'helpers'])
  const { visitor, refused } = await comeIn(office, known)
  expect(refused).toBeUndefined()
  expect(await me(visitor)).toMatchObject({
    name: known.claims['name'],
    email: String(known.claims['email']).toLowerCase(),
    roles: ['operator', 'supervisor'],
    by: 'organisation',
  })
  expect(visitor.set.filter((line) => line.startsWith('console-'))).toEqual([
    expect.stringMatching(/^console-begun=.*HttpOnly; SameSite=Lax$/),
    expect.stringMatching(/^console-begun=;/),
    expect.stringMatching(/^console-session=.*HttpOnly; SameSite=Strict$/),
  ])
  expect((await visitor.get('/console/api/sign-in')).body).toMatchObject({ organisation: true })
})

test('he is the same one the next time, with the roles that it then says', async () => {
  const known = somebody(['helpers'])
  const first = (await me((await comeIn(office, known)).visitor)) as { id: OperatorId }
  const now = { ...known, claims: { ...known.claims, roles: 'it' } }
  const second = (await me((await comeIn(office, now)).visitor)) as { id: OperatorId }
  expect(second).toMatchObject({ id: first.id, roles: ['administrator'] })
  const entries = await office.console.people.entries()
  expect(entries.filter((one) => one['operator'] === first.id)).toMatchObject([
    { kind: 'operator-roles', roles: ['operator'], by: 'organisation' },
    { kind: 'signed-in', means: 'organisation' },
    { kind: 'operator-roles', roles: ['administrator'], by: 'organisation' },
    { kind: 'signed-in', means: 'organisation' },
  ])
  expect(JSON.stringify(entries)).not.toMatch(/Person|@/)
})

test.each([[[]], [['staff']], [''], [null], [42], [{ it: true }], [['IT']]])(
  'whoever has the roles %j is told that he has none here',
  async (roles) => {
    const { visitor, refused } = await comeIn(office, somebody(roles))
    expect(refused).toBe('no-role')
    expect(await me(visitor)).toBeUndefined()
  },
)

test('whoever is disabled here stays out, whatever the organisation says', async () => {
  const known = somebody()
  const { id } = (await me((await comeIn(office, known)).visitor)) as { id: OperatorId }
  const act = { by: 'cli', at: office.console.clock.at }
  await office.console.people.accounts.setState(id, 'disabled', act)
  expect((await comeIn(office, known)).refused).toBe('disabled')
})

test('whoever has the address of a local operator is another one', async () => {
  const local = await office.console.people.enrolled(office.console.clock.at, ['administrator'])
  const known = somebody()
  const { visitor } = await comeIn(office, {
    ...known,
    claims: { ...known.claims, email: local.email },
  })
  expect(await me(visitor)).toMatchObject({ email: local.email, roles: ['operator'] })
  expect(await me(visitor)).not.toMatchObject({ id: local.id })
})

test('whoever says no at the organisation is not let in', async () => {
  office.provider.denyNext()
  const visitor = office.console.visitor()
  const { text } = await visitor.follow(start)
  expect(text).toContain('#refused=organisation')
})

describe('the way back', () => {
  /** Everything but the last step. */
  const almost = async (visitor: Visitor): Promise<string> => {
    office.provider.next(somebody())
    let at = start
    for (;;) {
      const answer = await visitor.get(at)
      const location = answer.headers.get('location') ?? ''
      at = new URL(location, at.startsWith('http') ? at : office.console.url).href
      if (at.includes(callback)) return at
    }
  }
  const refusedAt = async (visitor: Visitor, address: string): Promise<boolean> => {
    const { text } = await visitor.get(address)
    return text.includes('#refused=organisation') && (await me(visitor)) === undefined
  }

  test('leads in, when it is gone as it should be', async () => {
    const visitor = office.console.visitor()
    expect(await refusedAt(visitor, await almost(visitor))).toBe(false)
  })

  test('is of no use to another browser', async () => {
    const address = await almost(office.console.visitor())
    expect(await refusedAt(office.console.visitor(), address)).toBe(true)
    const other = office.console.visitor()
    await almost(other)
    expect(await refusedAt(other, address)).toBe(true)
  })

  test('is gone once, with what the browser kept or without', async () => {
    const visitor = office.console.visitor()
    const address = await almost(visitor)
    const kept = visitor.cookies.get('console-begun') ?? ''
    await visitor.get(address)
    await visitor.post(
      '/console/api/sign-out',
      {},
      {
        headers: {
          'x-page-token': String((await visitor.get('/console/api/me')).body['pageToken']),
        },
      },
    )
    expect(await refusedAt(visitor, address)).toBe(true)
    visitor.cookies.set('console-begun', kept)
    expect(await refusedAt(visitor, address)).toBe(true)
  })

  test('is over after ten minutes', async () => {
    const visitor = office.console.visitor()
    const address = await almost(visitor)
    office.console.clock.at += 10 * 60_000
    expect(await refusedAt(visitor, address)).toBe(true)
  })

  test.each([
    ['no code', (url: URL) => url.searchParams.delete('code')],
    ['a code that is made up', (url: URL) => url.searchParams.set('code', 'x'.repeat(43))],
    ['another state', (url: URL) => url.searchParams.set('state', 'x')],
    ['no state', (url: URL) => url.searchParams.delete('state')],
    ['two states', (url: URL) => url.searchParams.append('state', 'x')],
    ['an error', (url: URL) => (url.search = '?error=server_error')],
    ['nothing', (url: URL) => (url.search = '')],
  ])('with %s leads nowhere', async (_, change) => {
    const visitor = office.console.visitor()
    const url = new URL(await almost(visitor))
    change(url)
    await visitor.get(url.href)
    expect(await me(visitor)).toBeUndefined()
  })

  test('leads nowhere with something else in its cookie', async () => {
    for (const made of ['x', 'A'.repeat(300)]) {
      const visitor = office.console.visitor()
      const address = await almost(visitor)
      visitor.cookies.set('console-begun', made)
      expect(await refusedAt(visitor, address)).toBe(true)
    }
  })

  test("does not take another site's answer for the organisation's", async () => {
    const visitor = office.console.visitor()
    const url = new URL(await almost(visitor))
    url.searchParams.set('iss', 'https://evil.example')
    await visitor.get(url.href)
    expect(await me(visitor)).toBeUndefined()
  })
})

test('whoever only knocks waits after fifty, and does not fill the audit', async () => {
  const { people } = office.console
  const before = (await people.entries()).length
  const visitor = office.console.visitor()
  const answers: string[] = []
  for (let tries = 0; tries < 60; tries += 1) {
    const { text } = await visitor.get(`${callback}?state=x&code=y`)
    answers.push(/#refused=([\w-]+)"/.exec(text)?.[1] ?? '')
  }
  expect(new Set(answers.slice(0, 50))).toEqual(new Set(['organisation']))
  expect(new Set(answers.slice(50))).toEqual(new Set(['wait']))
  const entries = (await people.entries()).slice(before)
  expect(entries).toHaveLength(51)
  expect(entries.at(-1)).toMatchObject({ kind: 'sign-in-failed', why: 'limited' })
})

describe('an ID token', () => {
  const parts = (token: string): string[] => token.split('.')
  const recode = (part: string, change: (claims: Record<string, unknown>) => object): string => {
    const claims = JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
    return Buffer.from(JSON.stringify(change(claims))).toString('base64url')
  }
  const withClaims =
    (change: (claims: Record<string, unknown>) => object) =>
    (token: string): string => {
      const [head = '', body = '', mark = ''] = parts(token)
      return [head, recode(body, change), mark].join('.')
    }

  test.each<[string, (token: string) => string | undefined]>([
    ['with other roles in it', withClaims((claims) => ({ ...claims, roles: ['it'] }))],
    ['of somebody else', withClaims((claims) => ({ ...claims, sub: 'the-chief' }))],
    [
      'that nobody signed',
      (token) => {
        const [head = '', body = ''] = parts(token)
        return `${recode(head, () => ({ alg: 'none' }))}.${body}.`
      },
    ],
    [
      'signed with the secret instead of the key',
      (token) => {
        const [head = '', body = '', mark = ''] = parts(token)
        return `${recode(head, () => ({ alg: 'HS256' }))}.${body}.${mark}`
      },
    ],
    ['that is none', () => 'x.y.z'],
    ['that is not there', () => undefined],
  ])('%s lets nobody in, and is a fault', async (_, change) => {
    const before = office.console.reported.length
    office.provider.tamper(({ id_token: token = '', ...rest }) => {
      const changed = change(token)
      return { ...rest, ...(changed !== undefined && { id_token: changed }) }
    })
    const { visitor, refused } = await comeIn(office, somebody())
    expect(refused).toBe('unavailable')
    expect(await me(visitor)).toBeUndefined()
    const told = office.console.reported.slice(before)
    expect(told).toHaveLength(1)
    expect(told[0]).toBeInstanceOf(Fault)
    expect(told[0]).toMatchObject({ code: 'organisation-unusable' })
  })

  test('of an earlier sign-in is not taken for a new one', async () => {
    let kept = ''
    office.provider.tamper((tokens) => {
      kept = tokens.id_token ?? ''
      return tokens
    })
    await comeIn(office, somebody(['it']))
    office.provider.tamper((tokens) => ({ ...tokens, id_token: kept }))
    const { visitor, refused } = await comeIn(office, somebody())
    expect(refused).toBe('unavailable')
    expect(await me(visitor)).toBeUndefined()
  })
})

test('an organisation that signs with new keys is understood at once', async () => {
  await comeIn(office, somebody())
  office.provider.roll()
  const { refused } = await comeIn(office, somebody())
  expect(refused).toBeUndefined()
})

test('an organisation that is away is a fault, and is asked again when it is back', async () => {
  const away = await openOffice()
  away.provider.fail(true)
  expect((await comeIn(away, somebody())).refused).toBe('unavailable')
  away.provider.fail(false)
  expect((await comeIn(away, somebody())).refused).toBeUndefined()
  expect(away.console.reported).toMatchObject([{ code: 'organisation-unusable' }])
  await close(away)
})

test('a wrong secret is a fault, and lets nobody in', async () => {
  const other = await openOffice({ secret: 'another secret' })
  expect((await comeIn(other, somebody())).refused).toBe('unavailable')
  expect(other.console.reported).toMatchObject([{ code: 'organisation-unusable' }])
  await close(other)
})

test('an organisation that tells roles only when asked, deep in a claim, is asked', async () => {
  const other = await openOffice({
    inIdToken: false,
    method: 'client_secret_post',
    claim: 'realm_access.roles',
  })
  const known = somebody()
  const claims = { ...known.claims, realm_access: { roles: ['line-leads'] } }
  const { visitor, refused } = await comeIn(other, { ...known, claims })
  expect(refused).toBeUndefined()
  expect(await me(visitor)).toMatchObject({ roles: ['supervisor'], name: known.claims['name'] })
  await close(other)
})

test('a line without an organisation says so', async () => {
  const alone = await serveConsole(newFolder())
  for (const address of [start, callback]) {
    expect((await alone.visitor().get(address)).text).toContain('#refused=no-organisation')
  }
  await alone.close()
})
