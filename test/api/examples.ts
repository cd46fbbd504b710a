import { expect } from '@jest/globals'
import { sql } from 'kysely'
import { createSeal } from '../../src/activation/audit-seal.ts'
import { firstOf, machine, product } from '../activation/line.ts'
import { presses } from '../support/ids.ts'
import type { Ask, Office } from './serve.ts'

/** The usual API, and those that answer what it does not. */
export type Offices = Readonly<
  Record<'usual' | 'limited' | 'failing' | 'broken' | 'unable', Office>
>

/** A request, to the usual API and the route's own path where it names no other. */
export type Example = Ask & { readonly from?: keyof Offices; readonly path?: string }

/** By operation: requests for those of its answers that do not follow from how it is asked. */
export const examples: Readonly<
  Record<string, (office: Office, token: string) => Promise<readonly Example[]>>
> = {
  activate: async (office, token) => {
    const { key, id } = await newKey(office)
    const other = office.line.shows(key, machine(2)).join('')
    return [
      { json: { installationId: id } },
      { json: { installationId: other } },
      { token, json: { installationId: id } },
      { token, json: { installationId: other } },
      { token, json: { keyed: [presses(id)] } },
      { token, json: { keyed: [presses('1234567')] } },
      { token, json: { installationId: id, licences: ['oem'], country: 'NL' } },
    ]
  },
  activateMany: async (office, token) => {
    const { id } = await newKey(office)
    const headers = { 'content-type': 'application/x-ndjson' }
    return [
      {
        token,
        headers,
        body: `{"installationId":"${id}"}\nrubbish\n{}\n${'x'.repeat(2_000)}\nhalf`,
      },
      { token, body: '', headers: { 'content-type': 'text/plain' } },
    ]
  },
  read: async (office, token) => {
    const { key, id } = await newKey(office)
    const releaseId = office.line.shows(key, machine(1), 2).join('')
    const keyed = [id, releaseId, '1234567']
    return keyed.map((digits) => ({ token, json: { keyed: [presses(digits)], atMost: 5 } }))
  },
  release: async (office, token) => {
    const { key, id } = await newKey(office)
    const releaseId = office.line.shows(key, machine(1), 2).join('')
    return [undefined, token].flatMap((as) =>
      [releaseId, id].map((digits) => ({
        json: { releaseId: digits },
        ...(as !== undefined && { token: as }),
      })),
    )
  },
  requestExtension: async (office, token) => {
    const { id } = await newKey(office)
    const retail = await newKey(office, 'retail')
    return [
      { json: { installationId: id } },
      { token, json: { installationId: id } },
      { json: { installationId: retail.id } },
      { token, json: { installationId: retail.id } },
    ]
  },
  listExtensions: async (_office, token) => [{ token }],
  decideExtension: async (office, token) => {
    const { key } = await newKey(office)
    const path = `/keys/${product}/${key.serial}/extensions`
    const json = { decision: 'grant', more: 1, reason: 'Asked for.' }
    const as = (name: string) => ({ 'idempotency-key': name })
    return [
      { path, token, json, headers: as('grant') },
      { path, token, json: { ...json, more: 2 }, headers: as('grant') },
      { path, token, json: { decision: 'decline', reason: 'No.' }, headers: as('decline') },
      { path: `/keys/${product}/99999/extensions`, token, json, headers: as('unknown') },
      { path, token, json },
    ]
  },
  listProducts: async (_office, token) => [{ token }, { token, path: '/products?limit=1' }],
  listKeys: async (_office, token) => [
    { token, path: `/keys?product=${product}` },
    { token, path: '/keys?product=77' },
  ],
  mintKeys: async (office, token) => {
    const json = { product, keyClass: 'mak', limit: 2, count: 2 }
    const as = (name: string) => ({ 'idempotency-key': name })
    await office.line.ledger.addProduct(
      {
        number: 7,
        name: 'Full',
        publicKey: 'ab'.repeat(80),
        keyCheck: office.line.secrets.keyCheck(),
      },
      { by: 'test', at: 0 },
    )
    await sql`update products set minted = ${2 ** 30 - 1} where number = 7`.execute(office.database)
    return [
      { token, json, headers: as('mint') },
      { token, json: { ...json, count: 3 }, headers: as('mint') },
      { token, json: { ...json, product: 77 }, headers: as('unknown') },
      { token, json: { ...json, product: 7 }, headers: as('full') },
      { token, json },
    ]
  },
  showKey: async (_office, token) => [{ token }, { token, path: `/keys/${product}/99999` }],
  blockKey: async (office, token) => {
    const { key } = await newKey(office)
    const path = `/keys/${product}/${key.serial}/block`
    return [{ path, token, json: { reason: 'leaked' } }]
  },
  unblockKey: async (_office, token) => [{ token }],
  showCase: async (office, token) => {
    const { id } = await newKey(office)
    const { body } = await office.ask('/activations', { json: { installationId: id } })
    const { caseNumber } = body as { caseNumber: string }
    return [{ token, path: `/cases/${caseNumber}` }, { token }]
  },
  showAuditHead: async (office, token) => {
    const before = await office.ask('/audit/head', { token })
    expect(before.body).toEqual({ number: 0, seal: null })
    await office.line.ledger.seal(createSeal(office.line.secrets), 10_000)
    return [{ token }]
  },
  listAudit: async (office, token) => {
    await office.line.ledger.seal(createSeal(office.line.secrets), 10_000)
    return [{ token, path: '/audit?limit=1000' }]
  },
  health: async () => [{}, { from: 'unable' }],
  showProblem: async () => [{}],
  showDocument: async () => [{}],
}

type NewKey = { readonly key: { product: number; serial: number }; readonly id: string }

async function newKey(office: Office, keyClass: 'mak' | 'retail' = 'mak'): Promise<NewKey> {
  const { serial } = firstOf(await office.line.mint(keyClass, 1))
  const key = { product, serial }
  return { key, id: office.line.shows(key, machine(1)).join('') }
}
