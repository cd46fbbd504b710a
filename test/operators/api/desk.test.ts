import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { CallId, Country, E164, Language } from '../../../src/base/brand.ts'
import { drawName } from '../../../src/operators/accounts/secrets-of-chance.ts'
import type { ContactView, DeskEvents } from '../../../src/operators/api/protocol-board.ts'
import type { Contact, ContactId } from '../../../src/operators/desk/contact.ts'
import { machine } from '../../activation/line.ts'
import { aContact } from '../../contracts/a-contact.ts'
import { temporaryFolders } from '../../stores/temporary-folder.ts'
import { presses } from '../../support/ids.ts'
import type { Somebody } from '../people.ts'
import { serveConsole, type ServedConsole } from '../serve-console.ts'
import type { Visitor } from '../visitor.ts'
import { openBoard, type OpenBoard } from './open-board.ts'

const newFolder = temporaryFolders()

let console: ServedConsole
let ann: Somebody
let bob: Somebody
let annsPage: Visitor
let bobsPage: Visitor
let supervisor: Visitor
const boards: OpenBoard[] = []
beforeAll(async () => {
  console = await serveConsole(newFolder())
  const { people, clock } = console
  ann = await people.enrolled(clock.at)
  bob = await people.enrolled(clock.at)
  annsPage = await console.signedIn(ann)
  bobsPage = await console.signedIn(bob)
  supervisor = await console.signedIn(await people.enrolled(clock.at, ['supervisor']))
})
afterAll(async () => {
  for (const board of boards) board.close()
  await console.close()
})

async function boardOf(page: Visitor, after?: number): Promise<OpenBoard> {
  const board = await openBoard(console.url, page, after)
  boards.push(board)
  return board
}

/** Somebody who waits for a person. */
async function waiting(more: Partial<Contact> = {}): Promise<Contact> {
  const name = drawName()
  const contact: Contact = {
    ...aContact(name),
    id: name as ContactId,
    callId: `CA${name}` as CallId,
    country: 'NL' as Country,
    language: 'nl' as Language,
    since: console.clock.at,
    number: '+31850000000' as E164,
    ...more,
  }
  return console.desk.enter(contact)
}

const address = ({ id }: Pick<Contact, 'id'>, what: string): string =>
  `/console/api/contacts/${id}/${what}`

const viewIn = ({ body }: { readonly body: Readonly<Record<string, unknown>> }): ContactView =>
  body['contact'] as ContactView

test('a console that is opened shows who waits and who is there, and then what changes', async () => {
  const before = await waiting()
  const board = await boardOf(annsPage)
  const whole = await board.next('board')
  expect(whole.you).toBe(ann.id)
  expect(whole.contacts.map(({ id }) => id)).toContain(before.id)
  expect(whole.attending.map(({ id, state }) => [id, state])).toContainEqual([ann.id, 'available'])
  const newcomer = await waiting()
  const seen = await board.until('change', ({ contacts }: DeskEvents['change']) =>
    contacts.some(({ id }) => id === newcomer.id),
  )
  expect(seen.revision).toBeGreaterThan(whole.revision)
  const { version } = viewIn(await annsPage.post(address(newcomer, 'take'), { version: 0 }))
  const taken = await board.until('change', ({ contacts }: DeskEvents['change']) =>
    contacts.some(({ id, operator }) => id === newcomer.id && operator?.id === ann.id),
  )
  const { operator } = taken.contacts.find(({ id }) => id === newcomer.id) ?? {}
  expect(operator?.name).not.toBe('')
  await annsPage.post(address(newcomer, 'finish'), { version })
  await board.until('change', ({ gone }: DeskEvents['change']) => gone.includes(newcomer.id))
})

test('a page that lost the line comes back with the last it had, and is told only what it missed', async () => {
  const first = await boardOf(bobsPage)
  const { revision } = await first.next('board')
  first.close()
  const missed = await waiting()
  const back = await boardOf(bobsPage, revision)
  const told = await back.next('change')
  expect(told.contacts.map(({ id }) => id)).toEqual([missed.id])
})

