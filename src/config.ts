/**
 * The settings: the only reader of the environment. Everything is parsed once, here, and everything
 * that is wrong with it is named in one message.
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import { isPrivateHost } from './activation/remote/private-host.ts'
import { Fault } from './base/faults.ts'

export type Environment = Readonly<Record<string, string | undefined>>

type Database =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string }

/** Where it is decided what is activated: on a ledger of this line's own, or by a service of the publisher's. */
type Core =
  | {
      readonly kind: 'ledger'
      /** 32 bytes each; the first makes new products. */
      readonly masterKeys: readonly Uint8Array[]
    }
  | {
      readonly kind: 'remote'
      /** Without a slash at its end. */
      readonly url: string
      readonly token: string
    }

type LogLevel = (typeof logLevels)[number]

type Common = {
  /** 0: any free one. */
  readonly port: number
  readonly database: Database
  readonly logLevel: LogLevel
  /** Requests a minute and address without a token; 0: no limit. */
  readonly apiRatePerMinute: number
}

type Demo = Common & { readonly mode: 'demo' }

export type Production = Common & {
  readonly mode: 'production'
  /** Without a slash at its end. */
  readonly publicUrl: string
  /** Of a remote one, `database` names only where the calls are kept, and is a file. */
  readonly core: Core
  readonly accountSid: string | undefined
  /** The current one, and the next one during a rotation. */
  readonly authTokens: readonly string[]
  readonly numbersFile: string
  /** The simulated telephone is served too. */
  readonly phone: boolean
}

export type Settings = Demo | Production

/** What a command needs that works on the ledger alone. */
export type LedgerSettings = {
  readonly mode: Settings['mode']
  readonly database: Database
  readonly masterKeys: readonly Uint8Array[]
}

/** Where the demo keeps the master key it made. */
export const demoKeyFile = 'data/master.key'

/** The process's environment over what a `.env` file in the working folder says. */
export function readEnvironment(): Environment {
  const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {}
  return { ...file, ...process.env }
}

/** Throws the fault `settings-invalid` (exit 78), which names everything that is wrong. */
export function loadSettings(env: Environment): Settings {
  if (isDemo(env)) {
    // What a demo has to say stands on the screen already.
    const quiet = { LOG_LEVEL: 'warn', ...env }
    return { mode: 'demo', ...commonOf(parsed(quiet, [])) }
  }
  const core = isSet(env, 'CORE_URL') ? 'CORE_TOKEN' : 'MASTER_KEY'
  const values = parsed(env, ['PUBLIC_URL', core, 'TWILIO_AUTH_TOKEN', 'NUMBERS_FILE'])
  return {
    mode: 'production',
    ...commonOf(values),
    publicUrl: given(values.PUBLIC_URL),
    core: coreOf(values),
    accountSid: values.TWILIO_ACCOUNT_SID,
    authTokens: given(values.TWILIO_AUTH_TOKEN),
    numbersFile: given(values.NUMBERS_FILE),
    phone: values.DEMO,
  }
}

/** The settings of the ledger alone, the demo's where none is set; throws like `loadSettings`. */
export function loadLedgerSettings(env: Environment): LedgerSettings {
  if (isSet(env, 'CORE_URL'))
    throw invalid(['CORE_URL: this line keeps no ledger; say this where its core runs'])
  const demo = isDemo(env)
  if (demo && !existsSync(demoKeyFile))
    throw invalid(['no demo has run in this folder: start one, or set DATABASE_URL and MASTER_KEY'])
  const values = parsed(demo ? { ...env, MASTER_KEY_FILE: demoKeyFile } : env, ['MASTER_KEY'])
  return {
    mode: demo ? 'demo' : 'production',
    database: values.DATABASE_URL,
    masterKeys: given(values.MASTER_KEY ?? values.MASTER_KEY_FILE),
  }
}

