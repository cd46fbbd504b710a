/**
 * Every setting: how it is read, what holds without it, and what of it is shown. A new one is a line of
 * `fields`; a secret one, one with a default or one that is missed where it is required has a line below, too.
 */
import { z } from 'zod'
import { database, showDatabase } from './database.ts'
import { logLevel } from './log-level.ts'
import { keys, secretFile } from './master-key.ts'
import { clientSecret, roleNames, scopes } from './organisation.ts'
import { redisMode, redisNodes, redisUrl, showRedis } from './redis.ts'
import { accountSid, apiKey, appSid, authTokens } from './twilio.ts'
import { collectorUrl, coreUrl, issuerUrl, publicUrl } from './web-address.ts'
import { wholeNumber } from './whole-number.ts'

export type Values = z.infer<typeof fields>

export const fields = z.object({
  PORT: wholeNumber(65_535),
  PUBLIC_URL: publicUrl.optional(),
  DATABASE_URL: database,
  REDIS_URL: redisUrl.optional(),
  REDIS_MODE: redisMode,
  REDIS_NODES: redisNodes.optional(),
  REDIS_SENTINEL_MASTER: z.string().optional(),
  MASTER_KEY: keys.optional(),
  MASTER_KEY_FILE: secretFile.pipe(keys).optional(),
  CORE_URL: coreUrl.optional(),
  CORE_TOKEN: z
    .string()
    .regex(/^[!-~]{20,500}$/, 'must be 20 to 500 visible ASCII characters, by chance')
    .optional(),
  TWILIO_ACCOUNT_SID: accountSid.optional(),
  TWILIO_AUTH_TOKEN: authTokens.optional(),
  TWILIO_API_KEY: apiKey.optional(),
  TWILIO_API_SECRET: z.string().regex(/^\S+$/, 'must have no blanks in it').optional(),
  TWILIO_TWIML_APP_SID: appSid.optional(),
  NUMBERS_FILE: z.string().optional(),
  DEMO: z.enum(['0', '1'], 'must be 0 or 1').transform((text) => text === '1'),
  API_RATE_PER_MINUTE: wholeNumber(1_000_000),
  DRAIN_SECONDS: wholeNumber(600),
  CALLBACKS_PER_DAY: wholeNumber(100_000),
  OVERRIDES_PER_DAY: wholeNumber(1_000),
  OVERRIDES_ALONE_PER_KEY: wholeNumber(100),
  EXTENSION_MOST_MACHINES: wholeNumber(1_000_000),
  OIDC_ISSUER: issuerUrl.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: clientSecret.optional(),
  OIDC_CLIENT_SECRET_FILE: secretFile.pipe(clientSecret).optional(),
  OIDC_SCOPES: scopes,
  OIDC_ROLES_CLAIM: z.string(),
  OIDC_ROLES: roleNames,
  OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: collectorUrl.optional(),
  LOG_LEVEL: logLevel,
})

export const defaults: Readonly<Record<string, string>> = {
  PORT: '8080',
  DATABASE_URL: 'sqlite:data/activation-line.db',
  REDIS_MODE: 'single',
  DEMO: '0',
  API_RATE_PER_MINUTE: '60',
  DRAIN_SECONDS: '5',
  CALLBACKS_PER_DAY: '200',
  OVERRIDES_PER_DAY: '10',
  OVERRIDES_ALONE_PER_KEY: '1',
  EXTENSION_MOST_MACHINES: '500',
  OIDC_SCOPES: 'openid profile email',
  OIDC_ROLES_CLAIM: 'roles',
  OIDC_ROLES: 'operator=operator,supervisor=supervisor,administrator=administrator',
  LOG_LEVEL: 'info',
}

/** Any of them, even an empty one, makes the start a production start. */
export const productionNames =
  /^(MASTER_KEY|MASTER_KEY_FILE|DATABASE_URL|PUBLIC_URL|TWILIO_\w+|CORE_URL|CORE_TOKEN|REDIS_\w+|NUMBERS_FILE)$/

export const whatIsMissing = {
  PUBLIC_URL: 'missing; give the address at which Twilio reaches this line',
  MASTER_KEY: 'missing; give 64 hexadecimal digits, or a file that holds them as MASTER_KEY_FILE',
  CORE_TOKEN: 'missing; give the token that the service at CORE_URL knows this line by',
  TWILIO_AUTH_TOKEN: 'missing; without it no webhook can be trusted',
  NUMBERS_FILE: 'missing; give a YAML list of { number, kind, country, licences }',
} as const

/** A setting as it may be shown to anybody. */
export function show(name: string, value: string): string {
  return value === '' ? (defaults[name] ?? '(not set)') : (shownAs[name]?.(value) ?? value)
}

const hidden = (): string => '(hidden)'

const shownAs: Readonly<Record<string, (value: string) => string>> = {
  DATABASE_URL: showDatabase,
  REDIS_URL: showRedis,
  MASTER_KEY: hidden,
  CORE_TOKEN: hidden,
  TWILIO_AUTH_TOKEN: hidden,
  TWILIO_API_SECRET: hidden,
  OIDC_CLIENT_SECRET: hidden,
}
