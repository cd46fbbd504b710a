import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { CallId, CaseNumber, Country, E164, Language } from '../../../src/base/brand.ts'
import type { Keyed } from '../../../src/base/keyed.ts'
import { drawName } from '../../../src/operators/accounts/secrets-of-chance.ts'
import type { Contact, ContactId } from '../../../src/operators/desk/contact.ts'
import { firstOf, machine } from '../../activation/line.ts'
import { temporaryFolders } from '../../stores/temporary-folder.ts'
import { presses, withWrongDigit } from '../../support/ids.ts'
import type { Somebody } from '../people.ts'
import { serveConsole, type ServedConsole } from '../serve-console.ts'
import type { Visitor } from '../visitor.ts'

const newFolder = temporaryFolders()

let console: ServedConsole
let ann: Somebody
let annsPage: Visitor
let bobsPage: Visitor
let supervisor: Visitor
beforeAll(async () => {
  console = await serveConsole(newFolder())
  const { people, clock } = console
  ann = await people.enrolled(clock.at)
  annsPage = await console.signedIn(ann)
  bobsPage = await console.signedIn(await people.enrolled(clock.at))
  supervisor = await console.signedIn(await people.enrolled(clock.at, ['supervisor']))
})
afterAll(() => console.close())

const caseNumber = '12345674' as CaseNumber

/** A caller whom Ann has taken. */
async function caller(keyed: Keyed, more: Partial<Contact> = {}): Promise<Contact> {
  const id = drawName() as ContactId
  return console.desk.enter({
    id,
    callId: `CA${id}` as CallId,
    channel: 'voice',
    turn: 3,
    caseNumber,
    called: '+31850000000' as E164,
    country: 'NL' as Country,
    language: 'nl' as Language,
    licences: [],
    reason: 'entry',
    keyed,
    version: 0,
    since: console.clock.at,
    isFirst: false,
    note: '',
    taken: 1,
    phase: {
      kind: 'with',
      operator: ann.id,
      since: console.clock.at,
      isOnHold: false,
      isHere: true,
      with: [],
    },
    ...more,
  })
}

const api = (contact: Contact, what = ''): string => `/console/api/contacts/${contact.id}${what}`

test('the operator sees five green groups that the caller keyed, and is asked for the others only', async () => {
  const [key] = await console.line.mint('retail', 1)
  const id = console.line.shows(key as never, machine(1))
  const { body } = await annsPage.get(api(await caller(presses(id.slice(0, 5).join('')))))
  expect(body).toMatchObject({ isYours: true, contact: { groupsRight: 5 } })
  const { groups } = body['reading'] as { groups: readonly { verdict: string }[] }
  expect(groups.map(({ verdict }) => verdict)).toEqual([
    ...Array.from({ length: 5 }, () => 'right'),
    ...Array.from({ length: 4 }, () => 'empty'),
  ])
  expect(body['questions']).toContain('console.ask.entry.groups')
})

test('of a genuine ID he sees product, counts and which parts of the machine changed, and no product key', async () => {
  const key = firstOf(await console.line.mint('retail', 2))
  const installationId = console.line.shows(key, machine(1))
  await console.line.core.activate({ installationId, licences: [] })
  const changed = machine(1).with(1, 250).with(2, 251)
  const contact = await caller(presses(console.line.shows(key, changed).join('')))
  const { body, text } = await annsPage.get(api(contact))
  expect(body).toMatchObject({
    reading: {
      genuine: {
        healed: false,
        key: {
          productName: 'Example Office',
          serial: key.serial,
          keyClass: 'retail',
          used: 1,
          limit: 2,
          activations: [{ nth: 1, isThisMachine: true, equal: 6 }],
        },
      },
    },
  })
  expect(text).toContain('{"name":"board","is":"changed"}')
  expect(text).not.toContain(String(key.productKey))
})

