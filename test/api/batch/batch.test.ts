import { once } from 'node:events'
import { request } from 'node:http'
import { duplexPair } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { ActivationCore } from '../../../src/base/activation.ts'
import type { InstallationId } from '../../../src/base/brand.ts'
import { Fault } from '../../../src/base/faults.ts'
import { firstOf, machine, product } from '../../activation/line.ts'
import { temporaryFolders } from '../../stores/temporary-folder.ts'
import { type Office, openOffice } from '../serve.ts'

const newFolder = temporaryFolders()
const path = '/activations/batch'
const ndjson = { 'content-type': 'application/x-ndjson' }

let office: Office
let token: string
beforeAll(async () => {
  office = await openOffice(newFolder())
  token = await office.tokenFor('batch')
})
afterAll(() => office.close())

let serial: number
beforeEach(async () => {
  serial = firstOf(await office.line.mint('mak', 20)).serial
})

const shows = (nth: number): InstallationId => office.line.shows({ product, serial }, machine(nth))
const lineFor = (nth: number): string => JSON.stringify({ installationId: shows(nth).join('') })
const send = async (body: string | Uint8Array, to = office) => {
  const answer = await to.ask(path, { token, body, headers: ndjson })
  return { ...answer, lines: linesOf(answer.text) }
}

type AnswerLine = { readonly line: number; readonly kind: string; readonly reason?: string }

function linesOf(text: string): readonly AnswerLine[] {
  const lines = text.split('\n')
  expect(lines.pop()).toBe('')
  return lines.map((one) => JSON.parse(one) as AnswerLine)
}

test('every machine is answered on its line, in order', async () => {
  const order = [3, 1, 2, 1]
  const { status, headers, lines } = await send(`${order.map(lineFor).join('\n')}\n`)
  expect(status).toBe(200)
  expect(headers.get('content-type')).toContain('application/x-ndjson')
  expect(headers.get('cache-control')).toBe('no-store')
  const expected = []
  for (const [index, nth] of order.entries()) {
    const installationId = shows(nth)
    const result = await office.line.core.activate({ installationId, licences: [] })
    const { confirmationId, keyClass, caseNumber } = result as typeof result & {
      kind: 'confirmed'
    }
    expected.push({
      line: index + 1,
      kind: 'confirmed',
      installationId: [...installationId],
      confirmationId,
      keyClass,
      reactivation: index === 3,
      caseNumber,
    })
  }
  expect(lines).toEqual(expected)
  expect(await office.line.ledger.key({ product, serial })).toMatchObject({ used: 3 })
})

test('a bad line is refused with a reason, and the rest goes on', async () => {
  const wrong = shows(1)
    .join('')
    .replace(/.$/, (last) => String((Number(last) + 1) % 10))
  const forged = office.line.shows({ product, serial: serial + 1 }, machine(1)).join('')
  const body = [
    lineFor(1),
    'rubbish',
    '',
    JSON.stringify({ installationId: wrong }),
    JSON.stringify({ installationId: forged }),
    JSON.stringify({ installationId: [...shows(2)], label: 'in the hall' }),
    JSON.stringify({ installationId: shows(2).join(''), label: 'x'.repeat(2_000) }),
    JSON.stringify({ installationId: shows(2).join(''), 'secret-7654321': 1 }),
    '[]',
    'null',
    '['.repeat(1_000),
    JSON.stringify({ installationId: "' or 1=1; --" }),
    lineFor(3).slice(0, 40),
  ].join('\n')
  const { lines, text } = await send(body)
  expect(lines.map(({ line, kind, reason }) => [line, reason ?? kind])).toEqual([
    [1, 'confirmed'],
    [2, 'not-json'],
    [4, 'check-digit'],
    [5, 'unknown-key'],
    [6, 'confirmed'],
    [7, 'line-too-long'],
    [8, 'not-a-request'],
    [9, 'not-a-request'],
    [10, 'not-a-request'],
    [11, 'not-json'],
    [12, 'not-a-request'],
    [13, 'half-written'],
  ])
  expect(lines[2]).toMatchObject({ group: 9 })
  expect(text).not.toMatch(/rubbish|hall|7654321|or 1=1|xxx/)
  expect(await office.line.ledger.key({ product, serial })).toMatchObject({ used: 2 })
})

test('a last line needs no end, and bytes that are no text are refused', async () => {
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe, 10]), Buffer.from(lineFor(1))])
  const { lines } = await send(bytes)
  expect(lines).toMatchObject([
    { line: 1, reason: 'not-json' },
    { line: 2, kind: 'confirmed' },
  ])
})

test('nothing is answered with nothing', async () => {
  expect(await send('\n')).toMatchObject({ status: 200, text: '' })
  expect(await send('')).toMatchObject({ status: 200, text: '' })
})

test.each([
  [{ 'content-type': 'application/json' }],
  [{ 'content-type': 'text/plain' }],
  [{ ...ndjson, 'content-encoding': 'gzip' }],
])('a body as %j is answered 415', async (headers) => {
  const answer = await office.ask(path, { token, body: lineFor(1), headers })
  expect(answer).toMatchObject({ status: 415 })
})

