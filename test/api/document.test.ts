import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { createApi } from '../../src/api/create-api.ts'
import type { Document, Operation } from '../../src/api/openapi.ts'
import { problems } from '../../src/api/problems.ts'
import { drawToken, isScope, type Scope, scopes } from '../../src/api/token.ts'
import { Fault } from '../../src/base/faults.ts'
import { product } from '../activation/line.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { type Example, examples, type Offices } from './examples.ts'
import { type Answer, type Office, openOffice, serve } from './serve.ts'
import { freshLimits } from '../support/limits.ts'

const newFolder = temporaryFolders()

let offices: Offices
let document: Document
let validate: (pointer: readonly string[], body: unknown) => readonly unknown[]
beforeAll(async () => {
  offices = await openOffices()
  document = (await offices.usual.ask('/openapi.json')).body as Document
  const ajv = new Ajv2020({ strict: false, validateSchema: false, validateFormats: false })
  ajv.addSchema(document, 'document')
  validate = (pointer, body) => {
    const fragment = pointer.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'))
    const check = ajv.compile({
      $ref: `document#/${fragment.map(encodeURIComponent).join('/')}`,
    })
    return check(body) ? [] : (check.errors ?? [])
  }
})
afterAll(async () => {
  for (const office of Object.values(offices)) await office.close()
})

test('the document is one of OpenAPI 3.1', async () => {
  const validator = new Validator()
  expect(await validator.validate(structuredClone(document) as Json)).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
})

test('every route of the router is in the document, and no other', () => {
  const { ledger, keyring, core } = offices.usual.line
  const router = createApi({
    core,
    books: { ledger, keyring, ...offices.usual.store },
    ratePerMinute: 0,
    limits: freshLimits(),
    now: Date.now,
    report: () => {},
  })
  const routed = router.stack.flatMap(({ route }) =>
    (route?.stack ?? [])
      .filter(({ method }) => method !== undefined)
      .map(({ method }) => `${method} ${route?.path.replaceAll(/:(\w+)/g, '{$1}')}`),
  )
  const documented = operations().map(({ path, method }) => `${method} ${path}`)
  expect([...new Set(routed)].toSorted()).toEqual(documented.toSorted())
  const named = operations().map(({ operation }) => operation.operationId)
  expect(named.toSorted()).toEqual(Object.keys(examples).toSorted())
})

test('a line without books has what needs none, and says so', async () => {
  const bare = await serve({ core: offices.usual.line.core })
  const { body } = await bare.ask('/openapi.json')
  const statuses = [await bare.ask('/health'), await bare.ask('/products')].map((one) => one.status)
  await bare.close()
  const paths = Object.keys((body as Document).paths)
  expect(paths).toContain('/activations')
  expect(paths.filter((path) => /keys|products|cases|audit/.test(path))).toEqual([])
  expect(statuses).toEqual([200, 404])
})

test('every problem is described where its type says', async () => {
  for (const [code, { status, title }] of Object.entries(problems)) {
    const answer = await offices.usual.ask(`/problems/${code}`)
    expect(answer).toMatchObject({
      status: 200,
      body: { type: `/api/v1/problems/${code}`, status, title },
    })
  }
})

describe('docs/api.md', () => {
  const page = readFileSync('docs/api.md', 'utf8')
  const firstCells = [...page.matchAll(/^\| (`[^|]+?) +\|/gm)].map(([, cell = '']) => cell)

  test('names every type of problem, with its status', () => {
    const told = [...page.matchAll(/^\| `\/api\/v1\/problems\/([\w-]+)` +\| (\d+) /gm)]
    const kept = Object.entries(problems).map(([code, { status }]) => [code, String(status)])
    expect(told.map(([, code, status]) => [code, status])).toEqual(kept)
  })

  test('names every scope', () => {
    const told = firstCells.map((cell) => cell.replaceAll('`', '')).filter(isScope)
    expect(told).toEqual([...scopes])
  })

  test('names every route, with its scope', () => {
    for (const { path, method, scope } of operations()) {
      const words = `\`${method.toUpperCase()} ${path.replace(/\/unblock$/, '/block')}`
      const row = page.split('\n').find((one) => one.startsWith('|') && one.includes(words))
      expect([path, row]).toEqual([path, expect.stringContaining(scope ?? 'none')])
    }
  })
})

describe('every documented status is answered, as documented', () => {
  test.each(Object.keys(examples))('by %s', async (name) => {
    const found = operations().find(({ operation }) => operation.operationId === name)
    if (found === undefined) throw new Error(`${name} is not in the document`)
    const seen = new Set<string>()
    for (const { from = 'usual', path = fill(found.path), ...ask } of await requestsFor(found)) {
      const answer = await offices[from].ask(path, { method: found.method.toUpperCase(), ...ask })
      seen.add(String(answer.status))
      expect({ path, ask, problems: wrongWith(found, answer) }).toMatchObject({ problems: [] })
    }
    expect([...seen].toSorted()).toEqual(Object.keys(found.operation.responses).toSorted())
  })
})

type Json = Parameters<Validator['validate']>[0]

type Found = {
  readonly path: string
  readonly method: string
  readonly operation: Operation
  readonly scope: Scope | undefined
}

function operations(): readonly Found[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const security = operation['security'] as readonly { readonly token?: readonly Scope[] }[]
      return { path, method, operation, scope: security.flatMap(({ token }) => token ?? [])[0] }
    }),
  )
}

