import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createSeal } from '../../../src/activation/audit-seal.ts'
import { sealAll } from '../../../src/activation/audit-sealer.ts'
import { createKeyring } from '../../../src/activation/keyring.ts'
import { addProduct, mintKeys } from '../../../src/activation/mint-keys.ts'
import type { CallId, CaseNumber, Country, E164, Language } from '../../../src/base/brand.ts'
import { dammDigit } from '../../../src/identifiers/damm.ts'
import type { Counted } from '../../../src/operators/figures/figures.ts'
import { dayOf } from '../../../src/operators/figures/recorder.ts'
import { temporaryFolders } from '../../stores/temporary-folder.ts'
import { serveConsole, type ServedConsole } from '../serve-console.ts'
import type { Visitor } from '../visitor.ts'

const newFolder = temporaryFolders()
const api = '/console/api'
const keyring = createKeyring([new Uint8Array(32).fill(7)])
const caseOf = (seven: string): CaseNumber => `${seven}${dammDigit(seven)}` as CaseNumber
const caseNumber = caseOf('4321098')
const telephone = '+31201234567' as E164

let console: ServedConsole
let supervisor: Visitor
let administrator: Visitor
let operator: Visitor
beforeAll(async () => {
  console = await serveConsole(newFolder())
  const { people, clock } = console
  const signedIn = async (role: 'operator' | 'supervisor' | 'administrator'): Promise<Visitor> =>
    console.signedIn(await people.enrolled(clock.at, [role]))
  supervisor = await signedIn('supervisor')
  administrator = await signedIn('administrator')
  operator = await signedIn('operator')

  const administration = { ledger: people.ledger, keyring, now: () => clock.at, by: 'cli' }
  await addProduct(administration, { number: 7, name: '=Example Office' })
  await mintKeys(administration, { product: 7, keyClass: 'mak', limit: 3, count: 2 })
  const { at } = clock
  const ofKey = { product: 7, serial: 1, caseNumber, at }
  await people.ledger.record(
    { ...ofKey, kind: 'activated', nth: 1, hardware: 'abcdef0123456789', emergency: false },
    0,
  )
  await people.ledger.note({ ...ofKey, kind: 'refused', reason: 'exhausted' })
  const caller = console.hashCaller(telephone)
  const callId = 'CA1' as CallId
  await console.callStore.open({ callId, caller, offered: [caseNumber], at })
  await console.callStore.save({
    callId,
    turn: 1,
    reply: '',
    state: '{}',
    caseNumber,
    caller,
    at,
    keyed: [{ kind: 'press', key: '1' }],
    over: false,
  })
})
afterAll(() => console.close())

const counted = (figure: Counted['figure'], value: string, count: number): Counted => ({
  day: dayOf(console.clock.at),
  country: 'NL' as Country,
  language: 'nl' as Language,
  channel: 'voice',
  figure,
  value,
  count,
})

describe('figures', () => {
  test('tell of today what was counted, and of thirty days what lies before', async () => {
    await console.figures.add([
      counted('ended', 'activated', 6),
      counted('ended', 'hung-up', 3),
      counted('ended-with-person', 'activated', 2),
      counted('left-at', 'done', 6),
      counted('left-at', 'welcome', 1),
      counted('left-at', 'healing', 2),
      counted('activated-within', '180', 5),
      counted('activated-within', 'more', 1),
      counted('missed', '4', 7),
      counted('refused', 'exhausted', 1),
      { ...counted('ended', 'activated', 10), day: dayOf(console.clock.at) - 29 },
      { ...counted('ended', 'activated', 1_000), day: dayOf(console.clock.at) - 30 },
    ])
    const today = (await supervisor.get(`${api}/figures?days=1`)).body
    expect(today).toMatchObject({
      calls: 9,
      alone: 4,
      withPerson: 2,
      outcomes: [
        { value: 'activated', count: 6 },
        { value: 'hung-up', count: 3 },
      ],
      countries: [{ value: 'NL', count: 9 }],
      refused: [{ value: 'exhausted', count: 1 }],
    })
    expect(today['missed']).toContainEqual({ group: 4, count: 7 })
    expect(today['activatedWithin']).toContainEqual({ atMost: 180, count: 5 })
    expect(today['activatedWithin']).toContainEqual({ atMost: null, count: 1 })
    const month = (await supervisor.get(`${api}/figures?days=30`)).body
    expect(month).toMatchObject({ calls: 19 })
    expect(month['days']).toHaveLength(30)
    expect(month['days']).toMatchObject({ 0: { calls: 10, alone: 10 }, 29: { calls: 9, alone: 4 } })
  })

  test('tell where on its way each call ended', async () => {
    const { flows } = (await supervisor.get(`${api}/figures?days=1`)).body
    expect(flows).toEqual([
      {
        country: 'NL',
        calls: 9,
        steps: [
          { step: 'welcome', reached: 9, left: 1 },
          { step: 'entry', reached: 8, left: 0 },
          { step: 'healing', left: 2 },
          { step: 'refused', left: 0 },
          { step: 'person', left: 0 },
          { step: 'gate', reached: 6, left: 0 },
          { step: 'read-back', reached: 6, left: 0 },
          { step: 'done', reached: 6, left: 6 },
        ],
      },
    ])
  })

  test('come as a table that no spreadsheet takes for formulas', async () => {
    await console.figures.add([counted('refused', '=HYPERLINK("x")', 1)])
    const csv = await supervisor.get(`${api}/figures.csv?days=1`)
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="?figures-\d/)
    expect(csv.text.split('\r\n')[0]).toBe('day,country,language,channel,figure,value,count')
    expect(csv.text).toContain(`,refused,"'=HYPERLINK(""x"")",1\r\n`)
  })

  test('are not of any number of days', async () => {
    for (const days of ['', '2', '-1', '1e9']) {
      expect((await supervisor.get(`${api}/figures?days=${days}`)).status).toBe(400)
    }
  })

  test('tell how many calls are under way, and in which step', async () => {
    const { at } = console.clock
    const call = { country: 'NL', language: 'nl', channel: 'voice', step: 'entry' } as const
    const brand = call as unknown as Parameters<typeof console.figures.note>[0][number]
    await console.figures.note([{ ...brand, call: 'a', turn: 1, until: at + 1_000 }], at)
    expect((await supervisor.get(`${api}/live`)).body).toMatchObject({
      kind: 'live',
      now: at,
      calls: [{ ...call, count: 1 }],
    })
  })
})

