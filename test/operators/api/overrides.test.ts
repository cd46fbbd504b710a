import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { CaseNumber } from '../../../src/base/brand.ts'
import type { OperatorId } from '../../../src/base/operator.ts'
import { drawName } from '../../../src/operators/accounts/secrets-of-chance.ts'
import { judge } from '../../../src/operators/overrides/override-policy.ts'
import { usualOverridePolicy } from '../usual-policy.ts'
import { temporaryFolders } from '../../stores/temporary-folder.ts'
import { serveConsole, type ServedConsole } from '../serve-console.ts'
import type { Visitor } from '../visitor.ts'

const newFolder = temporaryFolders()
const act = { by: 'cli', at: 1 }

let console: ServedConsole
let asker: OperatorId
let supervisor: Visitor
beforeAll(async () => {
  console = await serveConsole(newFolder())
  const { people, clock } = console
  asker = (await people.enrolled(clock.at)).id
  supervisor = await console.signedIn(await people.enrolled(clock.at, ['supervisor']))
  await people.ledger.addProduct(
    { number: 1, name: 'Example', publicKey: 'f'.repeat(160), keyCheck: '0123456789abcdef' },
    act,
  )
})
afterAll(() => console.close())

/** A blocked key that somebody asks to be let go. */
async function waiting(by = asker): Promise<{ readonly id: string; readonly serial: number }> {
  const { ledger, overrides } = console.people
  const batch = { product: 1, keyClass: 'retail', limit: 1, regions: [], count: 1 } as const
  const minted = await ledger.mint(batch, act)
  if (typeof minted === 'string') throw new Error(minted)
  const name = { product: 1, serial: minted.first }
  await ledger.block(name, 'stolen', act)
  const asked = {
    id: drawName(),
    ...name,
    kind: 'unblock',
    caseNumber: '12345674' as CaseNumber,
    more: 0,
    reason: 'blocked-in-error',
    text: 'the shop has confirmed it',
    by,
    at: console.clock.at,
  } as const
  await overrides.ask(asked, (ground) => judge(asked, ground, usualOverridePolicy))
  return { id: asked.id, serial: name.serial }
}

const api = '/console/api/overrides'

test('a supervisor sees what waits for a second person, and never a product key', async () => {
  const { id, serial } = await waiting()
  const { body, text } = await supervisor.get(api)
  expect(body['overrides']).toContainEqual({
    id,
    kind: 'unblock',
    reason: 'blocked-in-error',
    text: 'the shop has confirmed it',
    more: 0,
    productName: 'Example',
    serial,
    keyClass: 'retail',
    caseNumber: '12345674',
    by: { id: asker, name: expect.any(String) },
    at: console.clock.at,
    state: 'waiting',
    isForYou: true,
  })
  expect(text).not.toMatch(/[A-Z0-9]{5}-[A-Z0-9]{5}/)
})

test('what a supervisor approves is done, once', async () => {
  const { id, serial } = await waiting()
  const approved = await supervisor.post(`${api}/${id}/approve`, {})
  expect(approved.body).toMatchObject({ override: { id, state: 'done', isForYou: false } })
  expect((await console.people.ledger.key({ product: 1, serial }))?.blocked).toBeUndefined()
  const again = await supervisor.post(`${api}/${id}/approve`, {})
  expect([again.status, again.body['reason']]).toEqual([409, 'not-needed'])
  const declined = await supervisor.post(`${api}/${id}/decline`, {})
  expect([declined.status, declined.body['reason']]).toEqual([409, 'decided'])
})

test('what he declines stays as it is', async () => {
  const { id, serial } = await waiting()
  const declined = await supervisor.post(`${api}/${id}/decline`, {})
  expect(declined.body).toMatchObject({ override: { state: 'declined' } })
  expect((await console.people.ledger.key({ product: 1, serial }))?.blocked).toBe('stolen')
})

test('nobody approves his own, not even a supervisor', async () => {
  const { people, clock } = console
  const person = await people.enrolled(clock.at, ['operator', 'supervisor'])
  const visitor = await console.signedIn(person)
  const { id } = await waiting(person.id)
  const own = await visitor.post(`${api}/${id}/approve`, {})
  expect([own.status, own.body['reason']]).toEqual([409, 'own-override'])
})

test('an operator decides on none, an administrator sees none, and a stranger neither', async () => {
  const { people, clock } = console
  const { id } = await waiting()
  const operator = await console.signedIn(await people.enrolled(clock.at))
  expect((await operator.post(`${api}/${id}/approve`, {})).body['reason']).toBe('role')
  const { overrides } = (await operator.get(api)).body
  expect(overrides).toContainEqual(expect.objectContaining({ id, isForYou: false }))
  const administrator = await console.signedIn(await people.enrolled(clock.at, ['administrator']))
  expect((await administrator.get(api)).body['reason']).toBe('role')
  expect((await console.visitor().get(api)).status).toBe(401)
})

test('an override that is not there, or a body that is none, is answered so', async () => {
  expect((await supervisor.post(`${api}/none/approve`, {})).status).toBe(404)
  const { id } = await waiting()
  expect((await supervisor.post(`${api}/${id}/approve`, { more: 1 })).status).toBe(400)
})
