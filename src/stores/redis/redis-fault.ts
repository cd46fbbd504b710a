import { Fault } from '../../base/faults.ts'

/** The server was silent for as long as a command may take. */
export class Silence extends Error {
  constructor() {
    super('Silence')
  }
}

/** What the server or the connection is to blame for: by the error's code, or by its message. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, 'Nobody listens at the address: start Redis, or correct REDIS_URL.'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'The host is not known: correct REDIS_URL and REDIS_NODES.'],
  [/^(EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|Connection timeout)/, 'The host cannot be reached.'],
  [/^WRONGPASS/, 'The user or the password is refused: correct REDIS_URL.'],
  [/^NOAUTH/, 'It wants a password: give it in REDIS_URL.'],
  [/^ERR AUTH/, 'It knows no password, and one was given: correct REDIS_URL, or set one there.'],
  [/^NOPERM/, 'The user may not do this: give him the commands that docs/operations.md lists.'],
  [/^READONLY/, 'It can only be read, not written: name the primary, not a replica.'],
  [/^OOM/, 'Its memory is full: raise maxmemory.'],
  [/^MISCONF/, 'It cannot write to its disk, and so takes no writes.'],
  [/^NOREPLICAS/, 'It has fewer replicas than min-replicas-to-write.'],
  [/^LOADING/, 'It is starting: it reads what it had kept.'],
  [/^(CLUSTERDOWN|TRYAGAIN|MASTERDOWN)/, 'The Cluster is down, or is choosing a new primary.'],
  [/^MOVED/, 'It is a Cluster: set REDIS_MODE to cluster.'],
  [/cluster support disabled/, 'It is no Cluster: correct REDIS_MODE.'],
  [/^No sentinel/, 'No sentinel knows a primary of this name: correct REDIS_SENTINEL_MASTER.'],
  [
    /unknown command '?SENTINEL/i,
    'It is no sentinel: correct REDIS_URL, REDIS_NODES or REDIS_MODE.',
  ],
  [/^ERR DB index/, 'It has no database of this number: correct the end of REDIS_URL.'],
  [/CERT|SSL|^EPROTO$|self.signed/i, 'The encrypted connection was refused: see its certificate.'],
  [/^Silence$/, 'It did not answer in time.'],
  [
    /^(ECONN|EPIPE|Socket closed|The client is|Disconnects|None of the)/,
    'The connection was lost.',
  ],
]

/** Nobody there just now, or not ready yet: who asks again in a moment may be answered. */
const passing =
  /^(ECONN|EPIPE|ETIMEDOUT|Connection timeout|Socket closed|The client is|Disconnects|LOADING|CLUSTERDOWN|TRYAGAIN|MASTERDOWN|READONLY|Silence)/

export function isPassing(error: unknown): boolean {
  return passing.test(nameOf(error))
}

/** After which the connection is of no use any longer: a replica does not become the primary by waiting. */
export function endsConnection(error: unknown): boolean {
  return /^(READONLY|Silence)/.test(nameOf(error))
}

export function isForbidden(error: unknown): boolean {
  return nameOf(error).startsWith('NOPERM')
}

export function wantsPassword(error: unknown): boolean {
  return nameOf(error).startsWith('NOAUTH')
}

/** The error as a fault `call-store-unusable`, or as it is where the command is to blame. */
export function toFault(error: unknown): unknown {
  const name = nameOf(error)
  const [, sentence] = sentences.find(([pattern]) => pattern.test(name)) ?? []
  return sentence === undefined
    ? error
    : new Fault('call-store-unusable', sentence, { cause: error })
}

function nameOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return 'message' in error ? String(error.message) : ''
}