/** The settings as they stand, by name, secrets hidden. */
export function describeSettings(env: Environment): Readonly<Record<string, string>> {
  const names = [...Object.keys(fields.shape), ...laterNames]
  return Object.fromEntries(names.map((name) => [name, shown(name, env[name] ?? '')]))
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** Any of them, even an empty one, makes the start a production start. */
const productionNames =
  /^(MASTER_KEY|MASTER_KEY_FILE|DATABASE_URL|PUBLIC_URL|TWILIO_\w+|CORE_URL|CORE_TOKEN|REDIS_URL|NUMBERS_FILE)$/

/** Names whose part of the line does not exist yet: silence about them would mislead. */
const laterNames = ['REDIS_URL', 'OIDC_ISSUER'] as const

const secrets = /^(MASTER_KEY|CORE_TOKEN|TWILIO_AUTH_TOKEN)$/

const defaults: Readonly<Record<string, string>> = {
  PORT: '8080',
  DATABASE_URL: 'sqlite:data/activation-line.db',
  DEMO: '0',
  API_RATE_PER_MINUTE: '60',
  LOG_LEVEL: 'info',
}

const keys = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((one) => one !== ''))
  .refine((all) => all.length > 0 && all.every((one) => /^[0-9a-f]{64}$/i.test(one)), {
    error: 'must be 64 hexadecimal digits (32 bytes), or several such with commas between',
  })
  .transform((all): readonly Uint8Array[] => all.map((one) => Buffer.from(one, 'hex')))

/** What only its owner may write, and nobody but the owner's group read: all follows from it. */
const othersRights = 0o027

const secretFile = z.string().transform((file, context) => {
  try {
    const { mode } = statSync(file)
    if (process.platform !== 'win32' && (mode & othersRights) !== 0) {
      context.addIssue(`others may read or change ${file}; say: chmod 600 ${file}`)
      return z.NEVER
    }
    return readFileSync(file, 'utf8')
  } catch {
    context.addIssue(`names no file that can be read: ${file}`)
    return z.NEVER
  }
})

const database = z.string().transform((text, context): Database => {
  const file = /^sqlite:(?<file>.+)$/.exec(text)?.groups?.['file']
  if (file !== undefined && file !== ':memory:') return { kind: 'sqlite', file }
  if (isPostgres(text)) {
    const url = URL.parse(text)
    if (url !== null && namesDatabase(url)) return { kind: 'postgres', url: text }
    context.addIssue(
      'must be postgres://<user>:<password>@<host>:<port>/<database>, with / : @ ? # % in the password written as %2F %3A %40 %3F %23 %25',
    )
  } else {
    context.addIssue(
      'must be sqlite:<file>, such as sqlite:data/activation-line.db, or postgres://…',
    )
  }
  return z.NEVER
})

function isPostgres(address: string): boolean {
  return /^postgres(ql)?:\/\//.test(address)
}

function namesDatabase({ pathname, hash }: URL): boolean {
  return /^\/[^/@]+$/.test(pathname) && hash === ''
}

const publicUrl = z.string().transform((text, context) => {
  if (bareUrl(text) !== undefined) return text.replace(/\/+$/, '')
  context.addIssue('must be an http or https address without query, such as https://line.example')
  return z.NEVER
})

/** A token and what it opens go unencrypted only over a network that is nobody else's. */
const coreUrl = z.string().transform((text, context) => {
  const url = bareUrl(text)
  if (url === undefined) {
    context.addIssue('must be an https address without query, such as https://core.example')
  } else if (url.protocol === 'http:' && !isPrivateHost(url.hostname)) {
    context.addIssue('must be https: over http its token could be read on the way')
  } else return text.replace(/\/+$/, '')
  return z.NEVER
})

function bareUrl(text: string): URL | undefined {
  const url = URL.parse(text)
  const isBare = url !== null && !/[?#]/.test(text) && url.username + url.password === ''
  return isBare && /^https?:$/.test(url.protocol) ? url : undefined
}

const wholeNumber = (most: number): z.ZodPipe<z.ZodString, z.ZodTransform<number, string>> =>
  z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) <= most, {
      error: `must be a whole number from 0 to ${most}`,
    })
    .transform(Number)

