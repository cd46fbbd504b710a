import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import {
  describeSettings,
  loadLedgerSettings,
  loadSettings,
  type Environment,
} from '../src/config.ts'
import { usualOperators } from './operators/usual-policy.ts'

const masterKey = 'ab'.repeat(32)

const production: Environment = {
  PORT: '9000',
  PUBLIC_URL: 'https://line.example/',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'present, next',
  MASTER_KEY: masterKey,
  DATABASE_URL: 'sqlite:ledger.db',
  NUMBERS_FILE: 'numbers.yaml',
}

const faultOf = (env: Environment): string => {
  try {
    loadSettings(env)
    return ''
  } catch (error) {
    return String(error)
  }
}

describe('which start it is', () => {
  test('nothing set is the demo', () => {
    expect(loadSettings({ HOME: '/root' })).toEqual({
      mode: 'demo',
      port: 8080,
      database: { kind: 'sqlite', file: 'data/activation-line.db' },
      logLevel: 'warn',
      operators: usualOperators,
      drainInMs: 0,
      apiRatePerMinute: 60,
      traces: false,
    })
  })

  test('a port, a log level and DEMO=1 leave it the demo', () => {
    expect(loadSettings({ PORT: '0', LOG_LEVEL: 'debug', DEMO: '1' })).toMatchObject({
      mode: 'demo',
      port: 0,
      logLevel: 'debug',
    })
  })

  test.each([
    'MASTER_KEY',
    'MASTER_KEY_FILE',
    'DATABASE_URL',
    'PUBLIC_URL',
    'TWILIO_AUTH_TOKEN',
    'TWILIO_API_KEY',
    'CORE_URL',
    'CORE_TOKEN',
    'REDIS_URL',
    'NUMBERS_FILE',
  ])('%s alone, even empty, makes it a production start that lacks the rest', (name) => {
    expect(faultOf({ [name]: '' })).toContain('TWILIO_AUTH_TOKEN: missing')
  })

  test('DEMO=0 is never the demo', () => {
    expect(faultOf({ DEMO: '0' })).toContain('MASTER_KEY: missing')
  })
})

describe('a production start', () => {
  test('takes every setting, two tokens among them', () => {
    expect(loadSettings(production)).toEqual({
      mode: 'production',
      port: 9000,
      publicUrl: 'https://line.example',
      core: { kind: 'ledger', masterKeys: [Buffer.from(masterKey, 'hex')] },
      accountSid: production['TWILIO_ACCOUNT_SID'],
      authTokens: ['present', 'next'],
      numbersFile: 'numbers.yaml',
      rest: {
        accountSid: `AC${'0'.repeat(32)}`,
        username: `AC${'0'.repeat(32)}`,
        password: 'present',
      },
      phone: false,
      database: { kind: 'sqlite', file: 'ledger.db' },
      logLevel: 'info',
      operators: usualOperators,
      drainInMs: 5_000,
      apiRatePerMinute: 60,
      traces: false,
    })
  })

  test('serves the simulated telephone only with DEMO=1', () => {
    expect(loadSettings({ ...production, DEMO: '1' })).toMatchObject({ phone: true })
  })

  test('takes how far operators go, and callers who ask for them', () => {
    const set = {
      CALLBACKS_PER_DAY: '20',
      OVERRIDES_PER_DAY: '3',
      OVERRIDES_ALONE_PER_KEY: '0',
      EXTENSION_MOST_MACHINES: '50',
    }
    expect(loadSettings({ ...production, ...set }).operators).toEqual({
      callbacksPerDay: 20,
      overrides: { perDay: 3, alonePerKey: 0, mostMachines: 50 },
    })
  })

  test('reads the master key from a file', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'master.key')
    writeFileSync(file, `${masterKey}\n`, { mode: 0o600 })
    const { MASTER_KEY: _, ...rest } = production
    expect(loadSettings({ ...rest, MASTER_KEY_FILE: file })).toMatchObject({
      core: { masterKeys: [Buffer.from(masterKey, 'hex')] },
    })
  })
})

