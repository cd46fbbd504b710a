import { type ClientBase, Pool, types } from 'pg'

/** At most so many connections a process: Postgres allows a hundred, unless told. */
export const mostConnections = 10

/** To connect, and to wait for a connection that is free. */
const connectingInMs = 5_000

const statementInMs = 30_000

/** For the server to say that a statement took too long; after it the connection is given up. */
export const answerInMs = statementInMs + 5_000

/** The address's own parameters, such as `sslmode`, come before what stands here. */
export function createPostgresPool(url: string): Pool {
  const pool = new Pool({
    connectionString: url,
    max: mostConnections,
    connectionTimeoutMillis: connectingInMs,
    idleTimeoutMillis: 60_000,
    maxLifetimeSeconds: 1_800,
    statement_timeout: statementInMs,
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    fallback_application_name: 'activation-line',
    onConnect: insist,
    types: {
      getTypeParser: ((oid: number, format?: 'text') =>
        oid === types.builtins.INT8
          ? parseWhole
          : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
    },
  })
  // Whoever has the connection learns of it by his statement; one that lies idle leaves the pool by itself.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/**
 * Whatever the server's habits are: a commit is on the disk before it is answered, and a statement by itself never
 * fails because others write too.
 */
async function insist(client: ClientBase): Promise<void> {
  await client.query(`select
    set_config('default_transaction_isolation', 'read committed', false),
    set_config('synchronous_commit', case current_setting('synchronous_commit')
      when 'off' then 'on' when 'local' then 'on' else current_setting('synchronous_commit')
    end, false)`)
}

function parseWhole(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError('a whole number is beyond 2^53')
  return value
}
