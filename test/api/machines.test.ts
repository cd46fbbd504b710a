import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Country, InstallationId } from '../../src/base/brand.ts'
import type { KeyName } from '../../src/activation/ledger.ts'
import { drawCaseNumber } from '../../src/calls/case-number.ts'
import { firstOf, machine, product } from '../activation/line.ts'
import { presses, withWrongDigit } from '../support/ids.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { type Office, openOffice } from './serve.ts'

const newFolder = temporaryFolders()
const day = 24 * 60 * 60 * 1000

let office: Office
let token: string
beforeAll(async () => {
  office = await openOffice(newFolder())
  token = await office.tokenFor('activations', 'cases:read')
})
afterAll(() => office.close())

let key: KeyName
let id: InstallationId
beforeEach(async () => {
  const { serial } = firstOf(await office.line.mint('mak', 2))
  key = { product, serial }
  id = office.line.shows(key, machine(1))
})

const activate = (json: unknown) => office.ask('/activations', { token, json })

describe('an activation with a token', () => {
  test('tells all of it', async () => {
    const { status, body } = await activate({ installationId: id.join('') })
    const result = await office.line.core.activate({ installationId: id, licences: [] })
    expect(status).toBe(200)
    expect(body).toEqual({ ...result, reactivation: false })
    expect(body).toMatchObject({ installationId: [...id], used: 1, limit: 2, emergency: false })
  })

  test('goes on under the case that it names', async () => {
    const caseNumber = '00000000'
    const { body } = await activate({ installationId: id.join(''), caseNumber })
    expect(body).toMatchObject({ kind: 'confirmed', caseNumber })
    const wrong = await activate({ installationId: id.join(''), caseNumber: '00000001' })
    expect(wrong).toMatchObject({ status: 400 })
  })

  test('is refused where its licence is not served, or its country not', async () => {
    const installationId = id.join('')
    const refused = await activate({ installationId, licences: ['retail', 'oem'] })
    expect(refused).toMatchObject({ status: 422, body: { reason: 'not-served-here' } })
    const minted = await office.line.ledger.mint(
      { product, keyClass: 'mak', limit: 1, regions: ['NL' as Country], count: 1 },
      { by: 'test', at: 0 },
    )
    const serial = typeof minted === 'string' ? 0 : minted.first
    const dutch = office.line.shows({ product, serial }, machine(1)).join('')
    const abroad = await activate({ installationId: dutch, country: 'DE' })
    expect(abroad).toMatchObject({ status: 422, body: { reason: 'wrong-region' } })
    expect(await activate({ installationId: dutch, country: 'NL' })).toMatchObject({ status: 200 })
  })

  test('says all that is known of a refusal', async () => {
    for (const nth of [1, 2]) {
      const other = office.line.shows(key, machine(nth * 11))
      await office.line.core.activate({ installationId: other, licences: [] })
    }
    expect((await activate({ installationId: id.join('') })).body).toEqual({
      kind: 'refused',
      reason: 'exhausted',
      used: 2,
      limit: 2,
      extension: 'may-be-asked',
    })
    await office.line.ledger.block(key, 'stolen', { by: 'test', at: 0 })
    const blocked = await activate({ installationId: id.join('') })
    expect(blocked.body).toEqual({ kind: 'refused', reason: 'blocked', blockClass: 'stolen' })
  })

  test('mends what was keyed, and says so', async () => {
    const wrong = presses(withWrongDigit(id.join(''), 20))
    const { status, body } = await activate({ keyed: [wrong] })
    expect(status).toBe(200)
    expect(body).toMatchObject({ kind: 'confirmed', healed: true, installationId: [...id] })
    const exact = await activate({ keyed: [presses(id.join(''))] })
    expect(exact.body).toMatchObject({ healed: false, reactivation: true })
  })

  test('names the groups in doubt where nothing can be mended', async () => {
    const { status, body } = await activate({ keyed: [presses('1234567'.repeat(9))] })
    expect(status).toBe(422)
    expect(body).toMatchObject({ reason: 'unreadable', groups: expect.any(Array) })
  })

  test('does not confirm a release ID that was keyed', async () => {
    const releaseId = office.line.shows(key, machine(1), 2)
    const { body } = await activate({ keyed: [presses(releaseId.join(''))] })
    expect(body).toEqual({ kind: 'refused', reason: 'unknown-version' })
  })

  test.each([
    ['both forms', { installationId: '1'.repeat(63), keyed: [presses('1')] }],
    ['no sequence', { keyed: [] }],
    ['an empty sequence', { keyed: [[]] }],
    ['a key that no telephone has', { keyed: [[{ kind: 'press', key: 'A' }]] }],
    ['an asked group beyond nine', { keyed: [[{ kind: 'mark', mark: 'asked', group: 10 }]] }],
    ['a licence that is none', { installationId: '1'.repeat(63), licences: ['all'] }],
    ['a country in words', { installationId: '1'.repeat(63), country: 'Nederland' }],
  ])('%s is answered 400', async (_what, json) => {
    const { status, text } = await activate(json)
    expect(status).toBe(400)
    expect(text).not.toMatch(/1111|Nederland/)
  })
})

