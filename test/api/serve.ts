import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import express from 'express'
import type { Kysely } from 'kysely'
import { createApi } from '../../src/api/create-api.ts'
import type { ApiDependencies } from '../../src/api/dependencies.ts'
import { drawToken, hashOfToken, type Scope, scopes } from '../../src/api/token.ts'
import { type ApiStore, openApiStore } from '../../src/stores/api-store.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { freshLimits } from '../support/limits.ts'
import { type Line, openLine } from '../activation/line.ts'

export type Answer = {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
  readonly text: string
}

export type Ask = {
  readonly method?: string
  readonly token?: string
  /** Sent as JSON. */
  readonly json?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as it is. */
  readonly body?: string | Uint8Array
}

export type Served = {
  readonly server: Server
  readonly url: string
  /** What the API reported, in order. */
  readonly reported: readonly unknown[]
  /** Asks for a path under `/api/v1`. */
  readonly ask: (path: string, ask?: Ask) => Promise<Answer>
  readonly close: () => Promise<void>
}

/** An API on a port of its own. */
export async function serve(
  dependencies: Omit<ApiDependencies, 'report' | 'ratePerMinute' | 'now' | 'limits'> &
    Partial<Pick<ApiDependencies, 'ratePerMinute' | 'now' | 'limits'>>,
): Promise<Served> {
  const reported: unknown[] = []
  const app = express()
  app.use(
    '/api/v1',
    createApi({
      ratePerMinute: 0,
      limits: freshLimits(),
      now: Date.now,
      ...dependencies,
      report: (error) => void reported.push(error),
    }),
  )
  const server = createServer(app)
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/api/v1`
  return {
    server,
    url,
    reported,
    ask: async (path, { method, token, json, headers, body } = {}) => {
      const content = json === undefined ? body : JSON.stringify(json)
      const response = await fetch(url + path, {
        method: method ?? (content === undefined ? 'GET' : 'POST'),
        headers: {
          ...(json !== undefined && { 'content-type': 'application/json' }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...headers,
        },
        ...(content !== undefined && { body: content }),
      })
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.includes('json') ?? false
      const isOne = isJson && !response.headers.get('content-type')?.includes('ndjson')
      return {
        status: response.status,
        headers: response.headers,
        body: isOne ? JSON.parse(text) : undefined,
        text,
      }
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A line with books, and an API over them. */
export type Office = Served & {
  readonly line: Line
  readonly store: ApiStore
  readonly database: Kysely<unknown>
  /** Makes a token; with all scopes where none is named. */
  readonly tokenFor: (...may: readonly Scope[]) => Promise<string>
  readonly close: () => Promise<void>
}

export async function openOffice(
  folder: string,
  rest: Partial<ApiDependencies> = {},
): Promise<Office> {
  const line = await openLine(folder)
  const database = await openDatabase({ kind: 'sqlite', file: join(folder, 'line.db') })
  const store = await openApiStore(database)
  const { ledger, keyring, core, clock } = line
  const served = await serve({
    core,
    books: { ledger, keyring, ...store },
    now: () => clock.at,
    ...rest,
  })
  let made = 0
  return {
    ...served,
    line,
    store,
    database,
    tokenFor: async (...may) => {
      const token = drawToken()
      made += 1
      await store.tokens.add({
        name: `token-${made}`,
        hash: hashOfToken(token),
        scopes: may.length === 0 ? scopes : may,
        createdAt: clock.at,
      })
      return token
    },
    close: async () => {
      await served.close()
      await database.destroy()
      await line.close()
    },
  }
}