test('a wrong digit is shown in its box once the proof of the key tells which it is', async () => {
  const key = firstOf(await console.line.mint('retail', 1))
  const id = console.line.shows(key, machine(1))
  const contact = await caller([])
  const groups = id.with(4, withWrongDigit(id[4] ?? '', 2))
  const { body } = await annsPage.post(api(contact, '/groups'), {
    version: contact.version,
    groups,
  })
  const reading = body['reading'] as { readonly groups: readonly unknown[] }
  expect(reading).toMatchObject({ genuine: { healed: true, installationId: id } })
  expect(reading.groups[4]).toEqual({ digits: groups[4], verdict: 'wrong', wrongAt: [2] })
})

test('what is activated is what the line would have activated, under the case of the caller', async () => {
  const key = firstOf(await console.line.mint('retail', 1))
  const groups = console.line.shows(key, machine(1))
  const contact = await caller([])
  const said = { version: contact.version, groups }
  const first = await annsPage.post(api(contact, '/activate'), said)
  expect(first.body).toMatchObject({ kind: 'confirmed', confirmed: { used: 1, limit: 1 } })
  expect(await console.desk.find(contact.id)).toMatchObject({ confirmed: groups })
  const again = await console.line.core.activate({
    installationId: groups,
    licences: [],
    caseNumber,
  })
  expect(again).toMatchObject({
    confirmationId: (first.body['confirmed'] as { blocks: unknown }).blocks,
    used: 1,
    caseNumber,
  })
  const stale = await annsPage.post(api(contact, '/activate'), said)
  expect(stale).toMatchObject({ status: 409, body: { reason: 'stale' } })
})

test('a no of the core is told with its reason, and a number that does not serve the key too', async () => {
  const key = firstOf(await console.line.mint('mak', 1))
  const groups = console.line.shows(key, machine(1))
  const contact = await caller([], { licences: ['retail'] })
  const said = { version: contact.version, groups }
  const { body } = await annsPage.post(api(contact, '/activate'), said)
  expect(body).toMatchObject({ kind: 'not-confirmed', refused: { reason: 'not-served-here' } })
  const unread = await annsPage.post(api(contact, '/activate'), {
    version: contact.version + 1,
    groups: groups.with(8, ''),
  })
  expect(unread.body).toMatchObject({ refused: { reason: expect.any(String) } })
})

test('what came of the case before is on the card, the latest first, and who looked at it is not', async () => {
  const key = firstOf(await console.line.mint('retail', 1))
  const groups = console.line.shows(key, machine(1))
  const contact = await caller([], { caseNumber: '55550007' as CaseNumber })
  console.line.clock.at = console.clock.at
  await annsPage.get(api(contact))
  await annsPage.post(api(contact, '/activate'), { version: contact.version, groups })
  const other = { version: contact.version + 1, groups: console.line.shows(key, machine(200)) }
  await annsPage.post(api(contact, '/activate'), other)
  const { serial } = key
  expect((await annsPage.get(api(contact))).body['history']).toMatchObject([
    { kind: 'refused', serial, reason: 'exhausted' },
    { kind: 'activated', serial },
  ])
})

test('what is typed and noted stands there after the page is loaded anew, and overwrites nothing newer', async () => {
  const contact = await caller(presses('0967630'))
  const groups = ['123', ...Array.from({ length: 7 }, () => ''), '7']
  const kept = await annsPage.post(api(contact, '/groups'), { version: contact.version, groups })
  const { version } = kept.body['contact'] as { version: number }
  const late = await annsPage.post(api(contact, '/note'), { version: contact.version, note: 'a' })
  expect(late).toMatchObject({ status: 409, body: { reason: 'stale', there: { version } } })
  await annsPage.post(api(contact, '/note'), { version, note: '<b>new board</b>' })
  const { body } = await annsPage.get(api(contact))
  expect(body).toMatchObject({ note: '<b>new board</b>' })
  const { groups: shown } = body['reading'] as { groups: readonly { digits: string }[] }
  expect(shown.map(({ digits }) => digits)).toEqual(groups)
  expect((body['keyed'] as readonly string[])[0]).toBe('0967630')
})