describe('a core of the publisher’s own', () => {
  const { MASTER_KEY: _, ...keyless } = production
  const CORE_TOKEN = 'a-token-that-nobody-guesses'
  const remote = { ...keyless, CORE_URL: 'https://core.example/line/', CORE_TOKEN }

  test('takes the place of the master key', () => {
    expect(loadSettings(remote)).toMatchObject({
      core: { kind: 'remote', url: 'https://core.example/line', token: CORE_TOKEN },
      database: { kind: 'sqlite', file: 'ledger.db' },
    })
  })

  test.each([
    'https://192.0.2.7',
    'http://localhost:8081',
    'http://core:8081',
    'http://core.prod.internal',
    'http://127.0.0.1:8081',
    'http://10.1.2.3',
    'http://172.31.0.1',
    'http://192.168.1.1',
    'http://[::1]:8081',
    'http://[fd00::7]',
  ])('may be at %s', (url) => {
    expect(loadSettings({ ...remote, CORE_URL: url })).toMatchObject({ core: { url } })
  })

  test.each([
    'http://core.example',
    'http://192.0.2.7',
    'http://172.32.0.1',
    'http://[2001:db8::7]',
    'http://localhost.example',
    'http://127.0.0.1.example',
  ])('is not spoken to openly at %s', (url) => {
    expect(faultOf({ ...remote, CORE_URL: url })).toContain('CORE_URL: must be https')
  })

  test.each([
    'core.example',
    'ftp://core.example',
    'https://me:hush@core.example',
    'https://c/?t=hush',
  ])('is not named as %s', (url) => {
    const fault = faultOf({ ...remote, CORE_URL: url })
    expect(fault).toContain('CORE_URL: must be an https address')
    expect(fault).not.toContain('hush')
  })

  test.each([
    [{ CORE_TOKEN: '' }, 'CORE_TOKEN: missing'],
    [{ CORE_TOKEN: 'hush' }, 'CORE_TOKEN: must be'],
    [{ CORE_TOKEN: 'hush hush hush hush hush' }, 'CORE_TOKEN: must be'],
    [{ CORE_URL: '', MASTER_KEY: masterKey }, 'CORE_TOKEN: is for the service at CORE_URL'],
    [{ MASTER_KEY: masterKey }, 'CORE_URL, MASTER_KEY: give one'],
    [{ MASTER_KEY_FILE: 'no-such-file' }, 'CORE_URL, MASTER_KEY: give one'],
    [{ DATABASE_URL: 'postgres://line:hush@db/line' }, 'DATABASE_URL: with CORE_URL'],
    [{ DEMO: '1' }, 'DEMO: with CORE_URL'],
  ])('is refused with %j, and why is said', (change: Environment, said) => {
    const fault = faultOf({ ...remote, ...change })
    expect(fault).toContain(said)
    expect(fault).not.toContain('hush')
    expect(fault).not.toContain('MASTER_KEY: missing')
  })

  test('keeps the ledger: commands on it are for there', () => {
    expect(() => loadLedgerSettings(remote)).toThrow('CORE_URL: this line keeps no ledger')
  })

  test('is shown without its token', () => {
    expect(describeSettings(remote)).toMatchObject({
      CORE_URL: remote.CORE_URL,
      CORE_TOKEN: '(hidden)',
    })
  })
})

describe('a ledger in Postgres', () => {
  test.each([
    'postgres://line:secret@db.example:5433/activation',
    'postgresql://line@db.example/activation?sslmode=verify-full',
    'postgres:///activation?host=/run/postgresql',
  ])('is named as %s', (url) => {
    expect(loadSettings({ ...production, DATABASE_URL: url })).toMatchObject({
      database: { kind: 'postgres', url },
    })
  })

  test.each([
    'postgres://db.example',
    'postgres://line:hush@db.example/',
    'postgres://line:hu/sh@db.example/activation',
    'postgres://line:hush@:port/activation',
  ])('is not named as %s, and the password is not told', (url) => {
    const fault = faultOf({ ...production, DATABASE_URL: url })
    expect(fault).toContain('DATABASE_URL: must be postgres://')
    expect(fault).not.toMatch(/hush|hu\/sh/)
  })

  test.each([
    [
      'postgres://line:hush@db.example/activation',
      'postgres://line:(hidden)@db.example/activation',
    ],
    ['postgres://line@db.example:5433/activation', 'postgres://line@db.example:5433/activation'],
    ['postgres://line:hu@sh@db.example/activation', '(hidden)'],
    ['postgres://line:hu/sh@db.example/activation', '(hidden)'],
    ['postgres://line:1/sh@db.example/activation', '(hidden)'],
    ['postgres://line:1#sh@db.example/activation', '(hidden)'],
    ['postgres://line:hu:sh@db.example/line?a=1', 'postgres://line:(hidden)@db.example/line?a=1'],
    ['postgres://line:hush@:port/activation', '(hidden)'],
    ['postgres://db.example/activation?user=line&password=hush', '(hidden)'],
    ['postgres://db.example/activation?ssl%70assword=hush', '(hidden)'],
  ])('%s is shown without its password', (url, shown) => {
    expect(describeSettings({ DATABASE_URL: url })).toMatchObject({ DATABASE_URL: shown })
  })
})