test('nothing private of a caller is on the board', async () => {
  await waiting({ keyed: presses('0967630'), note: 'a note' })
  const board = await boardOf(supervisor)
  const told = JSON.stringify(await board.next('board'))
  for (const hidden of ['+31850000000', '0967630', 'a note', 'keyed', 'callId']) {
    expect(told).not.toContain(hidden)
  }
})

test('of two operators who take the same caller one gets him, and the other is told who has him', async () => {
  const contact = await waiting()
  const answers = await Promise.all(
    [annsPage, bobsPage].map((page) => page.post(address(contact, 'take'), { version: 0 })),
  )
  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
    200, 409,
  ])
  const [winner, loser] = answers.toSorted((one, other) => one.status - other.status)
  expect(loser?.body).toMatchObject({
    reason: 'taken',
    by: viewIn(winner ?? { body: {} }).operator,
  })
  expect(console.asked).toContain(`${contact.callId} conference`)
  const page = viewIn(winner ?? { body: {} }).operator?.id === ann.id ? annsPage : bobsPage
  const { version } = viewIn(winner ?? { body: {} })
  expect((await page.post(address(contact, 'finish'), { version })).status).toBe(200)
})

test('whoever does not speak a caller’s language does not take him, whatever his page sends', async () => {
  const { people, clock } = console
  const someone = await people.enrolled(clock.at)
  const act = { by: ann.id, at: clock.at }
  await people.accounts.change(someone.id, { languages: ['sv' as Language] }, act)
  const page = await console.signedIn(someone)
  const contact = await waiting()
  const refused = await page.post(address(contact, 'take'), { version: 0 })
  expect([refused.status, refused.body['reason']]).toEqual([403, 'other-skills'])
  expect(await console.desk.find(contact.id)).toEqual(contact)
  expect(console.asked).not.toContain(`${contact.callId} conference`)
})