test('without a token of its scope nothing is read', async () => {
  const other = await office.tokenFor('activations')
  const body = lineFor(1)
  expect(await office.ask(path, { body, headers: ndjson })).toMatchObject({ status: 401 })
  expect(await office.ask(path, { token: other, body, headers: ndjson })).toMatchObject({
    status: 403,
  })
  expect(await office.line.ledger.key({ product, serial })).toMatchObject({ used: 0 })
})

/** A core that refuses without thinking, or as it is told. */
function quick(activate: ActivationCore['activate']): Promise<Office> {
  const { ledger, keyring, core } = office.line
  const books = { ledger, keyring, ...office.store }
  return openOffice(newFolder(), { core: { ...core, activate }, books })
}

const forged = { kind: 'refused', reason: 'forged' } as const

describe('ten thousand lines', () => {
  test('are answered, and the one after is the last', async () => {
    const api = await quick(async () => forged)
    const { lines } = await send(`${lineFor(1)}\n`.repeat(10_005), api)
    await api.close()
    expect(lines).toHaveLength(10_001)
    expect(lines[9_999]).toMatchObject({ line: 10_000, reason: 'forged' })
    expect(lines[10_000]).toEqual({ line: 10_001, kind: 'refused', reason: 'too-many-lines' })
  })
})

test('all may be sent before anything is read, however little is kept on the way', async () => {
  const api = await quick(async () => forged)
  const [client, end] = duplexPair()
  api.server.emit('connection', end)
  const body = `${lineFor(1)}\n`.repeat(5_000)
  const head = [
    `POST /api/v1${path} HTTP/1.1`,
    'host: line.example',
    'connection: close',
    `authorization: Bearer ${token}`,
    'content-type: application/x-ndjson',
    `content-length: ${body.length}`,
  ].join('\r\n')
  for (const piece of [`${head}\r\n\r\n`, ...(body.match(/[^]{1,8192}/g) ?? [])]) {
    await new Promise<void>((resolve) => client.write(piece, () => resolve()))
  }
  const answer = await text(client)
  await api.close()
  expect(answer.match(/"line":\d+,/g)).toHaveLength(5_000)
})

test('each line is answered as soon as it is settled', async () => {
  const { outgoing, answered } = open(office)
  outgoing.write(`${lineFor(1)}\n`)
  const response = await answered
  const read = response[Symbol.asyncIterator]()
  const first = await read.next()
  outgoing.end(`${lineFor(2)}\n`)
  const second = await read.next()
  expect(linesOf(String(first.value))).toMatchObject([{ line: 1, kind: 'confirmed' }])
  expect(linesOf(String(second.value))).toMatchObject([{ line: 2, kind: 'confirmed' }])
})

test('a client that goes away stops the work, and is no fault', async () => {
  let begun = 0
  let wake = (): void => {}
  const opened = new Promise<void>((resolve) => (wake = resolve))
  let letGo = (): void => {}
  const gate = new Promise<void>((resolve) => (letGo = resolve))
  const api = await quick(async () => {
    begun += 1
    if (begun === 4) wake()
    await gate
    return forged
  })
  const gone = new Promise((resolve) => {
    api.server.once('request', (_asked, response) => response.once('close', resolve))
  })
  const { outgoing } = open(api)
  outgoing.on('error', () => {})
  outgoing.write(`${lineFor(1)}\n`.repeat(100))
  await opened
  outgoing.destroy()
  await gone
  letGo()
  for (let times = 0; times < 5; times += 1) await api.ask('/health')
  const { reported } = api
  await api.close()
  expect(begun).toBe(4)
  expect(reported).toEqual([])
})

test('when the books fail, the line says so and the rest is left to be sent again', async () => {
  let begun = 0
  const api = await quick(async () => {
    begun += 1
    if (begun === 2) throw new Fault('database-unusable', 'the disk is full')
    return forged
  })
  const { lines, text } = await send(`${lineFor(1)}\n`.repeat(50), api)
  const { reported } = api
  await api.close()
  expect(lines.map(({ line, reason }) => [line, reason])).toEqual([
    [1, 'forged'],
    [2, 'unavailable'],
  ])
  expect(text).not.toContain('disk')
  expect(reported).toHaveLength(1)
  expect(begun).toBeLessThan(10)
})

test('a fifth batch at a time is asked to come back', async () => {
  let letGo = (): void => {}
  const gate = new Promise<void>((resolve) => (letGo = resolve))
  const api = await quick(async () => {
    await gate
    return forged
  })
  const running = []
  for (let nth = 0; nth < 4; nth += 1) {
    const { outgoing, answered } = open(api)
    outgoing.end(`${lineFor(1)}\n`)
    const response = await answered
    running.push(once(response, 'end'))
    response.resume()
  }
  const fifth = await api.ask(path, { token, body: lineFor(1), headers: ndjson })
  letGo()
  await Promise.all(running)
  const after = await send(lineFor(1), api)
  await api.close()
  expect(fifth).toMatchObject({ status: 429 })
  expect(Number(fifth.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(after.status).toBe(200)
})

type Open = {
  readonly outgoing: ReturnType<typeof request>
  readonly answered: Promise<NodeJS.ReadableStream>
}

/** A request whose body is written by hand. */
function open(to: Office): Open {
  const outgoing = request(to.url + path, {
    method: 'POST',
    headers: { ...ndjson, authorization: `Bearer ${token}` },
  })
  const answered = new Promise<NodeJS.ReadableStream>((resolve) => {
    outgoing.once('response', resolve)
  })
  return { outgoing, answered }
}