describe('calls in Redis', () => {
  const access = { user: undefined, password: undefined, isEncrypted: false, database: 0 }

  test.each([
    [
      { REDIS_URL: 'redis://cache' },
      { ...access, mode: 'single', place: { host: 'cache', port: 6379 } },
    ],
    [
      { REDIS_URL: 'rediss://line:p%40ss@[::1]:6380/3' },
      {
        mode: 'single',
        place: { host: '::1', port: 6380 },
        user: 'line',
        password: 'p@ss',
        isEncrypted: true,
        database: 3,
      },
    ],
    [
      { REDIS_URL: 'redis://a:7000', REDIS_MODE: 'cluster', REDIS_NODES: 'b:7001, [::2]:7002' },
      {
        ...access,
        mode: 'cluster',
        places: [
          { host: 'a', port: 7000 },
          { host: 'b', port: 7001 },
          { host: '::2', port: 7002 },
        ],
      },
    ],
    [
      { REDIS_URL: 'redis://:pass@s', REDIS_MODE: 'sentinel', REDIS_SENTINEL_MASTER: 'calls' },
      {
        ...access,
        password: 'pass',
        mode: 'sentinel',
        sentinels: [{ host: 's', port: 26379 }],
        master: 'calls',
      },
    ],
  ])('are where %j says', (settings: Environment, redis) => {
    expect(loadSettings({ ...production, ...settings })).toMatchObject({ redis })
  })

  test.each([
    'cache:6379',
    'redis://',
    'redis://:hu/sh@cache',
    'redis://:%zz-hush@cache',
    'redis://:hush@cache/calls',
    'redis://:hush@cache?db=1',
  ])('are not at %s, and the password is not told', (url) => {
    const fault = faultOf({ ...production, REDIS_URL: url })
    expect(fault).toContain('REDIS_URL: must be redis://')
    expect(fault).not.toMatch(/hush|hu\/sh/)
  })

  test.each([
    [{ REDIS_URL: '' }, ['REDIS_MODE: is for', 'REDIS_NODES: is for', 'MASTER: is for']],
    [{ REDIS_MODE: 'single' }, ['REDIS_NODES: are for', 'REDIS_SENTINEL_MASTER: is for']],
    [{ REDIS_MODE: 'cluster' }, ['REDIS_SENTINEL_MASTER: is for', 'REDIS_URL: a Cluster has no']],
    [{ REDIS_SENTINEL_MASTER: '' }, ['REDIS_SENTINEL_MASTER: missing']],
  ])('are refused with %j, and why is said', (change: Environment, said) => {
    const sentinel = {
      REDIS_URL: 'redis://cache/2',
      REDIS_MODE: 'sentinel',
      REDIS_NODES: 'b:1',
      REDIS_SENTINEL_MASTER: 'calls',
    }
    const fault = faultOf({ ...production, ...sentinel, ...change })
    for (const one of said) expect(fault).toContain(one)
  })

  test.each([
    ['redis://line:hush@cache:6379/1', 'redis://line:(hidden)@cache:6379/1'],
    ['rediss://cache', 'rediss://cache'],
    ['redis://:hu@sh@cache', '(hidden)'],
    ['redis://:hu/sh@cache', '(hidden)'],
    ['http://:hush@cache', '(hidden)'],
  ])('%s is shown without its password', (url, shown) => {
    expect(describeSettings({ REDIS_URL: url })).toMatchObject({ REDIS_URL: shown })
  })
})

