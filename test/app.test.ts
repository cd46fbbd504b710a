import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { Router } from 'express'
import { WebSocket } from 'ws'
import { createApp } from '../src/app.ts'
import type { Country, E164 } from '../src/base/brand.ts'
import { loadConfiguration, type Configuration } from '../src/line/configuration.ts'
import type { Production } from '../src/config.ts'
import { createKeyring } from '../src/activation/keyring.ts'
import { openLine, type RunningLine } from '../src/line/open-line.ts'
import { listen, stopListening } from '../src/line/listen.ts'
import { prepareDemo, type DemoSet } from '../src/line/demo.ts'
import { parseInstallationId } from '../src/identifiers/installation-id.ts'
import {
  createUnderstanding,
  readSpokenLocales,
  tellStory,
  type Story,
} from '../src/phone/index.ts'
import { houseOf } from '../src/line/served.ts'
import { openLedger } from '../src/stores/ledger/ledger.ts'
import { openDatabase } from '../src/stores/open-database.ts'
import { createLog } from '../src/telemetry/log.ts'
import { createMetrics } from '../src/telemetry/metrics.ts'
import { confirm } from '../src/wizard/confirm.ts'
import { createWording } from '../src/wording/create-wording.ts'
import { temporaryFolders } from './stores/temporary-folder.ts'
import { freshLimits } from './support/limits.ts'
import { usualOperators } from './operators/usual-policy.ts'

const newFolder = temporaryFolders()
const number = '+31201234567' as E164
const masterKey = randomBytes(32)
const understand = createUnderstanding(readSpokenLocales('locales'))

const running: RunningLine[] = []
afterEach(async () => {
  for (const line of running.splice(0)) await line.close()
})

/** A production line on a port of its own, with what a demo would have in its ledger. */
async function open(rest: Partial<Production> = {}): Promise<{
  readonly line: RunningLine
  readonly base: string
  readonly set: DemoSet
}> {
  const settings: Production = {
    mode: 'production',
    port: 0,
    publicUrl: 'https://line.example',
    core: { kind: 'ledger', masterKeys: [masterKey] },
    accountSid: undefined,
    authTokens: ['token-of-this-test'],
    numbersFile: '',
    phone: false,
    database: { kind: 'sqlite', file: join(newFolder(), 'line.db') },
    logLevel: 'silent',
    apiRatePerMinute: 0,
    traces: false,
    operators: usualOperators,
    drainInMs: 0,
    ...rest,
  }
  const database = await openDatabase(settings.database)
  const set = await prepareDemo({
    ledger: await openLedger(database),
    keyring: createKeyring([masterKey]),
    now: Date.now,
    by: 'test',
  })
  await database.destroy()
  const configuration: Configuration = {
    ...loadConfiguration({}),
    settings,
    numbers: [{ number, kind: 'voice', country: 'NL' as Country, licences: ['mak'] }],
  }
  const line = await openLine(configuration)
  running.push(line)
  return { line, base: `http://127.0.0.1:${line.port}`, set }
}

const call = ({ line, set }: Awaited<ReturnType<typeof open>>, seed: number): Promise<Story> =>
  tellStory({
    caller: 'fluent',
    seed,
    line: {
      url: line.access.publicUrl,
      token: 'token-of-this-test',
      accountSid: line.access.accountSid,
      via: `http://127.0.0.1:${line.port}`,
    },
    from: '+31612345678',
    to: number,
    ids: [set.installationId],
    understand,
  })

