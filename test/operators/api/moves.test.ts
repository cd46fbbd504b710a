import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import type { CallId, Country, E164, InstallationId, Language } from '../../../src/base/brand.ts'
import { drawName } from '../../../src/operators/accounts/secrets-of-chance.ts'
import type { ContactView } from '../../../src/operators/api/protocol-board.ts'
import type { Contact, ContactId } from '../../../src/operators/desk/contact.ts'
import { firstOf, machine } from '../../activation/line.ts'
import { aContact } from '../../contracts/a-contact.ts'
import { temporaryFolders } from '../../stores/temporary-folder.ts'
import type { Somebody } from '../people.ts'
import { serveConsole, type ServedConsole } from '../serve-console.ts'
import type { Answer, Visitor } from '../visitor.ts'

const newFolder = temporaryFolders()
const minute = 60_000

let console: ServedConsole
let ann: Somebody
let bob: Somebody
let boss: Somebody
let annsPage: Visitor
let bobsPage: Visitor
let bosssPage: Visitor
beforeAll(async () => {
  console = await serveConsole(newFolder())
  const { people, clock } = console
  ann = await people.enrolled(clock.at)
  bob = await people.enrolled(clock.at)
  boss = await people.enrolled(clock.at, ['supervisor'])
  annsPage = await console.signedIn(ann)
  bobsPage = await console.signedIn(bob)
  bosssPage = await console.signedIn(boss)
})
beforeEach(async () => {
  for (const page of [annsPage, bobsPage, bosssPage])
    await page.post('/console/api/desk/state', { state: 'available' })
})
afterEach(async () => {
  // They are gone, so that their operators are free for the next one.
  for (const contact of (await console.desk.changes()).contacts)
    await console.desk.change({ ...contact, phase: { kind: 'over', how: 'left', at: 1 } })
})
afterAll(() => console.close())

/** Somebody whom Ann helps. */
async function helped(more: Partial<Contact> = {}): Promise<ContactView> {
  const name = drawName()
  const waiting = await console.desk.enter({
    ...aContact(name),
    id: name as ContactId,
    callId: `CA${name}` as CallId,
    country: 'NL' as Country,
    language: 'nl' as Language,
    since: console.clock.at,
    ...more,
  })
  return viewIn(await annsPage.post(`/console/api/contacts/${waiting.id}/take`, { version: 0 }))
}

const to = ({ id }: Pick<ContactView, 'id'>, what: string): string =>
  `/console/api/contacts/${id}/${what}`

const viewIn = ({ body }: Answer): ContactView => body['contact'] as ContactView

const noOf = ({ status, body }: Answer) => [status, body['reason']]

const stored = async ({ id }: Pick<ContactView, 'id'>): Promise<Contact | undefined> =>
  console.desk.find(id as ContactId)

test('a caller is offered to a colleague, who takes him, and the first one stays until he leaves', async () => {
  const view = await helped()
  const offered = viewIn(
    await annsPage.post(to(view, 'offer'), { version: view.version, to: bob.id }),
  )
  expect(offered).toMatchObject({
    phase: 'with',
    operator: { id: ann.id },
    offeredTo: { id: bob.id },
  })
  const taken = viewIn(await bobsPage.post(to(view, 'take'), { version: 0 }))
  expect(taken).toMatchObject({
    operator: { id: bob.id },
    companions: [{ id: ann.id, as: 'colleague' }],
    offeredToYou: false,
  })
  const { callId } = (await stored(view)) ?? {}
  const ofCall = console.asked.filter((one) => one.startsWith(String(callId)))
  expect(ofCall).toEqual([`${callId} conference`])
  expect((await annsPage.get(`/console/api/contacts/${view.id}`)).body).toMatchObject({
    isYours: false,
  })
  expect(noOf(await annsPage.post(to(view, 'finish'), { version: taken.version }))).toEqual([
    403,
    'not-yours',
  ])
  const left = viewIn(await annsPage.post(to(view, 'leave'), { version: 0 }))
  expect(left.companions).toEqual([])
  expect(console.asked).toContain(`${callId} without ${ann.id}`)
  const states = (await console.desk.attending(console.clock.at)).map((one) => [
    one.operator,
    one.state,
  ])
  expect(states).toEqual(expect.arrayContaining([[ann.id, 'after-call']]))
  expect(states).toEqual(expect.arrayContaining([[bob.id, 'busy']]))
})

test('an offer is taken back, and then nobody else takes him', async () => {
  const view = await helped()
  const { version } = viewIn(
    await annsPage.post(to(view, 'offer'), { version: view.version, to: bob.id }),
  )
  const back = viewIn(await annsPage.post(to(view, 'offer'), { version }))
  expect(back.offeredTo).toBeUndefined()
  expect(noOf(await bobsPage.post(to(view, 'take'), { version: 0 }))).toEqual([409, 'taken'])
})