function wrongWith({ path, method, operation }: Found, answer: Answer): readonly unknown[] {
  const { status, headers, text } = answer
  const [type = ''] = (headers.get('content-type') ?? '').split(';')
  const described = operation.responses[String(status)] as { content?: object } | undefined
  if (described === undefined) return [`${status} is not documented`]
  if (!Object.hasOwn(described.content ?? {}, type)) return [`${status} is not ${type}`]
  const pointer = ['paths', path, method, 'responses', String(status), 'content', type, 'schema']
  const values = type.includes('ndjson') ? text.trimEnd().split('\n') : [text]
  return values.flatMap((one) => validate(pointer, JSON.parse(one)))
}

function fill(path: string): string {
  return path
    .replace('{product}', String(product))
    .replace('{serial}', '1')
    .replace('{caseNumber}', '00000000')
    .replace('{code}', 'forbidden')
}

/** What every route answers follows from how it is asked; the rest is its own. */
async function requestsFor({ operation, path, scope }: Found): Promise<readonly Example[]> {
  const { usual } = offices
  const token = await usual.tokenFor(...(scope === undefined ? scopes : [scope]))
  const wrong = await usual.tokenFor(scope === 'batch' ? 'keys:read' : 'batch')
  const requestBody = operation['requestBody'] as { content: object } | undefined
  const isJson = requestBody !== undefined && 'application/json' in requestBody.content
  const hasQuery = (operation['parameters'] as readonly { in: string }[]).some(
    (one) => one.in === 'query',
  )
  const once = { 'idempotency-key': `generic-${operation.operationId}` }
  const withJson = { token, headers: { 'content-type': 'application/json', ...once } }
  const nowhere = path.replaceAll(/\{\w+\}/g, 'nowhere')
  return [
    ...((await examples[operation.operationId]?.(usual, token)) ?? []),
    { token: drawToken() },
    ...(scope === undefined ? [] : [{ token: wrong }]),
    ...(hasQuery ? [{ token, path: `${path}?nonsense=1` }] : []),
    ...(nowhere === path
      ? []
      : [{ ...(isJson ? { ...withJson, body: '{}' } : { token }), path: nowhere }]),
    ...(isJson
      ? [
          { ...withJson, body: '{"nonsense":1}' },
          { ...withJson, body: '{"nonsense"' },
          { ...withJson, body: ' '.repeat(200_000) },
          { token, body: '{}', headers: { 'content-type': 'text/plain' } },
        ]
      : []),
    { from: 'limited' },
    { from: 'limited' },
    { from: 'failing', token: drawToken() },
    { from: 'broken', token: drawToken() },
  ]
}

async function openOffices(): Promise<Offices> {
  const usual = await openOffice(newFolder())
  const { ledger, keyring, core } = usual.line
  const books = { ledger, keyring, ...usual.store }
  const withTokens = (error: Error): Promise<Office> => {
    const tokens = { ...usual.store.tokens, find: () => Promise.reject(error) }
    return openOffice(newFolder(), { core, books: { ...books, tokens } })
  }
  await usual.line.mint('mak', 5)
  return {
    usual,
    limited: await openOffice(newFolder(), { core, books, ratePerMinute: 1 }),
    failing: await withTokens(new Fault('database-unusable', 'the disk is full')),
    broken: await withTokens(new Error('a secret reason')),
    unable: await openOffice(newFolder(), {
      core: { ...core, health: async () => 'unable' },
      books,
    }),
  }
}
