import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { OperatorId } from '../../../src/base/operator.ts'
import { codeAt } from '../../../src/operators/accounts/one-time-code.ts'
import { temporaryFolders } from '../../stores/temporary-folder.ts'
import { goodPassword } from '../people.ts'
import { serveConsole, type ServedConsole } from '../serve-console.ts'
import type { Visitor } from '../visitor.ts'

const newFolder = temporaryFolders()

let console: ServedConsole
let chief: Visitor
let chiefId: OperatorId
beforeAll(async () => {
  console = await serveConsole(newFolder())
  const administrator = await console.people.enrolled(console.clock.at, ['administrator'])
  chiefId = administrator.id
  chief = await console.signedIn(administrator)
})
afterAll(() => console.close())

const api = '/console/api/operators'
const newcomer = (email: string) => ({
  name: 'Nora',
  email,
  roles: ['operator'],
  languages: ['nl', 'fr'],
  countries: ['NL'],
  telephone: '+31 20 123 4567',
})

test('who is invited by an administrator chooses his password himself, and is let in', async () => {
  const invited = await chief.post(api, newcomer('Nora@Example.com'))
  expect(invited).toMatchObject({ status: 200, body: { kind: 'invited' } })
  const link = new URL(String(invited.body['link']))
  expect(link.origin + link.pathname).toBe(`${console.url}/console/`)
  const invitation = link.hash.replace('#invitation=', '')

  const visitor = console.visitor()
  const opened = await visitor.post('/console/api/enrolment/open', { invitation })
  expect(opened.body).toMatchObject({ kind: 'invited', name: 'Nora', email: 'nora@example.com' })
  expect(opened.body['picture']).toMatch(/^<svg/)
  const code = codeAt(String(opened.body['secret']), console.clock.at)
  const short = { invitation, password: 'short', code }
  expect(await visitor.post('/console/api/enrolment', short)).toMatchObject({
    status: 422,
    body: { reason: 'password-too-short' },
  })
  const said = { invitation, password: goodPassword, code }
  const done = await visitor.post('/console/api/enrolment', said)
  expect(done.body['recoveryCodes']).toHaveLength(10)
  expect((await visitor.post('/console/api/enrolment', said)).body['reason']).toBe('invitation')

  const email = 'nora@example.com'
  await visitor.post('/console/api/sign-in', { email, password: goodPassword })
  const [recovery] = done.body['recoveryCodes'] as readonly string[]
  const signedIn = await visitor.post('/console/api/sign-in/code', { code: recovery })
  expect(signedIn.body).toMatchObject({
    recoveryCodesLeft: 9,
    operator: { telephone: '+31201234567', languages: ['nl', 'fr'] },
  })
  const { operators } = (await chief.get(api)).body
  expect(operators).toContainEqual(expect.objectContaining({ email, hasEnrolled: true }))
  expect(JSON.stringify(operators)).not.toMatch(/argon2|password|secret/i)
})

test('an address is invited once', async () => {
  await chief.post(api, newcomer('twice@example.com'))
  const again = await chief.post(api, newcomer('TWICE@example.com'))
  expect([again.status, again.body['reason']]).toEqual([409, 'address-taken'])
})

test.each([
  ['a name of two lines', { name: 'a\nb' }],
  ['no address', { email: 'nobody' }],
  ['no role', { roles: [] }],
  ['a role that is none', { roles: ['root'] }],
  ['a premium number', { telephone: '+31 900 1234' }],
  ['a satellite telephone', { telephone: '+870 773 123456' }],
  ['a state', { state: 'active' }],
  ['a password', { password: 'chosen-by-the-administrator' }],
])('%s is not taken', async (_, wrong) => {
  const answer = await chief.post(api, { ...newcomer('wrong@example.com'), ...wrong })
  expect([answer.status, answer.body['reason']]).toEqual([400, 'malformed'])
})

describe('an operator who is no administrator', () => {
  const routes: readonly (readonly [string, unknown])[] = [
    [api, newcomer('escalation@example.com')],
    [`${api}/ID/roles`, { roles: ['administrator'] }],
    [`${api}/ID/state`, { state: 'disabled' }],
    [`${api}/ID/invitation`, {}],
    [`${api}/ID`, { telephone: '+31201234567' }],
  ]

  test.each(['operator', 'supervisor'] as const)('but %s changes nobody', async (role) => {
    const person = await console.people.enrolled(console.clock.at, [role])
    const victim = await console.people.enrolled(console.clock.at, ['operator'])
    const visitor = await console.signedIn(person)
    expect((await visitor.get(api)).status).toBe(403)
    for (const id of [person.id, victim.id]) {
      for (const [route, json] of routes) {
        const answer = await visitor.post(route.replace('ID', id), json)
        expect([answer.status, answer.body['reason']]).toEqual([403, 'role'])
      }
      expect((await console.people.accounts.find(id))?.operator).toMatchObject({ state: 'active' })
    }
    expect((await visitor.get('/console/api/me')).body).toMatchObject({
      operator: { roles: [role] },
    })
  })

  test('is let in nowhere without a session', async () => {
    const visitor = console.visitor()
    for (const [route, json] of routes) {
      expect((await visitor.post(route.replace('ID', chiefId), json)).status).toBe(401)
    }
  })
})

test('other roles, and none, hold at the very next request', async () => {
  const person = await console.people.enrolled(console.clock.at, ['administrator'])
  const visitor = await console.signedIn(person)
  expect((await visitor.get(api)).status).toBe(200)
  await chief.post(`${api}/${person.id}/roles`, { roles: ['operator'] })
  expect((await visitor.get(api)).body['reason']).toBe('role')
  await chief.post(`${api}/${person.id}/state`, { state: 'disabled' })
  expect((await visitor.get('/console/api/me')).body['reason']).toBe('not-signed-in')
  await chief.post(`${api}/${person.id}/state`, { state: 'active' })
  expect((await visitor.get('/console/api/me')).body['reason']).toBe('not-signed-in')
})

test('an administrator neither raises himself nor locks himself out', async () => {
  for (const [route, json] of [
    ['/roles', { roles: ['operator', 'administrator'] }],
    ['/state', { state: 'disabled' }],
    ['/invitation', {}],
    ['', { telephone: 'none' }],
  ] as const) {
    const answer = await chief.post(`${api}/${chiefId}${route}`, json)
    expect([answer.status, answer.body['reason']]).toEqual([409, 'own-account'])
  }
})

test('details are changed, and a telephone taken away', async () => {
  const { id } = await console.people.enrolled(console.clock.at)
  const changed = await chief.post(`${api}/${id}`, { telephone: '+31201234567', languages: ['de'] })
  expect(changed.body).toMatchObject({
    kind: 'changed',
    operator: { telephone: '+31201234567', languages: ['de'] },
  })
  const gone = await chief.post(`${api}/${id}`, { telephone: 'none' })
  expect(gone.body).toMatchObject({ operator: { telephone: null } })
  expect((await chief.post(`${api}/${id}`, {})).status).toBe(400)
})

test('nobody is changed who is not there', async () => {
  const answer = await chief.post(`${api}/nobody/roles`, { roles: ['operator'] })
  expect([answer.status, answer.body['reason']]).toEqual([404, 'unknown-operator'])
})

test('the audit tells who did it', async () => {
  const { id } = await console.people.enrolled(console.clock.at)
  await chief.post(`${api}/${id}/roles`, { roles: ['supervisor'] })
  expect((await console.people.entries()).at(-1)).toEqual({
    kind: 'operator-roles',
    operator: id,
    roles: ['supervisor'],
    by: chiefId,
    at: console.clock.at,
  })
})
