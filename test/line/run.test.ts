import { createServer } from 'node:http'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { listen, stopListening } from '../../src/line/listen.ts'
import { startLine, type LineProcess } from '../support/line-process.ts'
import { askForWebSocket } from '../support/ask-for-web-socket.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'

const newFolder = temporaryFolders()

const started: LineProcess[] = []
afterEach(async () => {
  for (const line of started.splice(0)) {
    line.signal('SIGKILL')
    await line.ended
  }
})

const start = (folder: string, settings: Readonly<Record<string, string>>): LineProcess => {
  const line = startLine(folder, settings)
  started.push(line)
  return line
}

/** A folder with a numbers file, and the settings of a production start in it. */
function production(): { readonly folder: string; readonly settings: Record<string, string> } {
  const folder = newFolder()
  writeFileSync(join(folder, 'numbers.yaml'), '- { number: "+31201234567", country: NL }\n')
  const settings = {
    PORT: '0',
    PUBLIC_URL: 'https://line.example',
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'token-of-this-test',
    MASTER_KEY: 'ab'.repeat(32),
    DATABASE_URL: 'sqlite:line.db',
    NUMBERS_FILE: 'numbers.yaml',
  }
  return { folder, settings }
}

const demoIn = (folder: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(folder, 'data', 'demo.json'), 'utf8'))

describe('a start with no settings', () => {
  test('is a demo: it prints where to call and what to key, and keeps its secrets to its owner', async () => {
    const folder = newFolder()
    const line = start(folder, { PORT: '0' })
    const printed = await line.printed(/Ctrl\+C/)
    const demo = demoIn(folder)
    expect(printed).toContain(`${String(demo['url'])}/phone`)
    expect(printed).toMatch(/npm run -s line -- call --to \+\d+ --caller fluent/)
    expect(printed).toMatch(/keyed: (\d{7} ){8}\d{7}\n/)
    expect(printed).toContain('NL (nl, en)')
    expect((await fetch(`${String(demo['url'])}/phone/demo.json`)).status).toBe(200)
    const unsigned = await fetch(`${String(demo['url'])}/twilio/voice`, { method: 'POST' })
    expect(unsigned.status).toBeGreaterThanOrEqual(400)
    for (const file of ['master.key', 'demo.json', 'activation-line.db'])
      expect(statSync(join(folder, 'data', file)).mode & 0o077).toBe(0)
    line.signal('SIGTERM')
    expect(await line.ended).toMatchObject({ status: 0, err: '' })
  }, 30_000)

  test('goes on with the same key and product the next time, for another machine', async () => {
    const folder = newFolder()
    const demos = []
    for (let times = 0; times < 2; times += 1) {
      const line = start(folder, { PORT: '0' })
      await line.printed(/Ctrl\+C/)
      demos.push(demoIn(folder))
      line.signal('SIGINT')
      expect(await line.ended).toMatchObject({ status: 0 })
    }
    const [first, second] = demos
    for (const same of ['productKey', 'product', 'publicKey'])
      expect(second?.[same]).toEqual(first?.[same])
    expect(second?.['installationId']).not.toEqual(first?.['installationId'])
    expect(second?.['token']).not.toEqual(first?.['token'])
  }, 30_000)

  test('reads a .env file, which makes it a production start', async () => {
    const { folder, settings } = production()
    const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`)
    writeFileSync(join(folder, '.env'), lines.join('\n'))
    const line = start(folder, {})
    expect(await line.printed(/the line is open/)).toContain('https://line.example')
  }, 30_000)
})

describe('a production start', () => {
  test('opens the line at the port it is given, without a demo', async () => {
    const { folder, settings } = production()
    const line = start(folder, settings)
    const printed = await line.printed(/the line is open/)
    const port = Number(/"port":(\d+)/.exec(printed)?.[1])
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
    expect(await askForWebSocket(port, '/twilio/media')).toBe(403)
    expect((await fetch(`http://127.0.0.1:${port}/phone/`)).status).toBe(404)
    expect(() => demoIn(folder)).toThrow('ENOENT')
    line.signal('SIGTERM')
    expect(await line.ended).toMatchObject({ status: 0 })
  }, 30_000)

  test('that is told to stop says so, serves on, and ends at once when it is told again', async () => {
    const { folder, settings } = production()
    const line = start(folder, { ...settings, DRAIN_SECONDS: '600' })
    const port = /"port":(\d+)/.exec(await line.printed(/the line is open/))?.[1]
    const before = await fetch(`http://127.0.0.1:${port}/readyz`)
    expect(await before.json()).toMatchObject({ ready: true, parts: { open: 'ready' } })
    expect(before.headers.get('connection')).toBe('keep-alive')
    line.signal('SIGTERM')
    await line.printed(/the line closes/)
    const after = await fetch(`http://127.0.0.1:${port}/readyz`)
    expect(after.status).toBe(503)
    expect(await after.json()).toMatchObject({ parts: { open: 'unable', calls: 'ready' } })
    expect((await fetch(`http://127.0.0.1:${port}/livez`)).headers.get('connection')).toBe('close')
    line.signal('SIGINT')
    expect(await line.ended).toMatchObject({ status: null, err: '' })
  }, 30_000)

  test('names all that is wrong with settings and numbers in one message', async () => {
    const { folder, settings } = production()
    writeFileSync(join(folder, 'numbers.yaml'), '- { number: 1, country: NL }\n')
    const { TWILIO_AUTH_TOKEN: _, ...rest } = settings
    const { status, err } = await start(folder, { ...rest, PORT: 'x' }).ended
    expect(status).toBe(78)
    for (const said of ['PORT: must be', 'TWILIO_AUTH_TOKEN: missing', 'numbers.yaml:1:13:'])
      expect(err).toContain(said)
    expect(err).not.toContain('    at ')
  }, 30_000)

  test('refuses the ledger of a demo', async () => {
    const folder = newFolder()
    const demo = start(folder, { PORT: '0' })
    await demo.printed(/Ctrl\+C/)
    demo.signal('SIGTERM')
    await demo.ended
    const { settings } = production()
    writeFileSync(join(folder, 'numbers.yaml'), '- { number: "+31201234567", country: NL }\n')
    const { status, err } = await start(folder, {
      ...settings,
      MASTER_KEY: readFileSync(join(folder, 'data', 'master.key'), 'utf8').trim(),
      DATABASE_URL: 'sqlite:data/activation-line.db',
    }).ended
    expect(status).toBe(78)
    expect(err).toContain('A demo ledger cannot be used in production.')
  }, 30_000)

  test('refuses a damaged database and leaves it as it is', async () => {
    const { folder, settings } = production()
    const file = join(folder, 'line.db')
    writeFileSync(file, 'this is no database '.repeat(1000))
    const before = readFileSync(file)
    const { status, err } = await start(folder, settings).ended
    expect(status).toBe(74)
    expect(err).toContain('The database cannot be read or written.')
    expect(readFileSync(file)).toEqual(before)
  }, 30_000)

  test('says that its port is in use', async () => {
    const { folder, settings } = production()
    const other = createServer()
    const port = await listen(other, { port: 0 })
    const { status, err } = await start(folder, { ...settings, PORT: String(port) }).ended
    await stopListening(other, 0)
    expect(status).toBe(69)
    expect(err).toContain(`port ${port}`)
  }, 30_000)
})