test('nobody is offered or handed over to himself, to a stranger, or to one who cannot help him', async () => {
  const view = await helped()
  const { version } = view
  for (const whom of [ann.id, boss.id, 'nobody']) {
    const offer = await annsPage.post(to(view, 'offer'), { version, to: whom })
    expect(noOf(offer)).toEqual([404, 'unknown-operator'])
    const handOver = await annsPage.post(to(view, 'hand-over'), { version, to: whom, note: '' })
    expect(noOf(handOver)).toEqual([404, 'unknown-operator'])
  }
  expect(await stored(view)).toMatchObject({ version })
})

test('only his own operator offers a caller, calls him later or gives him up', async () => {
  const view = await helped()
  const { version } = view
  for (const [what, json] of [
    ['offer', { version, to: bob.id }],
    ['callback', { version }],
    ['not-reached', { version }],
  ] as const) {
    expect(noOf(await bobsPage.post(to(view, what), json))).toEqual([403, 'not-yours'])
    expect(noOf(await bosssPage.post(to(view, what), json))).toEqual([403, 'role'])
  }
})

test('he is called back at a time, and on the number, that he named', async () => {
  const view = await helped({ confirmed: [] as unknown as InstallationId })
  const sent = { version: view.version, inMinutes: 30, number: '+31 20 123 4567' }
  const later = viewIn(await annsPage.post(to(view, 'callback'), sent))
  const notBefore = console.clock.at + 30 * minute
  expect(later).toMatchObject({ phase: 'callback', notBefore, mayBeCalled: true })
  expect(later).not.toHaveProperty('number')
  expect((await stored(view))?.number).toBe('+31201234567' as E164)
})

test('whose number the line does not know is not called later without one', async () => {
  const view = await helped({ number: undefined as never })
  const answer = await annsPage.post(to(view, 'callback'), { version: view.version })
  expect(noOf(answer)).toEqual([422, 'no-number'])
})

test('a caller who did not answer when he was called back is tried again later, and it shows how often', async () => {
  const view = await helped({
    phase: { kind: 'callback', attempts: 0, notBefore: 0 },
    since: console.clock.at,
  })
  expect(view).toMatchObject({ phase: 'with', attempts: 1 })
  const again = viewIn(await annsPage.post(to(view, 'not-reached'), { version: view.version }))
  expect(again).toMatchObject({ phase: 'callback', attempts: 1 })
  expect(again.notBefore).toBeGreaterThan(console.clock.at)
})

test.each([
  ['a time tomorrow', 'callback', { inMinutes: 721 }],
  ['a time in the past', 'callback', { inMinutes: -1 }],
  ['no number at all', 'callback', { number: 'call me' }],
  ['a number that costs more', 'callback', { number: '+31900123456' }],
  ['an offer to a list', 'offer', { to: ['x'] }],
  ['more than it knows', 'offer', { to: 'x', role: 'supervisor' }],
  ['no version', 'not-reached', { version: undefined }],
])('%s is not taken', async (_, what, json) => {
  const view = await helped()
  const answer = await annsPage.post(to(view, what), { version: view.version, ...json })
  expect(noOf(answer)).toEqual([400, 'malformed'])
})

test('of two windows that change the same, the later one overwrites nothing, and is told how it stands', async () => {
  const view = await helped()
  const { version } = view
  const first = await annsPage.post(to(view, 'note'), { version, note: 'from the first window' })
  expect(first.status).toBe(200)
  const groups = Array.from({ length: 9 }, () => '')
  for (const [what, json] of [
    ['note', { note: 'from the second' }],
    ['groups', { groups }],
    ['activate', { groups }],
    ['return', { groups }],
    ['offer', { to: bob.id }],
    ['callback', {}],
    ['hand-over', { note: 'from the second' }],
    ['overrides', { groups, kind: 'unblock', reason: 'other', text: 'please' }],
  ] as const) {
    const late = await annsPage.post(to(view, what), { version, ...json })
    expect([what, ...noOf(late)]).toEqual([what, 409, 'stale'])
    expect(late.body['there']).toMatchObject({ id: view.id, version: version + 1 })
  }
  expect(await stored(view)).toMatchObject({ version: version + 1, note: 'from the first window' })
})

test('whoever has asked as often as he may in a day is refused, and nothing more is asked for', async () => {
  const key = firstOf(await console.line.mint('retail', 1))
  const groups = console.line.shows(key, machine(1))
  const { product, serial } = key
  const name = { product, serial }
  await console.people.ledger.block(name, 'stolen', { by: 'cli', at: console.clock.at })
  const { id, version } = await helped()
  const asked = { version, groups, kind: 'unblock', reason: 'blocked-in-error', text: 'see ticket' }
  for (let times = 0; times < 10; times += 1) {
    const { body } = await annsPage.post(to({ id }, 'overrides'), asked)
    expect(body).toMatchObject({ kind: 'waits' })
  }
  expect(noOf(await annsPage.post(to({ id }, 'overrides'), asked))).toEqual([429, 'over-budget'])
  expect(await console.people.overrides.ofKey(name)).toHaveLength(10)
})
