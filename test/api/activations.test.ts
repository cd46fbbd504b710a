import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { ActivationCore } from '../../src/base/activation.ts'
import { Fault } from '../../src/base/faults.ts'
import type { InstallationId } from '../../src/base/brand.ts'
import { firstOf, type Line, machine, openLine, product } from '../activation/line.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { type Ask, serve as serveApi } from './serve.ts'

const newFolder = temporaryFolders()

let line: Line
let api: Served
beforeAll(async () => {
  line = await openLine(newFolder())
  api = await serve(line.core)
})
afterAll(async () => {
  await api.close()
  await line.close()
})

let installationId: InstallationId
beforeEach(async () => {
  installationId = line.shows(firstOf(await line.mint('retail', 1)), machine(1))
})

describe('a genuine ID', () => {
  test('is confirmed, and how far the key is used is not told', async () => {
    const answer = await api.post({ installationId: installationId.join('') })
    const result = await line.core.activate({ installationId, licences: [] })
    const { confirmationId, caseNumber } = result as typeof result & { kind: 'confirmed' }
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({
      kind: 'confirmed',
      confirmationId,
      keyClass: 'retail',
      reactivation: false,
      caseNumber,
    })
    expect(confirmationId).toHaveLength(8)
  })

  test.each([
    ['with blanks between the groups', (id: InstallationId) => id.join(' ')],
    ['with hyphens', (id: InstallationId) => id.join('-')],
    ['in 3 + 4 on nine lines', (id: InstallationId) => id.map(threeAndFour).join('\n')],
    ['as nine groups', (id: InstallationId) => [...id]],
  ])('is read %s', async (_how, write) => {
    const answer = await api.post({ installationId: write(installationId) })
    expect(answer).toMatchObject({ status: 200, body: { kind: 'confirmed' } })
  })

  test('sent again gets the same answer', async () => {
    const request = { installationId: installationId.join('') }
    const [first, again] = [await api.post(request), await api.post(request)]
    expect(again.body).toEqual({ ...(first.body as object), reactivation: true })
  })
})

describe('a refusal', () => {
  test('names the group whose check digit is wrong; nothing is healed', async () => {
    const group = installationId[6] ?? ''
    const wrong = installationId.with(6, group.slice(0, 6) + ((Number(group[6]) + 1) % 10))
    expect(await api.post({ installationId: wrong.join('') })).toMatchObject({
      status: 422,
      body: { kind: 'refused', reason: 'check-digit', group: 7 },
    })
  })

  test('of a key that is used up does not say how far', async () => {
    await api.post({ installationId: installationId.join('') })
    const key = { product, serial: serialOf(installationId) }
    const answer = await api.post({ installationId: line.shows(key, machine(2)).join('') })
    expect(answer).toMatchObject({ status: 422 })
    expect(answer.body).toEqual({ kind: 'refused', reason: 'exhausted' })
  })

  test('of a blocked key does not say why', async () => {
    await line.ledger.block({ product, serial: serialOf(installationId) }, 'stolen', {
      by: 'test',
      at: 0,
    })
    const answer = await api.post({ installationId: installationId.join('') })
    expect(answer.body).toEqual({ kind: 'refused', reason: 'blocked' })
  })
})

