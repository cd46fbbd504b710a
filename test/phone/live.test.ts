import { once } from 'node:events'
import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import express from 'express'
import { WebSocket } from 'ws'
import type { FromPage, ToPage } from '../../src/phone/live-protocol.ts'
import { mountPhone, type LivePhone } from '../../src/phone/live.ts'

type Running = {
  readonly base: string
  readonly ended: Promise<string>
  readonly stop: () => Promise<void>
}

const number = '+31200123456'
let running: Running | undefined

afterEach(async () => {
  await running?.stop()
  running = undefined
})

/** A line that asks for three keys and says them back, with the telephone beside it. */
async function run(pages = builtPage(), atMostCalls = 3): Promise<Running> {
  const app = express()
  const server: Server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const ended = Promise.withResolvers<string>()

  app.use(express.urlencoded({ extended: false }))
  app.post('/twilio/voice', (_request, response) => {
    const gather = `<Gather numDigits="3" timeout="3600" action="${base}/keys"><Say language="nl-NL">Toets drie cijfers.</Say></Gather>`
    response.type('xml').send(`<Response>${gather}</Response>`)
  })
  app.post('/keys', (request, response) => {
    const { Digits: digits } = request.body as Readonly<Record<string, string>>
    response.type('xml').send(`<Response><Say language="nl-NL">Dank u: ${digits}.</Say></Response>`)
  })
  app.post('/twilio/voice/status', (request, response) => {
    ended.resolve(String((request.body as Readonly<Record<string, string>>).From))
    response.sendStatus(204)
  })
  const phone: LivePhone = mountPhone({
    line: { url: base, token: 'token-of-this-test', accountSid: `AC${'0'.repeat(32)}` },
    pages,
    product: { number: 42, name: 'Example Office', publicKey: '00' },
    productKey: 'XXXXX',
    numbers: [{ number, country: 'NL', languages: ['nl'] }],
    fastest: 50,
    atMostCalls,
  })
  app.use('/phone', phone.router)
  server.on('upgrade', (request, socket, head) => {
    if (!phone.upgrade(request, socket, head)) socket.destroy()
  })
  running = {
    base,
    ended: ended.promise,
    stop: async () => {
      await phone.close()
      server.closeAllConnections()
      server.close()
    },
  }
  return running
}

function builtPage(): string {
  const folder = mkdtempSync(join(tmpdir(), 'page-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'assets', 'a.js'), 'let a')
  writeFileSync(join(folder, 'index.html'), '<script nonce="NONCE-OF-THIS-ANSWER"></script>')
  return folder
}

type Page = {
  readonly send: (message: FromPage) => void
  readonly hear: (kind: ToPage['kind']) => Promise<ToPage>
  readonly heard: readonly ToPage[]
  readonly closed: Promise<number>
  readonly close: () => void
}

/** A page that says everything at once and answers that it was spoken; a slow one is still at it. */
async function open(base: string, speed = 50, slow = false): Promise<Page> {
  const address = `${base.replace('http', 'ws')}/phone/call?speed=${speed}`
  const socket = new WebSocket(address, { origin: base })
  const heard: ToPage[] = []
  const waiting = new Set<() => void>()
  const send = (message: FromPage): void => socket.send(JSON.stringify(message))
  socket.on('message', (data) => {
    const message = JSON.parse(data instanceof Buffer ? data.toString() : '') as ToPage
    heard.push(message)
    if (message.kind === 'said' && !slow) send({ kind: 'spoken', id: message.id })
    for (const look of waiting) look()
  })
  const closed = once(socket, 'close').then(([code]) => Number(code))
  await once(socket, 'open')
  return {
    send,
    heard,
    closed,
    close: () => socket.close(),
    hear: (kind) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = heard.find((message) => message.kind === kind)
          if (found !== undefined) resolve(found)
        }
        waiting.add(look)
        look()
      }),
  }
}

const dial: FromPage = { kind: 'dial', to: number, caller: '004217', device: 'telephone' }