test('what a page that goes has typed is kept whatever it missed, unless somebody else typed', async () => {
  const contact = await caller([])
  const { version } = contact
  const empty = Array.from({ length: 9 }, () => '')
  const [begun, whole] = [empty.with(5, '250'), empty.with(5, '2501231')]
  const sends = (what: string, json: object) =>
    annsPage.post(api(contact, what), { version, ...json })
  // Its telephone is gone first, or what it sent before has just come.
  await console.desk.change(contact)
  expect((await sends('/groups', { groups: begun, was: [empty, empty] })).status).toBe(200)
  expect((await sends('/groups', { groups: whole, was: [empty, begun] })).status).toBe(200)
  expect((await sends('/note', { note: 'board', was: [''] })).status).toBe(200)
  for (const [what, json] of [
    ['/groups', { groups: empty.with(6, '1'), was: [empty, begun] }],
    ['/note', { note: 'disk', was: [''] }],
  ] as const)
    expect(await sends(what, json)).toMatchObject({ status: 409, body: { reason: 'stale' } })
  expect(await console.desk.find(contact.id)).toMatchObject({ typed: whole, note: 'board' })
})

test('an answer that was confirmed is there again after the page is loaded anew, at no cost and to him alone', async () => {
  const key = firstOf(await console.line.mint('retail', 1))
  const groups = console.line.shows(key, machine(7))
  const contact = await caller([])
  const said = { version: contact.version, groups }
  const { confirmed } = (await annsPage.post(api(contact, '/activate'), said)).body
  const { blocks } = confirmed as { readonly blocks: readonly string[] }
  const before = (await annsPage.get(api(contact))).body
  expect(before).toMatchObject({ confirmed: { blocks, used: 1, limit: 1 } })
  expect(before).toMatchObject({ reading: { genuine: { key: { used: 1, limit: 1 } } } })
  const { serial } = key
  const ofKey = (await console.people.entries()).filter((entry) => entry['serial'] === serial)
  expect(ofKey.map(({ kind }) => kind).filter((kind) => kind === 'reactivated')).toEqual([])
  expect((await supervisor.get(api(contact))).body['confirmed']).toBeUndefined()
})

test("another operator's caller is his alone; a supervisor looks on and changes nothing", async () => {
  const contact = await caller([])
  const groups = Array.from({ length: 9 }, () => '')
  const { version } = contact
  const sent: readonly (readonly [string, object])[] = [
    ['/groups', { version, groups }],
    ['/note', { version, note: 'mine' }],
    ['/activate', { version, groups }],
    ['/message', { text: 'hello' }],
    ['/overrides', { version, groups, kind: 'unblock', reason: 'other', text: 'please' }],
  ]
  for (const visitor of [bobsPage, supervisor]) {
    for (const [what, json] of sent) {
      const answer = await visitor.post(api(contact, what), json)
      expect([answer.status, answer.body['reason']]).toEqual([403, 'not-yours'])
      expect(answer.body).toMatchObject({ by: { id: ann.id } })
    }
  }
  expect((await bobsPage.get(api(contact))).status).toBe(403)
  expect((await supervisor.get(api(contact))).body).toMatchObject({ isYours: false })
  expect(await console.desk.find(contact.id)).toMatchObject({ version, note: '' })
})

test('nobody comes in without a session, with a forged one, or with one that is over', async () => {
  const contact = await caller([])
  const stranger = console.visitor()
  expect((await stranger.get(api(contact))).status).toBe(401)
  stranger.cookies.set('console-session', 'A'.repeat(43))
  expect((await stranger.get(api(contact))).status).toBe(401)
  const person = await console.people.enrolled(console.clock.at, ['supervisor'])
  const visitor = await console.signedIn(person)
  expect((await visitor.get(api(contact))).status).toBe(200)
  const { at } = console.clock
  console.clock.at = at + 31 * 60_000
  expect((await visitor.get(api(contact))).status).toBe(401)
  console.clock.at = at
  const noToken = { headers: { 'x-page-token': 'x' } }
  const forged = await annsPage.post(api(contact, '/note'), { version: 0, note: '' }, noToken)
  expect(forged.body['reason']).toBe('page-token')
})