describe('a case', () => {
  test('is found by its number, with its key and what happened', async () => {
    const { body } = await supervisor.post(`${api}/cases/view`, {
      caseNumber: `${caseNumber.slice(0, 4)} ${caseNumber.slice(4)}`,
    })
    expect(body).toMatchObject({
      kind: 'case',
      caseNumber,
      stands: 'open',
      keys: [{ product: '=Example Office', serial: 1, keyClass: 'mak', used: 1, limit: 3 }],
    })
    const events = body['events'] as readonly Record<string, unknown>[]
    expect(events.map(({ kind }) => kind)).toEqual(['refused', 'activated'])
    expect(JSON.stringify(body)).not.toContain('abcdef')
  })

  test('is found by the number of its caller, and by its key', async () => {
    const byCaller = await supervisor.post(`${api}/cases/find`, { caller: '+31 20 123 45 67' })
    expect(byCaller.body['cases']).toEqual([{ caseNumber, at: console.clock.at }])
    const byKey = await supervisor.post(`${api}/cases/find`, { key: { product: 7, serial: 1 } })
    expect(byKey.body['cases']).toEqual([{ caseNumber, at: console.clock.at }])
    const byOther = await supervisor.post(`${api}/cases/find`, { caller: '+31201234568' })
    expect(byOther.body['cases']).toEqual([])
  })

  test('that is in no book is not there', async () => {
    const answer = await supervisor.post(`${api}/cases/view`, {
      caseNumber: caseOf('1000000'),
    })
    expect([answer.status, answer.body['reason']]).toEqual([404, 'unknown-case'])
    const wrong = await supervisor.post(`${api}/cases/view`, {
      caseNumber: `4321098${(dammDigit('4321098') + 1) % 10}`,
    })
    expect([wrong.status, wrong.body['reason']]).toEqual([400, 'malformed'])
  })
})

describe('the audit', () => {
  test('tells who looked into which case, and holds no telephone number', async () => {
    await supervisor.post(`${api}/cases/view`, { caseNumber })
    await supervisor.post(`${api}/cases/find`, { caller: telephone })
    await sealAll(console.people.ledger, createSeal(keyring.first))
    const { body } = await administrator.get(`${api}/audit`)
    const entries = body['entries'] as readonly Record<string, unknown>[]
    expect(entries[0]).toMatchObject({
      kind: 'looked-up',
      who: 'Person 1',
      details: { what: 'caller', found: 1 },
    })
    expect(entries[1]).toMatchObject({ kind: 'looked-up', caseNumber, details: { what: 'case' } })
    expect(JSON.stringify(body)).not.toContain('20123')
    await sealAll(console.people.ledger, createSeal(keyring.first))
    const [last] = (await administrator.get(`${api}/audit`)).body['entries'] as typeof entries
    expect(last).toMatchObject({ who: 'Person 2', details: { what: 'audit' } })
  })

  test('goes on page by page, and none is left out or told twice', async () => {
    for (let one = 0; one < 60; one += 1) {
      await supervisor.post(`${api}/cases/find`, { key: { product: 7, serial: 2 } })
    }
    await sealAll(console.people.ledger, createSeal(keyring.first))
    const numbers: number[] = []
    let before: number | undefined
    do {
      const page = await administrator.get(
        `${api}/audit${before === undefined ? '' : `?before=${before}`}`,
      )
      const entries = page.body['entries'] as readonly { readonly number: number }[]
      numbers.push(...entries.map(({ number }) => number))
      before = page.body['before'] as typeof before
    } while (before !== undefined)
    const last = numbers[0] ?? 0
    expect(last).toBeGreaterThan(60)
    expect(numbers).toEqual(Array.from({ length: last }, (_, index) => last - index))
  })
})

test.each([
  ['GET', '/live', ['supervisor']],
  ['GET', '/figures?days=1', ['supervisor']],
  ['GET', '/figures.csv?days=1', ['supervisor']],
  ['POST', '/cases/find', ['supervisor']],
  ['POST', '/cases/view', ['supervisor']],
  ['GET', '/audit', ['supervisor', 'administrator']],
] as const)('%s %s is for %s and nobody else', async (method, path, allowed) => {
  const asked = (visitor: Visitor) =>
    method === 'GET' ? visitor.get(api + path) : visitor.post(api + path, { caseNumber })
  const visitors = { operator, supervisor, administrator }
  for (const [role, visitor] of Object.entries(visitors)) {
    const { status } = await asked(visitor)
    expect([role, status === 403]).toEqual([role, !(allowed as readonly string[]).includes(role)])
  }
  expect((await asked(console.visitor())).status).toBe(401)
})