describe('reading what was keyed', () => {
  const read = (json: unknown) => office.ask('/readings', { token, json })

  test('finds the ID and changes nothing', async () => {
    const keyed = [presses(withWrongDigit(id.join(''), 3))]
    const { status, body } = await read({ keyed, atMost: 2_000 })
    expect(status).toBe(200)
    expect(body).toEqual({ kind: 'genuine', installationId: [...id], healed: true })
    expect(await office.line.ledger.key(key)).toMatchObject({ used: 0 })
  })

  test('knows a release ID, and names the groups in doubt of nothing', async () => {
    const releaseId = office.line.shows(key, machine(1), 2)
    const found = await read({ keyed: [presses(releaseId.join(''))], atMost: 1 })
    expect(found.body).toEqual({ kind: 'release', releaseId: [...releaseId], healed: false })
    const nothing = await read({ keyed: [presses('1234567')], atMost: 1 })
    expect(nothing).toMatchObject({ status: 200, body: { kind: 'unreadable' } })
  })

  test('takes as many keys as a long call brings, and no more readings than allowed', async () => {
    const long = presses('12345678901234567890'.repeat(70))
    const marked = long.flatMap((one) => [one, { kind: 'mark', mark: 'timer' }])
    expect(await read({ keyed: [marked.slice(0, 1_400)], atMost: 1 })).toMatchObject({
      status: 200,
    })
    expect(await read({ keyed: [long], atMost: 20_001 })).toMatchObject({ status: 400 })
    expect(await read({ keyed: [long, long, long, long], atMost: 1 })).toMatchObject({
      status: 413,
    })
  })
})

describe('a release', () => {
  const release = (json: unknown, as?: string) =>
    office.ask('/releases', { json, ...(as !== undefined && { token: as }) })

  test('gives the slot back once, and answers the same again', async () => {
    await office.line.core.activate({ installationId: id, licences: [] })
    office.line.clock.at += 2 * day
    const releaseId = office.line.shows(key, machine(1), 2).join('')
    const first = await release({ releaseId })
    expect(first.status).toBe(200)
    expect(first.body).toEqual({
      kind: 'released',
      keyClass: 'mak',
      caseNumber: expect.stringMatching(/^\d{8}$/),
    })
    expect(await office.line.ledger.key(key)).toMatchObject({ used: 0 })
    const again = await release({ releaseId }, token)
    expect(again).toMatchObject({ status: 200, body: { kind: 'released', used: 0, limit: 2 } })
  })

  test('too soon is refused, and only a token learns until when', async () => {
    await office.line.core.activate({ installationId: id, licences: [] })
    const releaseId = office.line.shows(key, machine(1), 2).join('')
    const refused = await release({ releaseId })
    expect(refused.status).toBe(422)
    expect(refused.body).toEqual({ kind: 'refused', reason: 'limited' })
    expect((await release({ releaseId }, token)).body).toEqual({
      kind: 'refused',
      reason: 'limited',
      to: 'release-too-soon',
      until: office.line.clock.at + day,
    })
  })

  test('takes no installation ID, no forgery, and only its own field', async () => {
    expect(await release({ releaseId: id.join('') })).toMatchObject({
      status: 422,
      body: { reason: 'unknown-version' },
    })
    expect(await release({ installationId: id.join('') })).toMatchObject({ status: 400 })
    const caseNumber = '00000000'
    expect(await release({ releaseId: id.join(''), caseNumber })).toMatchObject({ status: 400 })
    expect(await release({ releaseId: id.join(''), caseNumber }, token)).toMatchObject({
      status: 422,
    })
  })
})

describe('a case', () => {
  test('says what happened under its number, the latest first, without a digit of an ID', async () => {
    const { body } = await activate({ installationId: id.join('') })
    const { caseNumber } = body as { caseNumber: string }
    office.line.clock.at += 2 * day
    const releaseId = office.line.shows(key, machine(1), 2).join('')
    await office.ask('/releases', { token, json: { releaseId, caseNumber } })
    const found = await office.ask(`/cases/${caseNumber}`, { token })
    const { at } = office.line.clock
    expect(found.status).toBe(200)
    expect(found.body).toEqual({
      caseNumber,
      entries: [
        { kind: 'released', at, ...key, nth: 1, by: 'caller' },
        { kind: 'activated', at: at - 2 * day, ...key, nth: 1, emergency: false },
      ],
    })
    const hardware = Buffer.from(machine(1)).toString('hex')
    expect(found.text).not.toContain(hardware)
    for (const group of id) expect(found.text).not.toContain(group)
  })

  test('says why something was refused', async () => {
    await office.line.ledger.block(key, 'stolen', { by: 'test', at: 0 })
    const own = drawCaseNumber(() => 42)
    await activate({ installationId: id.join(''), caseNumber: own })
    const found = await office.ask(`/cases/${own}`, { token })
    expect(found.body).toMatchObject({ entries: [{ kind: 'refused', reason: 'blocked', ...key }] })
  })

  test('that nobody knows, or that is over, is answered 404', async () => {
    const { body } = await activate({ installationId: id.join('') })
    const { caseNumber } = body as { caseNumber: string }
    expect(await office.ask(`/cases/${caseNumber}`, { token })).toMatchObject({ status: 200 })
    office.line.clock.at += 91 * day
    const over = await office.ask(`/cases/${caseNumber}`, { token })
    expect(over).toMatchObject({ status: 404, body: { type: '/api/v1/problems/unknown-case' } })
    for (const none of ['1234', '12345679', 'abcdefgh', "1' or 1=1"]) {
      const answer = await office.ask(`/cases/${encodeURIComponent(none)}`, { token })
      expect(answer).toMatchObject({ status: 404, body: { type: '/api/v1/problems/not-found' } })
    }
  })
})

test('health says whether it can activate', async () => {
  expect(await office.ask('/health')).toMatchObject({ status: 200, body: { status: 'ready' } })
  const core = { ...office.line.core, health: async () => 'unable' as const }
  const unable = await openOffice(newFolder(), { core })
  const answer = await unable.ask('/health')
  await unable.close()
  expect(answer).toMatchObject({ status: 503, body: { status: 'unable' } })
})
