/**
 * The settings: the only reader of the environment. Everything is parsed once, here, and everything
 * that is wrong with it is named in one message. Each setting by itself stands in `config/fields.ts`.
 */
import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { Fault } from './base/faults.ts'
import { conflictsOf } from './config/conflicts.ts'
import type { Database } from './config/database.ts'
import {
  defaults,
  fields,
  productionNames,
  show,
  type Values,
  whatIsMissing,
} from './config/fields.ts'
import type { LogLevel } from './config/log-level.ts'
import { organisationOf, type OrganisationSettings } from './config/organisation.ts'
import { redisOf, type RedisSettings } from './config/redis.ts'

export type Environment = Readonly<Record<string, string | undefined>>

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

/** An API key and its secret, or an account and its token. */
type RestCredentials = {
  readonly accountSid: string
  readonly username: string
  readonly password: string
}

/** With what operators' browsers sign in to Twilio. */
type SoftphoneCredentials = {
  readonly accountSid: string
  readonly apiKey: string
  readonly apiSecret: string
  readonly appSid: string
}

/** How far operators, and callers who ask for them, may go. */
type OperatorSettings = {
  /** Calls and texts that callers ask for, for each country. */
  readonly callbacksPerDay: number
  readonly overrides: {
    /** For each operator. */
    readonly perDay: number
    /** Slots and boards within a year that need no second person. */
    readonly alonePerKey: number
    /** By which one extension may raise a volume key. */
    readonly mostMachines: number
  }
}

type Common = {
  /** 0: any free one. */
  readonly port: number
  readonly database: Database
  /** Where calls are kept; without it in a file. */
  readonly redis?: RedisSettings
  /** Where operators sign in; without it at this line itself. */
  readonly organisation?: OrganisationSettings
  readonly operators: OperatorSettings
  readonly logLevel: LogLevel
  /** Requests a minute and address without a token; 0: no limit. */
  readonly apiRatePerMinute: number
  /** For so long a line that stops says that it is not ready, and serves all the same. */
  readonly drainInMs: number
  /** Traces are sent; where to, the OpenTelemetry libraries find in the environment themselves. */
  readonly traces: boolean
}

type Demo = Common & { readonly mode: 'demo' }

export type Production = Common & {
  readonly mode: 'production'
  /** Without a slash at its end. */
  readonly publicUrl: string
  /** Of a remote one, `database` names only where the calls are kept, if not in Redis, and is a file. */
  readonly core: Core
  readonly accountSid: string | undefined
  /** By which Twilio is told what to do with a call; none where no account is named. */
  readonly rest?: RestCredentials
  /** Without them operators have telephones of their own. */
  readonly softphone?: SoftphoneCredentials
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
  /** At which operators reach the console. */
  readonly publicUrl: string
}

/** Where the demo keeps the master key it made. */
export const demoKeyFile = 'data/master.key'

/** The process's environment over what a `.env` file in the working folder says. */
export function readEnvironment(): Environment {
  const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {}
  // Their readers look nowhere but in the process's own.
  for (const [name, value] of Object.entries(file)) {
    if (name.startsWith('OTEL_')) process.env[name] ??= value
  }
  return { ...file, ...process.env }
}

/** Throws the fault `settings-invalid` (exit 78), which names everything that is wrong. */
export function loadSettings(env: Environment): Settings {
  if (isDemo(env)) {
    // What a demo has to say stands on the screen already, and no balancer stands before it.
    const quiet = { LOG_LEVEL: 'warn', DRAIN_SECONDS: '0', ...env }
    return { mode: 'demo', ...commonOf(parsed(quiet, [])) }
  }
  const core = isSet(env, 'CORE_URL') ? 'CORE_TOKEN' : 'MASTER_KEY'
  const values = parsed(env, ['PUBLIC_URL', core, 'TWILIO_AUTH_TOKEN', 'NUMBERS_FILE'])
  const rest = restOf(values)
  const softphone = softphoneOf(values)
  return {
    mode: 'production',
    ...commonOf(values),
    publicUrl: given(values.PUBLIC_URL),
    core: coreOf(values),
    accountSid: values.TWILIO_ACCOUNT_SID,
    ...(rest && { rest }),
    ...(softphone && { softphone }),
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
    publicUrl: values.PUBLIC_URL ?? `http://127.0.0.1:${values.PORT}`,
  }
}

/** The settings as they stand, by name, secrets hidden. */
export function describeSettings(env: Environment): Readonly<Record<string, string>> {
  const names = Object.keys(fields.shape)
  return Object.fromEntries(names.map((name) => [name, show(name, env[name] ?? '')]))
}

type Required = keyof typeof whatIsMissing

function isDemo(env: Environment): boolean {
  return env['DEMO'] !== '0' && !Object.keys(env).some((name) => productionNames.test(name))
}

/** An empty setting is one that is not there. */
function parsed(env: Environment, required: readonly Required[]): Values {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const result = fields.safeParse({ ...defaults, ...set })
  const faults = [
    ...(result.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`),
    ...required
      .filter((name) => !isGiven(set, name))
      .map((name) => `${name}: ${whatIsMissing[name]}`),
    ...conflictsOf(set),
  ]
  if (result.success && faults.length === 0) return result.data
  throw invalid(faults)
}

function coreOf(values: Values): Core {
  return values.CORE_URL === undefined
    ? { kind: 'ledger', masterKeys: given(values.MASTER_KEY ?? values.MASTER_KEY_FILE) }
    : { kind: 'remote', url: values.CORE_URL, token: given(values.CORE_TOKEN) }
}

function restOf(values: Values): RestCredentials | undefined {
  const accountSid = values.TWILIO_ACCOUNT_SID
  if (accountSid === undefined) return undefined
  const [token] = given(values.TWILIO_AUTH_TOKEN)
  return {
    accountSid,
    username: values.TWILIO_API_KEY ?? accountSid,
    password: given(values.TWILIO_API_SECRET ?? token),
  }
}

function softphoneOf(values: Values): SoftphoneCredentials | undefined {
  const { TWILIO_ACCOUNT_SID, TWILIO_API_KEY, TWILIO_API_SECRET, TWILIO_TWIML_APP_SID } = values
  if (TWILIO_TWIML_APP_SID === undefined) return undefined
  return {
    accountSid: given(TWILIO_ACCOUNT_SID),
    apiKey: given(TWILIO_API_KEY),
    apiSecret: given(TWILIO_API_SECRET),
    appSid: TWILIO_TWIML_APP_SID,
  }
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

function commonOf(values: Values): Common {
  const redis = redisOf(values)
  const organisation = organisationOf(values)
  return {
    port: values.PORT,
    database: values.DATABASE_URL,
    ...(redis && { redis }),
    ...(organisation && { organisation }),
    operators: {
      callbacksPerDay: values.CALLBACKS_PER_DAY,
      overrides: {
        perDay: values.OVERRIDES_PER_DAY,
        alonePerKey: values.OVERRIDES_ALONE_PER_KEY,
        mostMachines: values.EXTENSION_MOST_MACHINES,
      },
    },
    logLevel: values.LOG_LEVEL,
    apiRatePerMinute: values.API_RATE_PER_MINUTE,
    drainInMs: values.DRAIN_SECONDS * 1000,
    traces:
      values.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined ||
      values.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT !== undefined,
  }
}

/** For what `parsed` has already found to be there. */
function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Fault('settings-invalid')
  return value
}
