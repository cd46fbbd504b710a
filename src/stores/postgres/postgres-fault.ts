import { Fault } from '../../base/faults.ts'
import { Undone } from '../transact.ts'

/**
 * What the server (https://www.postgresql.org/docs/current/errcodes-appendix.html) or the connection is to
 * blame for, and not the statement: by the error's code, or by its message where `pg` gives no code.
 */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, 'Nobody listens at the address: start Postgres, or correct DATABASE_URL.'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'The host is not known: correct DATABASE_URL.'],
  [/^ENOENT$/, 'A socket or file that DATABASE_URL names is not there.'],
  [/^(EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/, 'The host cannot be reached.'],
  [/^(28|SASL: )/, 'The user or the password is refused: correct DATABASE_URL.'],
  [/^3D000$/, 'The database does not exist: create it, or correct DATABASE_URL.'],
  [/^(42501|3F000)$/, 'The user may not do this: make him the owner of the database.'],
  [/^(42P01|42P07|42703)$/, 'Its tables are not ours: give the line a database of its own.'],
  [/^25006$/, 'It can only be read, not written: name the primary, not a standby.'],
  [/^53100$/, 'The disk is full.'],
  [/^53300$/, 'It has too many connections: raise max_connections, or run fewer processes.'],
  [/^53/, 'The server is short of memory or another resource.'],
  [/^57014$/, 'A statement took too long.'],
  [/^57/, 'The server is starting or shutting down.'],
  [/^(58|XX00[12])/, 'The server reports an error of its disk, or damaged data.'],
  [/^timeout exceeded when/, 'No connection came free in time.'],
  [
    /^(timeout expired|Connection terminated due to|Query read)/,
    'The server did not answer in time.',
  ],
  [/CERT|SSL|^EPROTO$/, 'The encrypted connection was refused: see sslmode in DATABASE_URL.'],
  [/^(08|25P0[34]|ECONN|EPIPE|Connection term|Client (has|was))/, 'The connection was lost.'],
]

/** Serialisation failure, deadlock: the server has undone everything. */
const collided = /^40(001|P01)$/

/** The server ended the session, or somebody did it for it; the socket closes right after. */
const ended = /^(08|25P0[34]|57P|ECONNRESET|EPIPE|Connection terminated|Client (has|was))/

/** Nobody there yet, or no place just now: who asks again in a moment may be let in. */
const passing = /^(ECONNREFUSED|ECONNRESET|53300|57P0[123]|Connection terminated unexpectedly)/

/**
 * What of a connection is of no use after this error: all of it, what it planned (a newer version of the program
 * has changed the tables since), or our patience with it.
 */
export function whatBroke(error: unknown): 'connection' | 'plan' | 'patience' | undefined {
  const name = nameOf(error)
  if (ended.test(name)) return 'connection'
  if (name === 'Query read timeout') return 'patience'
  return name === '0A000' && routineOf(error) === 'RevalidateCachedQuery' ? 'plan' : undefined
}

export function isPassing(error: unknown): boolean {
  return passing.test(nameOf(error))
}

/** The error as a fault `database-unusable`, or as it is where the statement is to blame. */
export function toFault(error: unknown): unknown {
  const name = nameOf(error)
  if (collided.test(name)) return new Undone('Others kept changing the same rows.', error)
  const [, sentence] = sentences.find(([pattern]) => pattern.test(name)) ?? []
  return sentence === undefined ? error : new Fault('database-unusable', sentence, { cause: error })
}

function nameOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return 'message' in error ? String(error.message) : ''
}

/** Where in the server's own code an error was made. */
function routineOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'routine' in error && error.routine
}