test.each([
  ['eight groups', '/groups', { version: 1, groups: Array.from({ length: 8 }, () => '') }],
  ['letters', '/groups', { version: 1, groups: Array.from({ length: 9 }, () => 'a') }],
  [
    'digits of a whole ID in a box',
    '/groups',
    { version: 1, groups: Array.from({ length: 9 }, () => '1'.repeat(63)) },
  ],
  ['a note of a book', '/note', { version: 1, note: 'a'.repeat(2_001) }],
  ['a note with control characters', '/note', { version: 1, note: 'a\u0007' }],
  ['more than it knows', '/note', { version: 1, note: '', operator: 'x' }],
  ['no version', '/note', { note: '' }],
  ['a body of more than 16 kB', '/message', { text: 'a'.repeat(20_000) }],
])('%s is not taken', async (_, what, json) => {
  const contact = await caller([])
  const answer = await annsPage.post(api(contact, what), json)
  expect([answer.status, answer.body['reason']]).toEqual([400, 'malformed'])
})

test('a caller who is not there, or gone, is answered so', async () => {
  const contact = await caller([])
  const over = { kind: 'over', how: 'left', at: console.clock.at } as const
  await console.desk.change({ ...contact, phase: over })
  expect((await annsPage.get(api(contact))).body['reason']).toBe('gone')
  expect((await annsPage.get('/console/api/contacts/none')).status).toBe(404)
})

test('an exhausted key gets a slot by override, and the same ID is then confirmed', async () => {
  const key = firstOf(await console.line.mint('retail', 1))
  const first = console.line.shows(key, machine(1))
  await console.line.core.activate({ installationId: first, licences: [] })
  const groups = console.line.shows(key, machine(90))
  const contact = await caller(presses(groups.join('')), { reason: 'exhausted' })
  const card = await annsPage.get(api(contact))
  expect(card.body).toMatchObject({ mayOverride: ['extra-slot'], budget: 10 })
  const asked = await annsPage.post(api(contact, '/overrides'), {
    version: contact.version,
    groups,
    kind: 'extra-slot',
    reason: 'hardware-failed',
    text: 'the old one burnt',
    evidence: 'ticket 12',
  })
  expect(asked.body).toMatchObject({ kind: 'done', override: { state: 'done' } })
  const said = { version: contact.version, groups }
  const done = await annsPage.post(api(contact, '/activate'), said)
  expect(done.body).toMatchObject({ kind: 'confirmed', confirmed: { used: 2, limit: 2 } })
  const after = await annsPage.get(api(contact))
  expect(after.body).toMatchObject({ budget: 9, overrides: [{ kind: 'extra-slot' }] })
})

test('what the key does not need is not granted, nor anything to an ID without a proof', async () => {
  const key = firstOf(await console.line.mint('retail', 1))
  const groups = console.line.shows(key, machine(1))
  const contact = await caller([])
  const asked = { version: contact.version, kind: 'extra-slot', reason: 'goodwill', text: 'please' }
  const free = await annsPage.post(api(contact, '/overrides'), { ...asked, groups })
  expect([free.status, free.body['reason']]).toEqual([409, 'not-needed'])
  const none = await annsPage.post(api(contact, '/overrides'), {
    ...asked,
    groups: groups.with(0, '').with(1, ''),
  })
  expect([none.status, none.body['reason']]).toEqual([422, 'not-genuine'])
})

test('who looked at a case is in the audit, once in a while', async () => {
  const contact = await caller([])
  for (let times = 0; times < 3; times += 1) await annsPage.get(api(contact))
  const entry = { kind: 'looked-up', operator: ann.id, what: 'case', caseNumber, found: 1 }
  const noted = (await console.people.entries()).filter(
    ({ kind, operator, at }) =>
      kind === 'looked-up' && operator === ann.id && at === console.clock.at,
  )
  expect(noted).toContainEqual({ ...entry, at: console.clock.at })
  const before = noted.length
  await annsPage.get(api(contact))
  expect(
    (await console.people.entries()).filter(
      ({ kind, operator }) => kind === 'looked-up' && operator === ann.id,
    ),
  ).toHaveLength(before)
})

