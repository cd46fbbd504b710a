/** What is wrong between settings, each of which is right by itself. They are those that are set. */
import { isPostgres } from './database.ts'

type Given = Readonly<Record<string, string | undefined>>

export function conflictsOf(given: Given): readonly string[] {
  return [
    ...keyConflicts(given),
    ...coreConflicts(given),
    ...redisConflicts(given),
    ...apiKeyConflicts(given),
    ...organisationConflicts(given),
  ]
}

function keyConflicts(given: Given): readonly string[] {
  return given['MASTER_KEY'] !== undefined && given['MASTER_KEY_FILE'] !== undefined
    ? ['MASTER_KEY, MASTER_KEY_FILE: give one of them, not both']
    : []
}

/** A line before another core holds no key and keeps no books. */
function coreConflicts(given: Given): readonly string[] {
  if (given['CORE_URL'] === undefined) {
    return given['CORE_TOKEN'] === undefined
      ? []
      : ['CORE_TOKEN: is for the service at CORE_URL; set that too, or unset this']
  }
  const holdsKey = given['MASTER_KEY'] !== undefined || given['MASTER_KEY_FILE'] !== undefined
  return [
    ...(holdsKey
      ? ['CORE_URL, MASTER_KEY: give one of them; a line before another core holds no master key']
      : []),
    ...(isPostgres(given['DATABASE_URL'] ?? '')
      ? [
          'DATABASE_URL: with CORE_URL only calls are kept here, in a file (sqlite:<file>) or at REDIS_URL',
        ]
      : []),
    ...(given['DEMO'] === '1'
      ? ['DEMO: with CORE_URL there is no ledger for a demo; unset it']
      : []),
  ]
}

function redisConflicts(given: Given): readonly string[] {
  const names = ['REDIS_MODE', 'REDIS_NODES', 'REDIS_SENTINEL_MASTER'] as const
  if (given['REDIS_URL'] === undefined) {
    return names
      .filter((name) => given[name] !== undefined)
      .map((name) => `${name}: is for the Redis at REDIS_URL; set that too, or unset this`)
  }
  const { REDIS_MODE: mode = 'single', REDIS_NODES: nodes, REDIS_SENTINEL_MASTER: master } = given
  return [
    ...(mode === 'single' && nodes !== undefined
      ? ['REDIS_NODES: are for REDIS_MODE cluster or sentinel; set that too, or unset this']
      : []),
    ...(mode === 'sentinel' && master === undefined
      ? ['REDIS_SENTINEL_MASTER: missing; give the name by which the sentinels know it']
      : []),
    ...(mode !== 'sentinel' && master !== undefined
      ? ['REDIS_SENTINEL_MASTER: is for REDIS_MODE sentinel; set that too, or unset this']
      : []),
    ...(mode === 'cluster' && /\/[1-9]\d*$/.test(given['REDIS_URL'])
      ? ['REDIS_URL: a Cluster has no databases; leave the number off']
      : []),
  ]
}

function apiKeyConflicts(given: Given): readonly string[] {
  const { TWILIO_API_KEY: key, TWILIO_API_SECRET: secret, TWILIO_ACCOUNT_SID: account } = given
  return [
    ...(given['TWILIO_TWIML_APP_SID'] !== undefined && key === undefined
      ? [
          'TWILIO_API_KEY: missing; by it the tokens of softphones for TWILIO_TWIML_APP_SID are signed',
        ]
      : []),
    ...(key !== undefined && secret === undefined
      ? ['TWILIO_API_SECRET: missing; give the secret of TWILIO_API_KEY']
      : []),
    ...(key === undefined && secret !== undefined
      ? ['TWILIO_API_SECRET: is for TWILIO_API_KEY; set that too, or unset this']
      : []),
    ...(key !== undefined && account === undefined
      ? ['TWILIO_ACCOUNT_SID: missing; give the account that TWILIO_API_KEY is of']
      : []),
  ]
}

function organisationConflicts(given: Given): readonly string[] {
  const { OIDC_CLIENT_ID: id, OIDC_CLIENT_SECRET: secret, OIDC_CLIENT_SECRET_FILE: file } = given
  if (given['OIDC_ISSUER'] === undefined) {
    return organisationNames
      .filter((name) => given[name] !== undefined)
      .map((name) => `${name}: is for the provider at OIDC_ISSUER; set that too, or unset this`)
  }
  return [
    ...(given['CORE_URL'] === undefined
      ? []
      : ['OIDC_ISSUER: with CORE_URL nobody signs in here, since there are no books; unset it']),
    ...(id === undefined
      ? ['OIDC_CLIENT_ID: missing; give the name by which OIDC_ISSUER knows this line']
      : []),
    ...(secret === undefined && file === undefined
      ? ['OIDC_CLIENT_SECRET: missing; give it, or a file that holds it as OIDC_CLIENT_SECRET_FILE']
      : []),
    ...(secret !== undefined && file !== undefined
      ? ['OIDC_CLIENT_SECRET, OIDC_CLIENT_SECRET_FILE: give one of them, not both']
      : []),
  ]
}

const organisationNames = [
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
  'OIDC_CLIENT_SECRET_FILE',
  'OIDC_SCOPES',
  'OIDC_ROLES_CLAIM',
  'OIDC_ROLES',
] as const