const fields = z.object({
  PORT: wholeNumber(65_535),
  PUBLIC_URL: publicUrl.optional(),
  DATABASE_URL: database,
  MASTER_KEY: keys.optional(),
  MASTER_KEY_FILE: secretFile.pipe(keys).optional(),
  CORE_URL: coreUrl.optional(),
  CORE_TOKEN: z
    .string()
    .regex(/^[!-~]{20,500}$/, 'must be 20 to 500 visible ASCII characters, by chance')
    .optional(),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-zA-Z]+$/, 'must begin with AC')
    .optional(),
  TWILIO_AUTH_TOKEN: z
    .string()
    .transform((text) => text.split(',').map((token) => token.trim()))
    .refine((tokens) => tokens.every((token) => /^\S+$/.test(token)), {
      error: 'must be one token, or two with a comma between: the current one and the next one',
    })
    .optional(),
  NUMBERS_FILE: z.string().optional(),
  DEMO: z.enum(['0', '1'], 'must be 0 or 1').transform((text) => text === '1'),
  API_RATE_PER_MINUTE: wholeNumber(1_000_000),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`),
})

type Required = 'PUBLIC_URL' | 'MASTER_KEY' | 'CORE_TOKEN' | 'TWILIO_AUTH_TOKEN' | 'NUMBERS_FILE'

const whatIsMissing: Readonly<Record<Required, string>> = {
  PUBLIC_URL: 'missing; give the address at which Twilio reaches this line',
  MASTER_KEY: 'missing; give 64 hexadecimal digits, or a file that holds them as MASTER_KEY_FILE',
  CORE_TOKEN: 'missing; give the token that the service at CORE_URL knows this line by',
  TWILIO_AUTH_TOKEN: 'missing; without it no webhook can be trusted',
  NUMBERS_FILE: 'missing; give a YAML list of { number, country, licences }',
}

function isDemo(env: Environment): boolean {
  return env['DEMO'] !== '0' && !Object.keys(env).some((name) => productionNames.test(name))
}

/** An empty setting is one that is not there. */
function parsed(env: Environment, required: readonly Required[]): z.infer<typeof fields> {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const result = fields.safeParse({ ...defaults, ...set })
  const faults = [
    ...(result.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`),
    ...required
      .filter((name) => !isGiven(set, name))
      .map((name) => `${name}: ${whatIsMissing[name]}`),
    ...(set['MASTER_KEY'] !== undefined && set['MASTER_KEY_FILE'] !== undefined
      ? ['MASTER_KEY, MASTER_KEY_FILE: give one of them, not both']
      : []),
    ...coreFaults(set),
    ...laterNames
      .filter((name) => set[name] !== undefined)
      .map((name) => `${name}: comes with a later version; unset it`),
  ]
  if (result.success && faults.length === 0) return result.data
  throw invalid(faults)
}

/** A line before another core holds no key and keeps no books. */
function coreFaults(set: Environment): readonly string[] {
  if (set['CORE_URL'] === undefined) {
    return set['CORE_TOKEN'] === undefined
      ? []
      : ['CORE_TOKEN: is for the service at CORE_URL; set that too, or unset this']
  }
  const holdsKey = set['MASTER_KEY'] !== undefined || set['MASTER_KEY_FILE'] !== undefined
  return [
    ...(holdsKey
      ? ['CORE_URL, MASTER_KEY: give one of them; a line before another core holds no master key']
      : []),
    ...(isPostgres(set['DATABASE_URL'] ?? '')
      ? ['DATABASE_URL: with CORE_URL only calls are kept here, in a file: sqlite:<file>']
      : []),
    ...(set['DEMO'] === '1' ? ['DEMO: with CORE_URL there is no ledger for a demo; unset it'] : []),
  ]
}

function coreOf(values: z.infer<typeof fields>): Core {
  return values.CORE_URL === undefined
    ? { kind: 'ledger', masterKeys: given(values.MASTER_KEY ?? values.MASTER_KEY_FILE) }
    : { kind: 'remote', url: values.CORE_URL, token: given(values.CORE_TOKEN) }
}

function invalid(faults: readonly string[]): Fault {
  return new Fault('settings-invalid', faults.map((fault) => `\n  ${fault}`).join(''))
}

function isSet(env: Environment, name: string): boolean {
  return (env[name] ?? '') !== ''
}

function isGiven(set: Environment, name: Required): boolean {
  return (name === 'MASTER_KEY' ? (set[name] ?? set['MASTER_KEY_FILE']) : set[name]) !== undefined
}

function commonOf(values: z.infer<typeof fields>): Common {
  return {
    port: values.PORT,
    database: values.DATABASE_URL,
    logLevel: values.LOG_LEVEL,
    apiRatePerMinute: values.API_RATE_PER_MINUTE,
  }
}

/** For what `parsed` has already found to be there. */
function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Fault('settings-invalid')
  return value
}

function shown(name: string, value: string): string {
  if (value === '') return defaults[name] ?? '(not set)'
  if (name === 'DATABASE_URL' && isPostgres(value)) return withoutPassword(value)
  return secrets.test(name) ? '(hidden)' : value
}

/** All of it is hidden where it cannot be told for certain which part is the password. */
function withoutPassword(address: string): string {
  const url = URL.parse(address)
  const isClear = url !== null && namesDatabase(url) && !/@.*@/.test(address)
  if (!isClear || [...url.searchParams.keys()].some((name) => /password/.test(name))) {
    return '(hidden)'
  }
  if (url.password === '') return address
  return `${url.protocol}//${url.username}:(hidden)@${url.host}${url.pathname}${url.search}`
}