describe('what is no such request', () => {
  test.each<[string, unknown]>([
    ['nothing', {}],
    ['a number', { installationId: 5 }],
    ['62 digits', { installationId: '1'.repeat(62) }],
    ['64 digits', { installationId: '1'.repeat(64) }],
    ['letters', { installationId: `${'1'.repeat(62)}O` }],
    ['digits of another script', { installationId: '١'.repeat(63) }],
    ['eight groups', { installationId: Array.from({ length: 8 }, () => '1234567') }],
    ['groups of six', { installationId: Array.from({ length: 9 }, () => '123456') }],
    ['more than an ID', { installationId: '1'.repeat(63), keyed: [] }],
    ['a list', ['1'.repeat(63)]],
    ['null', null],
  ])('%s in the body is answered 400', async (_what, body) => {
    const answer = await api.post(body)
    expect(answer).toMatchObject({
      status: 400,
      type: 'application/problem+json; charset=utf-8',
      body: { title: 'Bad Request', status: 400 },
    })
    expect(JSON.stringify(answer.body)).not.toMatch(/1111|١١/)
  })

  test('a body that is not JSON is answered 400, without repeating it', async () => {
    const answer = await api.send('{ "installationId": "0967630', 'application/json')
    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.body)).not.toContain('0967630')
  })

  test('no body at all is answered 400', async () => {
    expect(await api.ask('POST')).toMatchObject({ status: 400 })
  })

  test('more than 16 kB is answered 413, just 16 kB is read', async () => {
    const padded = (bytes: number): string =>
      JSON.stringify({ installationId: 'x' }).padEnd(bytes, ' ')
    expect(await api.send(padded(16 * 1024 + 1), 'application/json')).toMatchObject({ status: 413 })
    expect(await api.send(padded(16 * 1024), 'application/json')).toMatchObject({ status: 400 })
    expect(await api.send(padded(2_000_000), 'application/json')).toMatchObject({ status: 413 })
  })

  test('any other type than JSON is answered 415', async () => {
    const body = JSON.stringify({ installationId: installationId.join('') })
    expect(await api.send(body, 'text/plain')).toMatchObject({ status: 415 })
    expect(await api.send(body, 'application/x-www-form-urlencoded')).toMatchObject({ status: 415 })
    expect(await api.send(body, 'application/json; charset=latin1')).toMatchObject({ status: 415 })
    expect(await api.send(body, 'application/json; charset=utf-8')).toMatchObject({ status: 200 })
  })

  test('another method is answered 405, another place 404', async () => {
    expect(await api.ask('GET')).toMatchObject({ status: 405, allow: 'POST' })
    expect(await api.ask('GET', '/nowhere')).toMatchObject({ status: 404 })
  })
})

test('no answer may be kept by anybody on the way', async () => {
  const answers = [
    await api.post({ installationId: installationId.join('') }),
    await api.post({}),
    await api.ask('GET'),
  ]
  expect(answers.map(({ cache }) => cache)).toEqual(['no-store', 'no-store', 'no-store'])
})

describe('the rate', () => {
  test('an address that asks more often is told when to come back', async () => {
    const limited = await serve(line.core, 3)
    const answers = []
    for (let nth = 0; nth < 4; nth += 1) answers.push(await limited.post({}))
    await limited.close()
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 429])
    const wait = Number(answers[3]?.retryAfter)
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(60)
  })

  test('0 means without limit', async () => {
    const statuses = new Set<number>()
    for (let nth = 0; nth < 80; nth += 1) statuses.add((await api.post({})).status)
    expect([...statuses]).toEqual([400])
  })
})

describe('when something fails here', () => {
  test.each([
    ['the ledger', new Fault('database-unusable', 'the disk is full'), 503],
    ['anything else', new Error('a secret reason'), 500],
  ])('%s: the caller learns nothing of it, the log does', async (_what, error, status) => {
    const failing = await serve({ ...line.core, activate: () => Promise.reject(error) })
    const answer = await failing.post({ installationId: installationId.join('') })
    const { reported } = failing
    await failing.close()
    expect(answer.status).toBe(status)
    expect(JSON.stringify(answer.body)).not.toMatch(/disk|secret/)
    expect(reported.at(-1)).toBe(error)
  })
})

type Answer = {
  readonly status: number
  readonly type: string | null
  readonly cache: string | null
  readonly allow: string | null
  readonly retryAfter: string | null
  readonly body: unknown
}

type Served = {
  readonly post: (body: unknown) => Promise<Answer>
  readonly send: (body: string, type: string) => Promise<Answer>
  readonly ask: (method: string, path?: string) => Promise<Answer>
  readonly reported: readonly unknown[]
  readonly close: () => Promise<void>
}

async function serve(core: ActivationCore, ratePerMinute = 0): Promise<Served> {
  const { ask: request, reported, close } = await serveApi({ core, ratePerMinute })
  const ask = async (path: string, how: Ask): Promise<Answer> => {
    const { status, headers, body } = await request(path, how)
    return {
      status,
      type: headers.get('content-type'),
      cache: headers.get('cache-control'),
      allow: headers.get('allow'),
      retryAfter: headers.get('retry-after'),
      body,
    }
  }
  const send: Served['send'] = (body, type) =>
    ask('/activations', { headers: { 'content-type': type }, body })
  return {
    send,
    post: (body) => send(JSON.stringify(body), 'application/json'),
    ask: (method, path = '/activations') => ask(path, { method }),
    reported,
    close,
  }
}

function threeAndFour(group: string): string {
  return `${group.slice(0, 3)} ${group.slice(3)}`
}

/** The product has 12 bits after the three of the version, and the serial 30 after them. */
function serialOf(id: InstallationId): number {
  const value = BigInt(id.map((group) => group.slice(0, 6)).join(''))
  return Number(BigInt.asUintN(30, value >> 134n))
}