describe('a running line', () => {
  test('takes a call that ends with an answer the software accepts, twice the same', async () => {
    const opened = await open()
    const story = await call(opened, 1)
    expect(story.outcome).toBe('confirmed')
    const installation = parseInstallationId(opened.set.installationId)
    if (installation.kind === 'refused') throw new Error('the ID is none')
    const { publicKey } = opened.set.product
    expect(confirm(installation, publicKey, story.notes.answers[0] ?? [])).toMatchObject({
      kind: 'activated',
      healed: false,
    })
    const again = await call(opened, 2)
    expect(again.notes.answers).toEqual(story.notes.answers)
  }, 20_000)

  test('answers the same over its API', async () => {
    const opened = await open()
    const story = await call(opened, 3)
    const response = await fetch(`${opened.base}/api/v1/activations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ installationId: opened.set.installationId.join('') }),
    })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      kind: 'confirmed',
      confirmationId: story.notes.answers[0],
      reactivation: true,
    })
  }, 20_000)

  test('says that it lives, and that all its parts are ready', async () => {
    const { base } = await open()
    expect((await fetch(`${base}/livez`)).status).toBe(200)
    const ready = await fetch(`${base}/readyz`)
    expect(ready.status).toBe(200)
    const parts = { open: 'ready', core: 'ready', calls: 'ready' }
    expect(await ready.json()).toEqual({ ready: true, parts })
    const one = await fetch(`${base}/readyz/open`)
    expect(await one.json()).toEqual({ ready: true, parts: { open: 'ready' } })
    expect((await fetch(`${base}/readyz/shut`)).status).toBe(404)
  })

  test('counts its calls by country, without a digit of anybody’s', async () => {
    const opened = await open()
    await call(opened, 4)
    const metrics = await (await fetch(`${opened.base}/metrics`)).text()
    expect(metrics).toContain('activation_line_calls_total{country="NL"} 1')
    expect(metrics).toMatch(
      /activation_line_calls_ended_total{country="NL",outcome="[a-z-]+",state="[a-z-]+"} 1/,
    )
    const labels = metrics.match(/activation_line[^\n]*{[^}]*}/g) ?? []
    expect(labels.length).toBeGreaterThan(3)
    expect(labels.join('\n')).not.toMatch(/\d{4}/)
  }, 20_000)

  test('has no simulated telephone in production, unless it is asked for', async () => {
    const { base } = await open()
    for (const path of ['/phone', '/phone/', '/phone/demo.json', '/'])
      expect((await fetch(`${base}${path}`)).status).toBe(404)
    const { base: withPhone } = await open({ phone: true })
    expect((await fetch(`${withPhone}/phone/demo.json`)).status).toBe(200)
  })

  test('refuses a webhook that is not signed', async () => {
    const { base } = await open({ phone: true })
    const body = new URLSearchParams({ CallSid: 'CA1', To: number })
    const response = await fetch(`${base}/twilio/voice`, { method: 'POST', body })
    expect(response.status).toBe(403)
    expect(response.headers.get('x-powered-by')).toBeNull()
  })

  test('says nothing about itself to who asks for what is not there', async () => {
    const { base } = await open()
    const response = await fetch(`${base}/no-such-page`)
    expect(response.status).toBe(404)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('closes a socket that nobody takes', async () => {
    const { base } = await open()
    const socket = new WebSocket(`${base.replace('http', 'ws')}/phone/call`)
    const failed = await new Promise((resolve) => {
      socket.on('error', resolve)
    })
    expect(String(failed)).toContain('hang up')
  })
})

test('what fails in a page is told to nobody but the log', async () => {
  const { scripts, locales } = loadConfiguration({})
  const lines: string[] = []
  const refusal = { kind: 'refused', reason: 'unknown-key' } as const
  const app = createApp({
    calls: { conduct: async () => ({ kind: 'over' }), hangUp: async () => undefined },
    texts: {
      ring: async () => ({ kind: 'over' }),
      answer: async () => ({ kind: 'over' }),
      hangUp: async () => undefined,
    },
    load: { isTooMuchFor: () => false, during: (work) => work() },
    core: {
      read: async () => ({ kind: 'unreadable', groups: [] }),
      activate: async () => refusal,
      release: async () => refusal,
      requestExtension: async () => refusal,
      health: async () => 'unable',
    },
    wording: createWording(locales),
    numbers: new Map(),
    house: houseOf(scripts, []),
    heldKey: new Uint8Array(32),
    publicUrl: 'https://line.example',
    authTokens: [],
    apiRatePerMinute: 0,
    limits: freshLimits(),
    phone: {
      router: Router().use(() => {
        throw new Error('private: 1234567')
      }),
    },
    checks: { core: async () => false },
    log: createLog({ level: 'error', destination: { write: (line) => void lines.push(line) } }),
    metrics: createMetrics(),
  })
  const server = createServer(app)
  const port = await listen(server, { port: 0, host: '127.0.0.1' })
  const failed = await fetch(`http://127.0.0.1:${port}/phone/`)
  const unready = await fetch(`http://127.0.0.1:${port}/readyz`)
  await stopListening(server, 0)
  expect([failed.status, await failed.text()]).toEqual([500, 'Something failed here.\n'])
  expect(lines.join('')).toContain('a request failed')
  expect(lines.join('')).not.toContain('1234567')
  expect([unready.status, await unready.json()]).toEqual([
    503,
    { ready: false, parts: { core: 'unable' } },
  ])
})
