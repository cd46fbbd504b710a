import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll } from '@jest/globals'
import { Client } from 'pg'
import { doorName } from './postgres-of-the-run.ts'

/**
 * A function that makes a new empty database, as the options of `create database` say, and gives its address;
 * all are gone after the tests.
 */
export function temporaryDatabases(): (options?: string) => Promise<string> {
  const made: string[] = []
  afterAll(async () => {
    // Our own server goes with all it has; to drop a database, Postgres writes all there is to the disk.
    if (givenServer === '') return
    for (const name of made) await tell(givenServer, `drop database ${name} with (force)`)
  })
  return async (options = "encoding 'UTF8'") => {
    const server = await serverOfTheRun()
    const name = `activation_line_test_${randomBytes(8).toString('hex')}`
    await tell(server, `create database ${name} template template0 ${options}`)
    made.push(name)
    const url = new URL(server)
    url.pathname = name
    return url.href
  }
}

/** Of a user who may make databases. */
const givenServer = process.env['DATABASE_URL_TEST'] ?? ''

/** The given server, or our own. */
async function serverOfTheRun(): Promise<string> {
  if (givenServer !== '') return givenServer
  const answer = await text(connect(Number(process.env[doorName]), '127.0.0.1'))
  const { url, wrong } = JSON.parse(answer) as { readonly url?: string; readonly wrong?: string }
  if (url === undefined) throw new Error(wrong ?? 'Postgres does not start')
  return url
}

/** Says one statement to the server at the address. */
export async function tell(address: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: address })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
