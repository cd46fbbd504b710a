import { createServer, type Server } from 'node:http'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import twilio from 'twilio'
import { createKeyring } from '../../src/activation/keyring.ts'
import { makeInstallationId } from '../../src/identifiers/installation-id.ts'
import { listen } from '../../src/line/listen.ts'
import { type LineProcess, startLine } from '../support/line-process.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'

type Value = { readonly stringValue?: string; readonly intValue?: number }
type Span = {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string
  readonly name: string
  readonly status: { readonly code?: number }
  readonly attributes: readonly { readonly key: string; readonly value: Value }[]
  readonly process: string
}

const newFolder = temporaryFolders()
const started: LineProcess[] = []
const servers: Server[] = []
afterEach(async () => {
  for (const line of started.splice(0)) {
    line.signal('SIGKILL')
    await line.ended
  }
  for (const server of servers.splice(0)) server.close()
})

/** Whoever takes spans: OTLP over HTTP, on this machine. */
async function openCollector(): Promise<{
  readonly url: string
  readonly spans: Span[]
  readonly bodies: string[]
}> {
  const spans: Span[] = []
  const bodies: string[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      if (request.url === '/v1/traces') bodies.push(body)
      spans.push(...spansIn(body))
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  servers.push(server)
  const port = await listen(server, { port: 0, host: '127.0.0.1' })
  return { url: `http://127.0.0.1:${port}`, spans, bodies }
}

function spansIn(body: string): readonly Span[] {
  const { resourceSpans } = JSON.parse(body)
  return resourceSpans.flatMap(
    (one: {
      resource: { attributes: Span['attributes'] }
      scopeSpans: { spans: Omit<Span, 'process'>[] }[]
    }) => {
      const process = valueOf(one.resource, 'service.instance.id')
      return one.scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ ...span, process })))
    },
  )
}

function valueOf(of: Pick<Span, 'attributes'>, name: string): string {
  const value = of.attributes.find(({ key }) => key === name)?.value
  return String(value?.stringValue ?? value?.intValue ?? '')
}

const token = 'token-of-this-test'
const number = '+31201234567'
const callSid = 'CA0123456789abcdef0123456789abcdef'
const masterKey = 'ab'.repeat(32)

/** Lines that share their stores: each is a process of its own. */
async function openLines(
  count: number,
  more: Readonly<Record<string, string>>,
): Promise<readonly { readonly line: LineProcess; readonly port: string }[]> {
  const folder = newFolder()
  writeFileSync(join(folder, 'numbers.yaml'), `- { number: "${number}", country: NL }\n`)
  const settings = {
    PORT: '0',
    PUBLIC_URL: 'https://line.example',
    TWILIO_AUTH_TOKEN: token,
    MASTER_KEY: masterKey,
    DATABASE_URL: 'sqlite:line.db',
    NUMBERS_FILE: 'numbers.yaml',
    DEMO: '1',
    DRAIN_SECONDS: '0',
    ...more,
  }
  const lines = []
  for (let opened = 0; opened < count; opened += 1) {
    const line = startLine(folder, settings)
    started.push(line)
    const printed = await line.printed(/the line is open/)
    lines.push({ line, port: /"port":(\d+)/.exec(printed)?.[1] ?? '' })
  }
  return lines
}

async function post(port: string, path: string, more: Record<string, string>): Promise<string> {
  const params = { CallSid: callSid, From: '+31612345678', To: number, ...more }
  const url = `https://line.example${path}`
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { 'x-twilio-signature': twilio.getExpectedTwilioSignature(token, url, params) },
    body: new URLSearchParams(params),
  })
  return response.text()
}

async function stop(lines: readonly { readonly line: LineProcess }[]): Promise<void> {
  for (const { line } of lines) {
    line.signal('SIGTERM')
    expect(await line.ended).toMatchObject({ status: 0 })
  }
}

