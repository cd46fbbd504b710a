import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { runLine } from '../cli/run-line.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { findFreePort } from '../support/free-port.ts'
import { startLine, type LineProcess } from '../support/line-process.ts'
import { temporaryDatabases } from '../support/postgres.ts'
import { keepRedis, type Redises } from '../support/redis.ts'

const newFolder = temporaryFolders()
const newDatabase = temporaryDatabases()

const started: LineProcess[] = []
afterEach(async () => {
  for (const line of started.splice(0)) {
    line.signal('SIGKILL')
    await line.ended
  }
})

type Settings = Readonly<Record<string, string>>

const settingsIn = (folder: string, rest: Settings): Settings => {
  writeFileSync(join(folder, 'numbers.yaml'), '- { number: "+31201234567", country: NL }\n')
  return {
    PORT: '0',
    PUBLIC_URL: 'https://line.example',
    TWILIO_AUTH_TOKEN: 'token-of-this-test',
    MASTER_KEY: 'ab'.repeat(32),
    NUMBERS_FILE: 'numbers.yaml',
    ...rest,
  }
}

const start = (folder: string, settings: Settings): LineProcess => {
  const line = startLine(folder, settings)
  started.push(line)
  return line
}

describe('a line with its calls in Redis', () => {
  /** Redis speaks openly at its own port, and encrypted at this one. */
  let port = 0
  let servers: Redises
  const keys = newFolder()
  const certificate = join(keys, 'certificate.pem')
  const key = join(keys, 'key.pem')

  beforeAll(async () => {
    const asked = 'req -x509 -nodes -newkey rsa:2048 -days 2 -subj /CN=redis'.split(' ')
    const named = ['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', certificate]
    const { stderr } = spawnSync('openssl', [...asked, ...named], { encoding: 'utf8' })
    if (!existsSync(certificate)) throw new Error(`openssl makes no certificate: ${stderr}`)
    port = await findFreePort()
    const files = ['--tls-cert-file', certificate, '--tls-key-file', key]
    const others = ['--tls-ca-cert-file', certificate, '--tls-auth-clients', 'no']
    servers = await keepRedis('single', ['--tls-port', String(port), ...files, ...others])
  })
  afterAll(() => servers.close())

  test('is ready, and with its ledger in Postgres keeps nothing on its own machine', async () => {
    const folder = newFolder()
    const settings = settingsIn(folder, { ...servers.env, DATABASE_URL: await newDatabase() })
    const line = start(folder, settings)
    const printed = await line.printed(/the line is open/)
    const at = /"port":(\d+)/.exec(printed)?.[1]
    const { status } = await fetch(`http://127.0.0.1:${at}/readyz`)
    expect(status).toBe(200)
    expect(existsSync(join(folder, 'data'))).toBe(false)
    expect(await servers.tell('redis', ['EXISTS', 'al:ready'])).toBe(1)
  })

  test('says at start what is not well set up there', async () => {
    await servers.tell('redis', ['CONFIG', 'SET', 'appendonly', 'no'])
    const folder = newFolder()
    const line = start(folder, settingsIn(folder, servers.env))
    const printed = await line.printed(/the line is open/)
    await servers.tell('redis', ['CONFIG', 'SET', 'appendonly', 'yes'])
    expect(printed).toMatch(/"level":"warn".*set appendonly to yes/)
  })

  test('is not opened with a wrong password, which is told nowhere', async () => {
    const folder = newFolder()
    const url = new URL(servers.env['REDIS_URL'] ?? '')
    url.password = 'hush-hush'
    const settings = settingsIn(folder, { ...servers.env, REDIS_URL: url.href })
    const { status, out, err } = await start(folder, settings).ended
    expect(status).toBe(74)
    expect(err).toContain('The user or the password is refused: correct REDIS_URL.')
    const shown = await runLine(folder, settings, ['config'])
    expect(shown.out).toMatch(/^REDIS_URL +redis:\/\/:\(hidden\)@/m)
    expect(out + err + shown.out + shown.err).not.toContain('hush')
  })

  test('speaks with it encrypted, where it can trust the certificate, and else not at all', async () => {
    const url = new URL(servers.env['REDIS_URL'] ?? '')
    const REDIS_URL = `rediss://:${url.password}@127.0.0.1:${port}`
    const folder = newFolder()
    const settings = settingsIn(folder, { ...servers.env, REDIS_URL })
    const trusting = start(folder, { ...settings, NODE_EXTRA_CA_CERTS: certificate })
    await trusting.printed(/the line is open/)
    const { status, err } = await start(newFolder(), {
      ...settings,
      NUMBERS_FILE: join(folder, 'numbers.yaml'),
    }).ended
    expect(status).toBe(74)
    expect(err).toContain('The encrypted connection was refused')
  })
})