test('what is written is kept with who wrote it', async () => {
  const contact = await caller([], { channel: 'text-telephone' })
  const text = '<script>alert(1)</script>'
  expect((await annsPage.post(api(contact, '/message'), { text })).body).toEqual({ number: 1 })
  const { body } = await annsPage.get(api(contact, '/messages'))
  expect(body['messages']).toEqual([
    { number: 1, from: 'operator', text, at: console.clock.at, by: ann.id },
  ])
})

describe('an answer as a text message', () => {
  const number = '+31612345678' as E164
  const called = '+31800000000' as E164

  const confirmedCaller = async (more: Partial<Contact> = {}): Promise<Contact> => {
    const key = firstOf(await console.line.mint('mak', 3))
    const confirmed = console.line.shows(key, machine(1))
    return caller([], { confirmed, number, called, ...more })
  }

  test('goes to the caller’s telephone, and the page knows when', async () => {
    const contact = await confirmedCaller()
    const { version } = contact
    const before = (await annsPage.get(api(contact))).body
    expect(before).toMatchObject({ text: {} })
    const { blocks } = before['confirmed'] as { blocks: readonly string[] }
    expect(await annsPage.post(api(contact, '/text'), { version })).toMatchObject({ status: 200 })
    expect(console.asked.at(-1)).toBe(`${number} reads ${blocks.join(' ')}`)
    const after = (await annsPage.get(api(contact))).body
    expect(after).toMatchObject({ text: { at: console.clock.at } })
  })

  test('is in the audit, by whom, of which case and when, without the number and without the answer', async () => {
    const contact = await confirmedCaller()
    const { version } = contact
    const told = async (): Promise<readonly unknown[]> =>
      (await console.people.entries()).filter(({ kind }) => String(kind).endsWith('-texted'))
    const before = await told()
    expect((await annsPage.post(api(contact, '/text'), { version })).status).toBe(200)
    const at = console.clock.at
    const sent = { kind: 'answer-texted', operator: ann.id, caseNumber, at }
    expect((await told()).slice(before.length)).toEqual([sent])
    console.network.isAway = true
    const again = await annsPage.post(api(contact, '/text'), { version: version + 1 })
    console.network.isAway = false
    expect(again.body).toMatchObject({ reason: 'unable' })
    const failed = { ...sent, kind: 'answer-not-texted' }
    expect((await told()).slice(before.length)).toEqual([sent, sent, failed])
  })

  test.each<[string, Partial<Contact>, string]>([
    ['nothing was confirmed', { confirmed: undefined as never }, 'not-genuine'],
    ['the caller hides his number', { number: undefined as never }, 'no-number'],
    ['the called number sends none', { called: '+31850000000' as E164 }, 'no-number'],
  ])('is not sent where %s', async (_, more, reason) => {
    const contact = await confirmedCaller(more)
    const sent = console.asked.length
    const { version } = contact
    const answer = await annsPage.post(api(contact, '/text'), { version })
    expect(answer.body).toMatchObject({ kind: 'refused', reason })
    expect(console.asked).toHaveLength(sent)
  })

  test('is not sent by a colleague, nor on a page that is late, nor against the money rules', async () => {
    const contact = await confirmedCaller()
    const { version } = contact
    const sent = console.asked.length
    const bobs = await bobsPage.post(api(contact, '/text'), { version })
    expect(bobs.body).toMatchObject({ reason: 'not-yours' })
    const late = await annsPage.post(api(contact, '/text'), { version: version + 1 })
    expect(late.body).toMatchObject({ reason: 'stale' })
    console.money.refuses = 'case'
    const often = await annsPage.post(api(contact, '/text'), { version })
    console.money.refuses = undefined
    expect(often.body).toMatchObject({ reason: 'not-now' })
    expect(console.asked).toHaveLength(sent)
  })

  test('is not offered where it cannot be sent', async () => {
    const contact = await confirmedCaller({ called: '+31850000000' as E164 })
    expect((await annsPage.get(api(contact))).body).not.toHaveProperty('text')
  })
})