describe('a call from a page', () => {
  test('rings, asks, takes the keys, answers and ends', async () => {
    const { base } = await run()
    const page = await open(base)
    page.send(dial)
    await page.hear('listening')
    for (const key of ['4', '0', '7'] as const) page.send({ kind: 'key', key })
    await page.hear('ended')
    const texts = page.heard.flatMap((message) =>
      message.kind === 'said' ? message.parts.map((part) => ('text' in part ? part.text : '')) : [],
    )
    expect(texts).toEqual(['Toets drie cijfers.', 'Dank u: 407.'])
    expect(page.heard[0]).toEqual({ kind: 'ringing' })
    expect(page.heard.at(-1)).toEqual({ kind: 'ended', reason: 'line' })
    expect(await page.closed).toBe(1000)
  })

  test('a page that goes away has hung up, and the line is told', async () => {
    const { base, ended } = await run()
    const page = await open(base)
    page.send(dial)
    await page.hear('listening')
    page.close()
    expect(await ended).toBe('+99900004217')
  })

  test('a key stops what is being said, and the page is told', async () => {
    const { base } = await run()
    const page = await open(base, 50, true)
    page.send(dial)
    const said = await page.hear('said')
    page.send({ kind: 'key', key: '4' })
    expect(await page.hear('stopped')).toEqual({
      kind: 'stopped',
      id: said.kind === 'said' ? said.id : 0,
    })
  })

  test('is as slow as a real one where the page asks for nothing else', async () => {
    const { base } = await run()
    const page = await open(base, Number.NaN)
    page.send(dial)
    const said = await page.hear('said')
    expect(said).toMatchObject({ ms: expect.any(Number) })
    expect(said.kind === 'said' ? said.ms : 0).toBeGreaterThan(1000)
  }, 15_000)
})

describe('what the telephone refuses', () => {
  test('a socket from another site', async () => {
    const { base } = await run()
    const address = `${base.replace('http', 'ws')}/phone/call`
    const socket = new WebSocket(address, { origin: 'https://elsewhere.example' })
    const [error] = await once(socket, 'error')
    expect(String(error)).toContain('403')
  })

  test.each([
    ['what is no message', 'hello', 1008],
    ['a key that no keypad has', '{"kind":"key","key":"A"}', 1008],
    ['a number that is not its own', JSON.stringify({ ...dial, to: '+31201111111' }), 1000],
  ])('%s', async (_title, text, code) => {
    const { base } = await run()
    const page = await open(base)
    page.send(JSON.parse(text === 'hello' ? '"hello"' : text) as FromPage)
    expect(await page.closed).toBe(code)
    expect(page.heard).toEqual([])
  })

  test('more calls than it takes at a time', async () => {
    const { base } = await run(builtPage(), 1)
    const first = await open(base)
    first.send(dial)
    await first.hear('ringing')
    const second = await open(base)
    expect(await second.hear('ended')).toEqual({ kind: 'ended', reason: 'busy' })
    expect(await second.closed).toBe(1013)
  })
})

describe('the page', () => {
  test('comes with a policy that lets only its own scripts and styles run', async () => {
    const { base } = await run()
    const answer = await fetch(`${base}/phone/`)
    const policy = answer.headers.get('content-security-policy') ?? ''
    const [nonce] = /(?<='nonce-)[^']+/.exec(policy) ?? []
    expect(policy).toMatch(/^default-src 'none'; script-src 'self';/)
    expect(await answer.text()).toBe(`<script nonce="${nonce}"></script>`)
    const again = await fetch(`${base}/phone/`)
    expect(again.headers.get('content-security-policy')).not.toBe(policy)
  })

  test('is found without its last slash too', async () => {
    const { base } = await run()
    const answer = await fetch(`${base}/phone?speed=20`, { redirect: 'manual' })
    expect(answer.headers.get('location')).toBe('/phone/?speed=20')
  })

  test('learns what it needs, and no token', async () => {
    const { base } = await run()
    const text = await (await fetch(`${base}/phone/demo.json`)).text()
    expect(JSON.parse(text)).toMatchObject({
      product: { number: 42, name: 'Example Office' },
      fastest: 50,
      numbers: [{ number, country: 'NL', shown: '+31 20 012 3456' }],
    })
    expect(text).not.toContain('token-of-this-test')
  })

  test('says what to do where it was never built', async () => {
    const { base } = await run(join(tmpdir(), 'no-such-page'))
    const answer = await fetch(`${base}/phone/`)
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain('npm run build:pages')
  })
})