describe('what Twilio is asked for by', () => {
  const restOf = (env: Environment): unknown => {
    const settings = loadSettings({ ...production, ...env })
    return settings.mode === 'production' ? settings.rest : settings
  }
  const { TWILIO_ACCOUNT_SID: accountSid } = production
  const key = { TWILIO_API_KEY: 'SK1', TWILIO_API_SECRET: 'secret' }

  test('is an API key and its secret, or the account and its first token', () => {
    expect(restOf(key)).toEqual({ accountSid, username: 'SK1', password: 'secret' })
    expect(restOf({})).toEqual({ accountSid, username: accountSid, password: 'present' })
    expect(restOf({ TWILIO_ACCOUNT_SID: '' })).toBeUndefined()
  })

  test('is whole or not there', () => {
    const fault = (env: Environment): string => faultOf({ ...production, ...env })
    expect(fault({ TWILIO_API_KEY: 'SK1' })).toContain('TWILIO_API_SECRET: missing')
    expect(fault({ TWILIO_API_SECRET: 'x' })).toContain('TWILIO_API_SECRET: is for TWILIO_API_KEY')
    expect(fault({ ...key, TWILIO_ACCOUNT_SID: '' })).toContain('TWILIO_ACCOUNT_SID: missing')
    expect(fault({ ...key, TWILIO_API_KEY: 'AC1' })).toContain('must begin with SK')
  })

  test('softphones sign in with that key, for the TwiML App of the line', () => {
    const softphoneOf = (env: Environment): unknown => {
      const settings = loadSettings({ ...production, ...env })
      return settings.mode === 'production' ? settings.softphone : settings
    }
    const app = { TWILIO_TWIML_APP_SID: 'AP1' }
    expect(softphoneOf({ ...key, ...app })).toEqual({
      accountSid,
      apiKey: 'SK1',
      apiSecret: 'secret',
      appSid: 'AP1',
    })
    expect(softphoneOf(key)).toBeUndefined()
    const fault = (env: Environment): string => faultOf({ ...production, ...env })
    expect(fault(app)).toContain('TWILIO_API_KEY: missing')
    expect(fault({ ...key, TWILIO_TWIML_APP_SID: 'SK1' })).toContain('must begin with AP')
  })

  test('is shown without its secret', () => {
    expect(describeSettings(key)).toMatchObject({
      TWILIO_API_KEY: 'SK1',
      TWILIO_API_SECRET: '(hidden)',
    })
  })
})

describe('the organisation of the operators', () => {
  const OIDC_ISSUER = 'https://id.example/realms/line/'
  const organisation = { OIDC_ISSUER, OIDC_CLIENT_ID: 'line', OIDC_CLIENT_SECRET: 'hush' }

  test('is where they sign in, as it writes its own address', () => {
    expect(loadSettings({ ...production, ...organisation }).organisation).toEqual({
      issuer: OIDC_ISSUER,
      clientId: 'line',
      clientSecret: 'hush',
      scopes: 'openid profile email',
      rolesClaim: 'roles',
      roleNames: {
        operator: ['operator'],
        supervisor: ['supervisor'],
        administrator: ['administrator'],
      },
    })
    expect(loadSettings(production)).not.toHaveProperty('organisation')
  })

  test('gives roles by words of its own, several for one', () => {
    const names = 'operator=staff, operator=helpers=nl,administrator=it'
    expect(loadSettings({ ...production, ...organisation, OIDC_ROLES: names })).toMatchObject({
      organisation: {
        roleNames: { operator: ['staff', 'helpers=nl'], supervisor: [], administrator: ['it'] },
      },
    })
  })

  test.each([
    [{ OIDC_CLIENT_ID: 'line' }, 'OIDC_CLIENT_ID: is for the provider at OIDC_ISSUER'],
    [{ OIDC_ISSUER }, 'OIDC_CLIENT_SECRET: missing'],
    [{ ...organisation, OIDC_CLIENT_SECRET_FILE: 'file' }, 'give one of them, not both'],
    [{ ...organisation, OIDC_ISSUER: 'https://id.example/?a=1' }, 'OIDC_ISSUER: must be'],
  ])('is told where something of it is missing, or too much: %j', (given, words) => {
    expect(faultOf({ ...production, ...given })).toContain(words)
  })

  test('is shown without its secret', () => {
    expect(describeSettings(organisation)).toMatchObject({
      OIDC_ISSUER,
      OIDC_CLIENT_SECRET: '(hidden)',
    })
  })
})

