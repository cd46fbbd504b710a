import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Document } from '../../src/api/openapi.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { Fault } from '../../src/base/faults.ts'
import type { MintedKey } from '../../src/activation/mint-keys.ts'
import { firstOf, machine, masterKey, product } from '../activation/line.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { presses } from '../support/ids.ts'
import { examples } from './examples.ts'
import { type Ask, type Office, openOffice } from './serve.ts'

const newFolder = temporaryFolders()

let folder: string
let office: Office
let token: string
let key: MintedKey
let installationId: string
beforeAll(async () => {
  folder = newFolder()
  office = await openOffice(folder)
  token = await office.tokenFor()
  key = firstOf(await office.line.mint('mak', 3))
  installationId = office.line.shows(key, machine(1)).join('')
})
afterAll(() => office.close())

/** What must be nowhere, in every form in which it could be written. */
function secrets(): readonly (readonly [string, string])[] {
  const { secrets: from } = office.line
  const bytes: readonly (readonly [string, Uint8Array])[] = [
    ['the master key', masterKey],
    ['the audit key', from.derive('audit/v1', 32)],
    [
      'the signing key',
      Buffer.from(from.signingKey(product).toString(16).padStart(40, '0'), 'hex'),
    ],
    ['the secret of a key', from.keySecret(product, key.serial)],
  ]
  return [
    ...bytes.flatMap(([name, one]) =>
      (['hex', 'base64', 'base64url', 'latin1'] as const).map(
        (form) => [`${name} as ${form}`, Buffer.from(one).toString(form)] as const,
      ),
    ),
    ['a product key', key.productKey],
    ['a product key without hyphens', key.productKey.replaceAll('-', '')],
    ['a token', token.slice(3)],
  ]
}

function secretsIn(text: string): readonly string[] {
  return secrets()
    .filter(([, secret]) => text.includes(secret))
    .map(([name]) => name)
}

/** Requests that try to have something said that should not be. */
function curious(): readonly (Ask & { readonly path: string })[] {
  const ids = [installationId, key.productKey, token, '1'.repeat(63)]
  const paths = ['/activations', '/releases', '/extensions', '/readings', '/keys', '/nowhere']
  const bodies = ids.flatMap((one) => [
    { installationId: one },
    { releaseId: one },
    { productKey: one },
    { [one]: one },
    { keyed: [[{ kind: 'press', key: one }]], atMost: 1 },
    { keyed: [presses(one.replaceAll(/\D/g, '') || '1')], atMost: 1 },
    [one],
    one,
  ])
  const posts = paths.flatMap((path) =>
    bodies.flatMap((json) => [
      { path, json },
      { path, json, token, headers: { 'idempotency-key': 'curious' } },
    ]),
  )
  const gets = ids.flatMap((one) => [
    { path: `/keys?product=${one}`, token },
    { path: `/keys?product=${product}&cursor=${one.slice(0, 40)}`, token },
    { path: `/keys/${product}/${one}`, token },
    { path: `/keys/${product}/${key.serial}?productKey=${one}`, token },
    { path: `/cases/${one}`, token },
    { path: `/problems/${one}`, token },
    { path: `/${one}`, token },
    { path: '/products', headers: { authorization: `Bearer ${one}` } },
    { path: '/products', headers: { authorization: one } },
  ])
  return [...posts, ...gets]
}

test('no answer to whatever is asked says a secret, or a digit that was sent back in an error', async () => {
  for (const { path, ...ask } of curious()) {
    const { status, text } = await office.ask(path, ask)
    expect([path, secretsIn(text)]).toEqual([path, []])
    const isError = status >= 400 && status !== 422
    expect([path, isError && /\d{7}/.test(text)]).toEqual([path, false])
    expect(status).toBeLessThan(500)
  }
  expect(office.reported).toEqual([])
}, 60_000)

test('no answer but that of minting says a product key, and minting says only new ones', async () => {
  const { paths } = (await office.ask('/openapi.json')).body as Document
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => ({ path, method, operationId })),
  )
  for (const { path: own, method, operationId: name } of routes) {
    for (const { from, path = own, ...ask } of (await examples[name]?.(office, token)) ?? []) {
      if (from !== undefined) continue
      const { text } = await office.ask(path, { method: method.toUpperCase(), ...ask })
      expect([name, secretsIn(text)]).toEqual([name, []])
      const isKey = /([A-Z2-9]{5}-){4}/.test(text)
      expect([name, isKey && name !== 'mintKeys']).toEqual([name, false])
    }
  }
}, 60_000)

test('nothing of a request is in what the API reports, nor in the log of it', async () => {
  const lines: string[] = []
  const log = createLog({ level: 'trace', destination: { write: (one) => void lines.push(one) } })
  const { ledger, keyring, core } = office.line
  const foreign = (): never => {
    throw new Error(`near "${installationId}" and ${key.productKey} and ${token}`)
  }
  const broken = await openOffice(newFolder(), {
    core: { ...core, activate: async () => foreign(), release: async () => foreign() },
    books: { ledger: { ...ledger, key: async () => foreign() }, keyring, ...office.store },
  })
  const answers = [
    await broken.ask('/activations', { json: { installationId } }),
    await broken.ask('/releases', { token, json: { releaseId: installationId } }),
    await broken.ask(`/keys/${product}/1`, { token }),
    await broken.ask('/activations/batch', {
      token,
      body: `{"installationId":"${installationId}"}`,
      headers: { 'content-type': 'application/x-ndjson' },
    }),
  ]
  for (const err of broken.reported) log.error({ err }, 'a fault in the API')
  log.error({ err: new Fault('database-unusable', 'the disk is full') }, 'a fault in the API')
  await broken.close()
  expect(answers.map(({ status }) => status)).toEqual([500, 500, 500, 200])
  expect(lines).toHaveLength(5)
  for (const text of [...lines, ...answers.slice(0, 3).map((one) => one.text)]) {
    expect(secretsIn(text)).toEqual([])
    expect(text).not.toContain(installationId)
    expect(text).not.toMatch(/near "/)
  }
  expect(answers[3]?.text).toContain('unavailable')
  expect(secretsIn(answers[3]?.text ?? '')).toEqual([])
})

test('the database keeps neither tokens nor product keys, also where the API made them', async () => {
  const json = { product, keyClass: 'mak', limit: 2, count: 3 }
  const headers = { 'idempotency-key': 'kept-1234567' }
  const { body } = await office.ask('/keys', { token, json, headers })
  const { keys } = body as { readonly keys: readonly { readonly productKey: string }[] }
  const kept = ['line.db', 'line.db-wal']
    .map((file) => readFileSync(join(folder, file)).toString('latin1'))
    .join('')
  expect(kept).toContain('api_outcomes')
  expect(keys).toHaveLength(3)
  for (const { productKey } of keys) expect(kept).not.toContain(productKey)
  expect(kept).not.toContain('kept-1234567')
  expect(secretsIn(kept)).toEqual([])
})
