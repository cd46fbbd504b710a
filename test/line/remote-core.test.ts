import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Country, E164 } from '../../src/base/brand.ts'
import type { Production } from '../../src/config.ts'
import { parseInstallationId } from '../../src/identifiers/installation-id.ts'
import { loadConfiguration } from '../../src/line/configuration.ts'
import { openLine, type RunningLine } from '../../src/line/open-line.ts'
import {
  createUnderstanding,
  readSpokenLocales,
  tellStory,
  transcriptOf,
  type Story,
} from '../../src/phone/index.ts'
import { confirm } from '../../src/wizard/confirm.ts'
import { type LineBehindHttp, openLineBehindHttp } from '../activation/behind-http.ts'
import { firstOf, machine } from '../activation/line.ts'
import { answers, openService } from '../activation/remote/service.ts'
import { temporaryAddresses } from '../stores/engines.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { startLine } from '../support/line-process.ts'
import { usualOperators } from '../operators/usual-policy.ts'

const newAddress = temporaryAddresses('sqlite')
const newFolder = temporaryFolders()
const number = '+31201234567' as E164
const authToken = 'token-of-this-test'
const understand = createUnderstanding(readSpokenLocales('locales'))

/** The publisher's service; the line before it has no key and no books. */
let behind: LineBehindHttp
const running: RunningLine[] = []
beforeEach(async () => {
  behind = await openLineBehindHttp(await newAddress())
})
afterEach(async () => {
  for (const line of running.splice(0)) await line.close()
  await behind.close()
})

async function open(
  token = behind.token,
  url = behind.served.url.replace('/api/v1', ''),
): Promise<RunningLine> {
  const settings: Production = {
    mode: 'production',
    port: 0,
    publicUrl: 'https://line.example',
    core: { kind: 'remote', url, token },
    accountSid: undefined,
    authTokens: [authToken],
    numbersFile: '',
    phone: false,
    database: { kind: 'sqlite', file: join(newFolder(), 'line.db') },
    logLevel: 'silent',
    apiRatePerMinute: 0,
    traces: false,
    operators: usualOperators,
    drainInMs: 0,
  }
  const line = await openLine({
    ...loadConfiguration({}),
    settings,
    numbers: [{ number, country: 'NL' as Country, kind: 'voice', licences: [] }],
  })
  running.push(line)
  return line
}

const call = (line: RunningLine, ids: readonly (readonly string[])[]): Promise<Story> =>
  tellStory({
    caller: 'fluent',
    seed: 1,
    line: {
      url: line.access.publicUrl,
      token: authToken,
      accountSid: line.access.accountSid,
      via: `http://127.0.0.1:${line.port}`,
    },
    from: '+31612345678',
    to: number,
    ids,
    understand,
  })

/** What the line said, and what the caller keyed. */
const heard = ({ calls }: Story): { readonly line: string; readonly caller: string } => {
  const lines = calls.flatMap(({ events }) => transcriptOf(events))
  const of = (who: 'line' | 'caller'): string =>
    lines.flatMap((one) => (one.who === who ? one.text : [])).join('\n')
  return { line: of('line'), caller: of('caller') }
}

const unable = 'Activeren lukt op dit moment niet.'

describe('a line before a publisher’s own core', () => {
  test('takes a call that ends with an answer the software accepts', async () => {
    const key = firstOf(await behind.mint('mak', 3))
    const id = behind.shows(key, machine(1))
    const story = await call(await open(), [id])
    expect(story.outcome).toBe('confirmed')
    const installation = parseInstallationId(id)
    if (installation.kind === 'refused') throw new Error('the ID is none')
    const { publicKey } = firstOf(await behind.ledger.products())
    const answer = story.notes.answers[0] ?? []
    expect(confirm(installation, publicKey, answer)).toMatchObject({ kind: 'activated' })
    expect(await behind.ledger.key(key)).toMatchObject({ used: 1 })
  }, 20_000)

  test('says before anything is keyed that it cannot activate, while its core is down', async () => {
    const line = await open()
    await behind.served.close()
    const id = behind.shows(firstOf(await behind.mint('mak', 3)), machine(1))
    const { line: words, caller } = heard(await call(line, [id]))
    expect(words).toContain(unable)
    expect(caller).toBe('')
  }, 20_000)

  test('says so too when its token is not the right one', async () => {
    const line = await open('another-token-than-the-service-has')
    const id = behind.shows(firstOf(await behind.mint('mak', 3)), machine(1))
    const { line: words, caller } = heard(await call(line, [id]))
    expect(words).toContain(unable)
    expect(caller).toBe('')
  }, 20_000)

  test('says that it cannot go on to whoever has keyed an ID already when its core is gone, and ends', async () => {
    const service = await openService()
    service.will((response, asked) =>
      asked.path.endsWith('/health')
        ? answers(200, { status: 'ready' })(response, asked)
        : void response.destroy(),
    )
    const line = await open(behind.token, service.url)
    const id = behind.shows(firstOf(await behind.mint('mak', 3)), machine(1))
    const story = await call(line, [id])
    await service.close()
    expect(story.outcome).toBe('open')
    expect(heard(story).line).toContain('Er ging bij ons iets mis, en ik kan nu niet verder')
    expect(story.calls.map(({ reason }) => reason)).toEqual(['line'])
  }, 30_000)

  test('hands its API through to the core, and has none for keys', async () => {
    const { port } = await open()
    const api = `http://127.0.0.1:${port}/api/v1`
    const key = firstOf(await behind.mint('mak', 3))
    const post = (path: string, body: object): Promise<Response> =>
      fetch(api + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const asked = await post('/activations', { installationId: behind.shows(key, machine(1)) })
    expect([asked.status, await asked.json()]).toEqual([
      200,
      {
        kind: 'confirmed',
        confirmationId: expect.any(Array),
        keyClass: 'mak',
        reactivation: false,
        caseNumber: expect.any(String),
      },
    ])
    const again = await post('/releases', { releaseId: behind.shows(key, machine(2), 2) })
    expect(await again.json()).toMatchObject({ kind: 'released' })
    expect((await fetch(`${api}/health`)).status).toBe(200)
    expect((await fetch(`${api}/products`)).status).toBe(404)
    await behind.served.close()
    const down = await post('/activations', { installationId: behind.shows(key, machine(1)) })
    expect(down.status).toBe(503)
    expect((await fetch(`${api}/health`)).status).toBe(503)
  }, 20_000)
})

test('a token that its core does not take is named in the log once, and never itself', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'numbers.yaml'), '- { number: "+31201234567", country: NL }\n')
  const token = 'another-token-than-the-service-has'
  const line = startLine(folder, {
    PORT: '0',
    PUBLIC_URL: 'https://line.example',
    TWILIO_AUTH_TOKEN: authToken,
    NUMBERS_FILE: 'numbers.yaml',
    DATABASE_URL: 'sqlite:line.db',
    CORE_URL: behind.served.url.replace('/api/v1', ''),
    CORE_TOKEN: token,
  })
  const port = /"port":(\d+)/.exec(await line.printed(/the line is open/))?.[1]
  await line.printed(/the activation core cannot be used/)
  for (let times = 0; times < 2; times += 1)
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(503)
  line.signal('SIGTERM')
  const { status, out, err } = await line.ended
  expect(status).toBe(0)
  expect(out.match(/core-unusable/g)).toHaveLength(1)
  expect(out).toContain('It refuses the token of this line (401): see CORE_TOKEN')
  expect(out + err).not.toContain(token)
  expect(readdirSync(folder).toSorted()).toEqual(['line-calls.db', 'numbers.yaml'])
}, 30_000)