describe('what is wrong', () => {
  test('is named all at once', () => {
    const fault = faultOf({
      PORT: '80800',
      PUBLIC_URL: 'line.example',
      MASTER_KEY: 'short',
      MASTER_KEY_FILE: 'no-such-file',
      DATABASE_URL: 'mysql://db',
      TWILIO_ACCOUNT_SID: 'SK1',
      REDIS_URL: 'http://cache',
      REDIS_MODE: 'many',
      REDIS_NODES: 'cache',
      OIDC_ISSUER: 'http://id.example',
      OIDC_CLIENT_SECRET_FILE: 'no-such-file',
      OIDC_SCOPES: 'profile',
      OIDC_ROLES: 'chief=it',
      CORE_URL: 'https://core.example',
      DEMO: 'yes',
      API_RATE_PER_MINUTE: '-1',
      DRAIN_SECONDS: '3.5',
      CALLBACKS_PER_DAY: 'many',
      OVERRIDES_PER_DAY: '-2',
      LOG_LEVEL: 'loud',
    })
    for (const name of [
      'PORT: must be',
      'PUBLIC_URL: must be',
      'MASTER_KEY: must be',
      'MASTER_KEY_FILE: names no file',
      'MASTER_KEY, MASTER_KEY_FILE: give one',
      'DATABASE_URL: must be sqlite:<file>',
      'TWILIO_ACCOUNT_SID: must begin with AC',
      'TWILIO_AUTH_TOKEN: missing',
      'NUMBERS_FILE: missing',
      'REDIS_URL: must be redis://',
      'REDIS_MODE: must be',
      'REDIS_NODES: must be',
      'OIDC_ISSUER: must be an https address',
      'OIDC_ISSUER: with CORE_URL nobody signs in here',
      'OIDC_CLIENT_ID: missing',
      'OIDC_CLIENT_SECRET_FILE: names no file',
      'OIDC_SCOPES: must have the scope openid',
      'OIDC_ROLES: must be <role>=<name>',
      'CORE_URL, MASTER_KEY: give one',
      'DEMO: must be',
      'API_RATE_PER_MINUTE: must be',
      'DRAIN_SECONDS: must be',
      'CALLBACKS_PER_DAY: must be',
      'OVERRIDES_PER_DAY: must be',
      'LOG_LEVEL: must be',
    ])
      expect(fault).toContain(name)
  })

  test.each(['https://line.example/?a=1', 'https://line.example/#x', 'https://u:p@line.example'])(
    'is a public address such as %s, which Twilio would sign otherwise',
    (address) => {
      expect(faultOf({ ...production, PUBLIC_URL: address })).toContain('PUBLIC_URL: must be')
    },
  )

  test('is never told with a secret in it', () => {
    const fault = faultOf({ ...production, MASTER_KEY: 'hush-hush', TWILIO_AUTH_TOKEN: 'quiet,' })
    expect(fault).toContain('TWILIO_AUTH_TOKEN: must be')
    expect(fault).not.toMatch(/hush|quiet/)
  })
})

test('the ledger alone needs its database and the key', () => {
  const { DATABASE_URL, MASTER_KEY } = production
  expect(loadLedgerSettings({ DATABASE_URL, MASTER_KEY })).toEqual({
    mode: 'production',
    database: { kind: 'sqlite', file: 'ledger.db' },
    masterKeys: [Buffer.from(masterKey, 'hex')],
    publicUrl: 'http://127.0.0.1:8080',
  })
  expect(() => loadLedgerSettings({ DATABASE_URL })).toThrow('MASTER_KEY: missing')
})

test('the settings are shown without their secrets', () => {
  const shown = describeSettings(production)
  expect(shown).toMatchObject({
    PORT: '9000',
    MASTER_KEY: '(hidden)',
    TWILIO_AUTH_TOKEN: '(hidden)',
  })
  expect(JSON.stringify(shown)).not.toMatch(/abab|present/)
})
