import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { limitKeys } from '../../src/calls/limit-keys.ts'
import { forgedOfAddress } from '../../src/calls/limits-policy.ts'
import { makeInstallationId } from '../../src/identifiers/installation-id.ts'
import { firstOf, type Line, machine, openLine, product } from '../activation/line.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { freshLimits } from '../support/limits.ts'
import { type Answer, type Office, openOffice, type Served, serve } from './serve.ts'

const newFolder = temporaryFolders()

const secret = Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7)
const forged = (nth: number, version: 1 | 2 = 1): string =>
  makeInstallationId({ product, serial: 1, secret, hardware: machine(nth), version }).join('')

describe('somebody who tries IDs without a token', () => {
  let line: Line
  let api: Served
  beforeAll(async () => {
    line = await openLine(newFolder())
    const limits = freshLimits()
    api = await serve({ core: limitKeys(line.core, limits), limits })
  })
  afterAll(async () => {
    await api.close()
    await line.close()
  })

  const activate = (installationId: string): Promise<Answer> =>
    api.ask('/activations', { json: { installationId } })

  test('is told to wait after twenty forged ones, and a genuine one is still confirmed', async () => {
    const genuine = line.shows(firstOf(await line.mint('retail', 1)), machine(1)).join('')
    for (let tries = 1; tries <= forgedOfAddress; tries += 1) {
      const { status, body } = await activate(forged(tries))
      expect([status, body]).toEqual([422, { kind: 'refused', reason: 'forged' }])
    }
    const { status, headers } = await activate(forged(99))
    expect(status).toBe(429)
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(3_500)
    expect(await activate(genuine)).toMatchObject({ status: 200, body: { kind: 'confirmed' } })
    expect((await api.ask('/releases', { json: { releaseId: forged(98, 2) } })).status).toBe(429)
  })

  test('is answered all the same where the ID is only mistyped: that tells nothing', async () => {
    const { status, body } = await activate('1'.repeat(63))
    expect([status, body]).toMatchObject([422, { reason: 'check-digit' }])
  })
})

describe('the bearer of a token', () => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice(newFolder())
  })
  afterAll(() => office.close())

  test('is answered however many IDs of his customers are forged', async () => {
    const token = await office.tokenFor('activations')
    const statuses: number[] = []
    for (let tries = 0; tries <= forgedOfAddress; tries += 1) {
      const json = { installationId: forged(tries) }
      statuses.push((await office.ask('/activations', { json, token })).status)
    }
    expect(new Set(statuses)).toEqual(new Set([422]))
  })
})