/** Of the machine that calls: serial 1 of the product that a line with a telephone to try has. */
function machine(): readonly string[] {
  const secret = createKeyring([Buffer.from(masterKey, 'hex')]).first.keySecret(1000, 1)
  return makeInstallationId({
    product: 1000,
    serial: 1,
    secret,
    hardware: new Uint8Array(8).fill(3),
  })
}

describe('where traces are asked for', () => {
  test('a call that two lines take by turns is one trace, and nothing of it is told', async () => {
    const collector = await openCollector()
    const lines = await openLines(2, { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url })
    const [one, other] = lines.map(({ port }) => port) as [string, string]
    const digits = machine().join('')
    await post(one, '/twilio/voice', { CallStatus: 'ringing' })
    await post(other, '/twilio/voice/turn?turn=1', { Digits: '' })
    await post(one, '/twilio/voice/turn?turn=2', { Digits: digits })
    const block = await post(other, '/twilio/voice/turn?turn=3', { Digits: '#' })
    await post(one, '/twilio/voice/status', { CallStatus: 'completed' })
    // A line that closes sends what is left.
    await stop(lines)

    const { spans } = collector
    const turns = spans.filter(({ name }) => name === 'turn' || name === 'hang-up')
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1)
    expect(new Set(turns.map(({ parentSpanId }) => parentSpanId)).size).toBe(1)
    expect(new Set(turns.map((span) => span.process)).size).toBe(2)
    const said = turns.map((span) => {
      const facts = ['turn', 'state', 'miss', 'country']
      return facts.map((fact) => valueOf(span, `activation_line.${fact}`)).join(' ')
    })
    expect(said).toHaveLength(5)
    expect(new Set(said)).toEqual(
      new Set(['   NL', '0 fresh  NL', '1 choosing  NL', '2 entering  NL', '3 at-gate  NL']),
    )
    const keyed = turns.find((span) => valueOf(span, 'activation_line.turn') === '2')
    const parts = spans.filter(({ parentSpanId }) => parentSpanId === keyed?.spanId)
    expect(parts.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['calls.load', 'core.read', 'core.activate', 'calls.save']),
    )
    const activating = parts.find(({ name }) => name === 'core.activate')
    expect(spans.filter(({ parentSpanId }) => parentSpanId === activating?.spanId)).not.toEqual([])

    const sent = collector.bodies.join('\n')
    const block7 = block.replace(/\D/g, '').slice(0, 7)
    const secrets = [callSid, callSid.slice(2), '612345678', '201234567', ...machine(), block7]
    for (const secret of secrets) expect(sent).not.toContain(secret)
  }, 60_000)

  test('a collector that is gone keeps no caller waiting, and is told of in the log', async () => {
    const gone = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' }
    const { port, ended, loaded } = await opened(gone)
    expect(await post(port, '/twilio/voice', { CallStatus: 'ringing' })).toContain('<Gather')
    expect(await ended()).toContain('traces cannot be sent')
    expect(loaded()).toContain('node_modules/@opentelemetry/sdk-trace/')
  }, 60_000)
})

test('where no traces are asked for, what sends them is not even loaded', async () => {
  const { ended, loaded } = await opened({})
  await ended()
  expect(loaded()).toContain('src/line/open-line.ts')
  expect(loaded()).not.toContain('node_modules/@opentelemetry/sdk-trace/')
}, 60_000)

/** One line, of which Node writes down every file that it has run. */
async function opened(settings: Readonly<Record<string, string>>): Promise<{
  readonly port: string
  readonly ended: () => Promise<string>
  readonly loaded: () => string
}> {
  const folder = newFolder()
  const lines = await openLines(1, { ...settings, NODE_V8_COVERAGE: folder })
  return {
    port: lines[0]?.port ?? '',
    ended: async () => {
      await stop(lines)
      return (await lines[0]?.line.ended)?.out ?? ''
    },
    loaded: () =>
      globSync(join(folder, '*.json'))
        .map((file) => readFileSync(file, 'utf8'))
        .join('\n'),
  }
}