describe('a caller who was taken', () => {
  async function taken(more: Partial<Contact> = {}): Promise<ContactView> {
    const contact = await waiting(more)
    const answer = await annsPage.post(address(contact, 'take'), { version: 0 })
    expect(answer.status).toBe(200)
    return viewIn(answer)
  }
  const own = ({ id }: ContactView, what: string): string => address({ id: id as ContactId }, what)

  test('goes back to the line, to the answer, where his ID was confirmed, and is asked nothing twice', async () => {
    const [key] = await console.line.mint('retail', 1)
    const id = console.line.shows(key as never, machine(31))
    const view = await taken({ keyed: presses(id.slice(0, 5).join('')) })
    const done = await annsPage.post(own(view, 'activate'), { version: view.version, groups: id })
    expect(done.body['kind']).toBe('confirmed')
    const { version } = viewIn(done)
    const back = await annsPage.post(own(view, 'return'), { version, groups: id })
    expect(back.status).toBe(200)
    const contact = await console.desk.find(view.id as ContactId)
    expect(contact?.came).toMatchObject({ kind: 'returned', confirmed: { kind: 'confirmed' } })
    expect(console.asked).toContain(`${contact?.callId} back`)
  })

  test('goes back with the groups that are right, where nothing was confirmed', async () => {
    const [key] = await console.line.mint('retail', 1)
    const id = console.line.shows(key as never, machine(32))
    const view = await taken()
    const boxes = [...id.slice(0, 6), '1234567', '', '']
    const { version } = view
    expect((await annsPage.post(own(view, 'return'), { version, groups: boxes })).status).toBe(200)
    const contact = await console.desk.find(view.id as ContactId)
    expect(contact?.came).toMatchObject({ kind: 'returned' })
    expect(JSON.stringify(contact?.came)).not.toContain('confirmed')
  })

  test('is held, handed over with a note, and his next operator has the note', async () => {
    const view = await taken()
    const held = await annsPage.post(own(view, 'hold'), { version: view.version, isOn: true })
    expect(viewIn(held).isOnHold).toBe(true)
    const over = await annsPage.post(own(view, 'hand-over'), {
      version: viewIn(held).version,
      to: bob.id,
      note: 'He has a new board.',
    })
    expect(viewIn(over)).toMatchObject({ phase: 'waiting', isFirst: true })
    const next = await bobsPage.post('/console/api/desk/next', {})
    expect(viewIn(next).id).toBe(view.id)
    expect((await bobsPage.get(`/console/api/contacts/${view.id}`)).body['note']).toBe(
      'He has a new board.',
    )
    await bobsPage.post(own(view, 'finish'), { version: viewIn(next).version })
  })

  test('is not moved by a page that has an older version, and the page is told how it stands', async () => {
    const view = await taken()
    const held = await annsPage.post(own(view, 'hold'), { version: view.version, isOn: true })
    const late = await annsPage.post(own(view, 'finish'), { version: view.version })
    expect(late.status).toBe(409)
    expect(late.body).toMatchObject({ reason: 'stale', there: { isOnHold: true } })
    await annsPage.post(own(view, 'finish'), { version: viewIn(held).version })
  })

  test('is moved by nobody but his operator, and watched by supervisors alone, whom he sees', async () => {
    const view = await taken()
    const { version } = view
    for (const what of ['finish', 'callback']) {
      expect((await bobsPage.post(own(view, what), { version })).body['reason']).toBe('not-yours')
    }
    expect((await bobsPage.post(own(view, 'watch'), { as: 'listens' })).body['reason']).toBe('role')
    const watched = await supervisor.post(own(view, 'watch'), { as: 'whispers' })
    expect(viewIn(watched).companions).toMatchObject([{ as: 'whispers' }])
    const left = await supervisor.post(own(view, 'leave'), { version: 0 })
    expect(viewIn(left).companions).toEqual([])
    await annsPage.post(own(view, 'finish'), { version: viewIn(left).version })
  })

  test('is called back when he likes that better, and keeps his place', async () => {
    const view = await taken({ since: 5 })
    const later = await annsPage.post(own(view, 'callback'), { version: view.version })
    expect(viewIn(later)).toMatchObject({ phase: 'callback', since: 5 })
    expect((await bobsPage.post('/console/api/desk/next', {})).status).toBe(200)
  })
})

test('a softphone is signed in for its own operator alone', async () => {
  const { body } = await annsPage.get('/console/api/softphone')
  expect(body).toEqual({ kind: 'simulated', address: '/phone/operator', token: ann.id })
})

test('whoever is not signed in sees no board and takes nobody', async () => {
  const contact = await waiting()
  const stranger = console.visitor()
  expect((await stranger.get('/console/api/desk/events')).status).toBe(401)
  expect((await stranger.post(address(contact, 'take'), { version: 0 })).status).toBe(401)
  const { status } = await supervisor.post(address(contact, 'take'), { version: 0 })
  expect(status).toBe(403)
})

test('whoever has signed out opens no board any more', async () => {
  const page = await console.signedIn(await console.people.enrolled(console.clock.at))
  const board = await boardOf(page)
  await board.next('board')
  const { attending } = await (await boardOf(annsPage)).next('board')
  expect(attending.length).toBeGreaterThan(1)
  await page.post('/console/api/sign-out', {})
  expect((await page.get('/console/api/desk/events')).status).toBe(401)
})

test('what cannot be read is refused, with the fields that are wrong', async () => {
  const view = await waiting()
  const { status, body } = await annsPage.post(address(view, 'hold'), { version: 'x' })
  expect([status, body['fields']]).toEqual([400, ['version', 'isOn']])
  const nobody = { id: 'nobody-at-all' as ContactId }
  expect((await annsPage.post(address(nobody, 'take'), { version: 0 })).status).toBe(404)
})
