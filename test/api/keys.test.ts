import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parseProductKey } from '../../src/identifiers/product-key.ts'
import { firstOf, machine, product } from '../activation/line.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { type Answer, type Office, openOffice } from './serve.ts'

const newFolder = temporaryFolders()

let office: Office
let reader: string
let writer: string
beforeAll(async () => {
  office = await openOffice(newFolder())
  reader = await office.tokenFor('keys:read')
  writer = await office.tokenFor('keys:write')
})
afterAll(() => office.close())

type Minted = { readonly keys: readonly { readonly serial: number; readonly productKey: string }[] }

const mak = { product, keyClass: 'mak', limit: 5, count: 2 }
const mint = (json: unknown, key = `mint-${Math.random()}`): Promise<Answer> =>
  office.ask('/keys', { token: writer, json, headers: { 'idempotency-key': key } })
const show = (serial: number): Promise<Answer> =>
  office.ask(`/keys/${product}/${serial}`, { token: reader })
const mintOne = async (json: object = mak): Promise<number> => {
  const { keys } = (await mint({ ...json, count: 1 })).body as Minted
  return firstOf(keys).serial
}

describe('minting', () => {
  test('gives product keys that are good at once', async () => {
    const { status, body } = await mint({ ...mak, regions: ['NL', 'BE'] })
    const { keys } = body as Minted
    expect(status).toBe(201)
    expect(body).toMatchObject({ product, keyClass: 'mak', limit: 5, regions: ['NL', 'BE'] })
    expect(keys).toHaveLength(2)
    for (const { serial, productKey } of keys) {
      const secret = office.line.secrets.keySecret(product, serial)
      expect(parseProductKey(productKey)).toEqual({
        kind: 'product-key',
        product,
        serial,
        secret,
      })
      expect(await show(serial)).toMatchObject({
        status: 200,
        body: { used: 0, limit: 5, regions: ['NL', 'BE'], blocked: null },
      })
    }
  })

  test('is written into the audit under the name of the token', async () => {
    const acts: unknown[] = []
    const { ledger, keyring, core } = office.line
    const once: Office['store']['once'] = (request, work) =>
      office.store.once(request, (books) =>
        work({
          ...books,
          mint: (batch, act) => {
            acts.push(act)
            return books.mint(batch, act)
          },
        }),
      )
    const books = { ledger, keyring, ...office.store, once }
    const other = await openOffice(newFolder(), { core, books, now: () => 77 })
    const headers = { 'idempotency-key': 'audit' }
    await other.ask('/keys', { token: writer, json: mak, headers })
    await other.close()
    expect(acts).toEqual([{ by: 'token-2', at: 77 }])
  })

  test.each([
    ['retail', 1],
    ['oem', 1],
    ['kms-host', 6],
    ['kms-client', 0],
  ])('of class %s is for %i machines, and takes no limit', async (keyClass, limit) => {
    expect((await mint({ product, keyClass })).body).toMatchObject({ keyClass, limit })
    expect(await mint({ product, keyClass, limit: 9 })).toMatchObject({ status: 400 })
  })

  test.each<[string, unknown, string]>([
    ['a MAK without a limit', { product, keyClass: 'mak' }, '/limit'],
    ['no key at all', { ...mak, count: 0 }, '/count'],
    ['more than a thousand keys', { ...mak, count: 1_001 }, '/count'],
    ['half a key', { ...mak, count: 1.5 }, '/count'],
    ['a class that is none', { ...mak, keyClass: 'volume' }, '/keyClass'],
    ['a product beyond 12 bits', { ...mak, product: 4_096 }, '/product'],
    ['a region in words', { ...mak, regions: ["NL'; drop table keys; --"] }, '/regions/0'],
    ['a field that nobody knows', { ...mak, 'secret-1234567': 1 }, ''],
  ])('%s is answered 400 with the place', async (_what, json, pointer) => {
    const { status, body, text } = await mint(json)
    expect(status).toBe(400)
    expect((body as { errors: { pointer: string }[] }).errors.map((one) => one.pointer)).toContain(
      pointer,
    )
    expect(text).not.toMatch(/1234567|drop/)
  })

  test('for a product that is not there is answered 404', async () => {
    expect(await mint({ ...mak, product: 77 })).toMatchObject({
      status: 404,
      body: { type: '/api/v1/problems/unknown-product' },
    })
  })

  test('without an Idempotency-Key is answered 400', async () => {
    for (const headers of [{}, { 'idempotency-key': 'x'.repeat(201) }]) {
      const answer = await office.ask('/keys', { token: writer, json: mak, headers })
      expect(answer).toMatchObject({
        status: 400,
        body: { type: '/api/v1/problems/idempotency-key-missing' },
      })
    }
  })

  test('sent again gives the same keys, and mints none', async () => {
    const first = await mint(mak, 'again')
    const others = await Promise.all([mint(mak, 'again'), mint(mak, 'again')])
    const reordered = await mint(Object.fromEntries(Object.entries(mak).toReversed()), 'again')
    const texts = [...others, reordered].map(({ text }) => text)
    expect(texts).toEqual([first.text, first.text, first.text])
    const next = await mintOne()
    expect(next).toBe(((first.body as Minted).keys.at(-1)?.serial ?? 0) + 1)
  })

  test('sent again with another body is answered 422, and mints none', async () => {
    const before = await mintOne()
    await mint(mak, 'changed')
    expect(await mint({ ...mak, count: 3 }, 'changed')).toMatchObject({
      status: 422,
      body: { type: '/api/v1/problems/idempotency-key-reused' },
    })
    expect(await mintOne()).toBe(before + 3)
  })

  test('with the same key of another token is another request', async () => {
    const other = await office.tokenFor('keys:write')
    const first = await mint(mak, 'shared')
    const headers = { 'idempotency-key': 'shared' }
    const second = await office.ask('/keys', { token: other, json: mak, headers })
    expect(second.status).toBe(201)
    expect(second.text).not.toBe(first.text)
  })
})

describe('keys', () => {
  test('are listed page by page, in order, each once', async () => {
    await mint({ ...mak, count: 5 })
    const serials: number[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const query = `?product=${product}&limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`
      const answer = await office.ask(`/keys${query}`, { token: reader })
      const body = answer.body as { items: { serial: number }[]; next: string | null }
      expect(body.items.length).toBeLessThanOrEqual(3)
      serials.push(...body.items.map(({ serial }) => serial))
      cursor = body.next
    }
    const last = serials.at(-1) ?? 0
    expect(serials).toEqual(Array.from({ length: last }, (_, index) => index + 1))
  })

  test('no answer but that of minting holds a product key', async () => {
    const { keys } = (await mint(mak)).body as Minted
    const { serial, productKey } = firstOf(keys)
    const secret = Buffer.from(office.line.secrets.keySecret(product, serial)).toString('hex')
    const token = await office.tokenFor()
    const answers = [
      await office.ask(`/keys?product=${product}&limit=1000`, { token }),
      await show(serial),
      await office.ask('/products', { token }),
      await office.ask(`/keys/${product}/${serial}/block`, { token, json: { reason: 'leaked' } }),
      await office.ask(`/keys/${product}/${serial}/unblock`, { token, method: 'POST' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    for (const { text } of answers) {
      expect(text).not.toContain(productKey)
      expect(text).not.toContain(secret)
      expect(text).not.toMatch(/([A-Z2-9]{5}-){4}/)
    }
  })

  test.each([
    [`/keys/${product}/999999`, 404, 'unknown-key'],
    [`/keys/77/1`, 404, 'unknown-key'],
    [`/keys/${product}/0x1`, 404, 'not-found'],
    [`/keys/${product}/1e1`, 404, 'not-found'],
    [`/keys/${product}/1%27%20or%201=1`, 404, 'not-found'],
    [`/keys/${product}/99999999999`, 404, 'not-found'],
    ['/keys/%E0%A4%A/1', 404, 'not-found'],
    ['/keys?product=77', 404, 'unknown-product'],
    ['/keys', 400, 'bad-request'],
    ['/keys?product=42&product=43', 400, 'bad-request'],
    ['/keys?product=42&limit=0', 400, 'bad-request'],
    ['/keys?product=42&limit=1001', 400, 'bad-request'],
    ['/keys?product=42&cursor=YWZ0ZXI6eA', 400, 'bad-request'],
    ['/keys?product=42&cursor=%27', 400, 'bad-request'],
    ['/keys?product=42&order=serial', 400, 'bad-request'],
  ])('%s is answered %i %s', async (path, status, code) => {
    expect(await office.ask(path, { token: reader })).toMatchObject({
      status,
      body: { type: `/api/v1/problems/${code}`, status },
    })
  })

  test('a key is blocked with its class, and let go again', async () => {
    const serial = await mintOne()
    const path = `/keys/${product}/${serial}`
    const json = { reason: 'refunded' }
    const blocked = await office.ask(`${path}/block`, { token: writer, json })
    expect(blocked).toMatchObject({ status: 200, body: { serial, blocked: 'refunded' } })
    const installationId = office.line.shows({ product, serial }, machine(1))
    const refused = await office.line.core.activate({ installationId, licences: [] })
    expect(refused).toMatchObject({ reason: 'blocked', blockClass: 'refunded' })
    const free = await office.ask(`${path}/unblock`, { token: writer, json: {} })
    expect(free).toMatchObject({ status: 200, body: { blocked: null } })
    expect(await office.ask(`${path}/block`, { token: writer, json: {} })).toMatchObject({
      status: 400,
    })
    const unknown = `/keys/${product}/999999/unblock`
    expect(await office.ask(unknown, { token: writer, method: 'POST' })).toMatchObject({
      status: 404,
    })
  })

  test('products are listed with what their software needs', async () => {
    const { body } = await office.ask('/products', { token: reader })
    expect(body).toEqual({
      items: [
        {
          number: product,
          name: 'Example Office',
          publicKey: expect.stringMatching(/^[0-9a-f]{160}$/),
          minted: expect.any(Number),
          state: 'sold',
        },
      ],
      next: null,
    })
  })
})

describe('more machines', () => {
  const decide = (serial: number, json: unknown, key = `decide-${Math.random()}`) =>
    office.ask(`/keys/${product}/${serial}/extensions`, {
      token: writer,
      json,
      headers: { 'idempotency-key': key },
    })
  const exhausted = async (): Promise<number> => {
    const serial = await mintOne({ ...mak, limit: 1 })
    const id = office.line.shows({ product, serial }, machine(1))
    await office.line.core.activate({ installationId: id, licences: [] })
    return serial
  }
  const waiting = async (): Promise<readonly { serial: number; caseNumber: string }[]> => {
    const { body } = await office.ask('/extensions', { token: reader })
    return (body as { items: { serial: number; caseNumber: string }[] }).items
  }

  test('are asked for by a machine, wait, and are granted', async () => {
    const serial = await exhausted()
    const installationId = office.line.shows({ product, serial }, machine(2)).join('')
    const asked = await office.ask('/extensions', { json: { installationId } })
    expect(asked).toMatchObject({ status: 200, body: { kind: 'requested', already: false } })
    const again = await office.ask('/extensions', { json: { installationId } })
    expect(again.body).toEqual({ ...(asked.body as object), already: true })
    const { caseNumber } = asked.body as { caseNumber: string }
    expect(await waiting()).toContainEqual(expect.objectContaining({ product, serial, caseNumber }))

    const grant = { decision: 'grant', more: 50, reason: 'They bought more.' }
    const granted = await decide(serial, grant, 'grant-50')
    expect(granted).toMatchObject({ status: 200, body: { serial, used: 1, limit: 51 } })
    expect((await decide(serial, grant, 'grant-50')).text).toBe(granted.text)
    expect(await show(serial)).toMatchObject({ body: { limit: 51 } })
    expect((await waiting()).map((one) => one.serial)).not.toContain(serial)
  })

  test('are declined once', async () => {
    const serial = await exhausted()
    const installationId = office.line.shows({ product, serial }, machine(2))
    await office.line.core.requestExtension({ installationId })
    const decline = { decision: 'decline', reason: 'Not theirs.' }
    expect(await decide(serial, decline)).toMatchObject({ status: 200, body: { limit: 1 } })
    expect(await decide(serial, decline)).toMatchObject({
      status: 409,
      body: { type: '/api/v1/problems/no-request-waits' },
    })
  })

  test('are for a MAK alone, and for keys that there are', async () => {
    const retail = await mintOne({ product, keyClass: 'retail' })
    const grant = { decision: 'grant', more: 1, reason: 'Please.' }
    expect(await decide(retail, grant)).toMatchObject({
      status: 409,
      body: { type: '/api/v1/problems/not-extendable' },
    })
    expect(await decide(999_999, grant)).toMatchObject({ status: 404 })
    const id = office.line.shows({ product, serial: retail }, machine(1)).join('')
    const asked = await office.ask('/extensions', { json: { installationId: id } })
    expect(asked).toMatchObject({ status: 422 })
    expect(asked.body).toEqual({ kind: 'refused', reason: 'exhausted' })
  })

  test.each([
    ['no reason', { decision: 'grant', more: 1 }],
    ['an empty reason', { decision: 'grant', more: 1, reason: ' ' }],
    ['a reason with a control character', { decision: 'decline', reason: 'a\u0007b' }],
    ['a reason of two lines', { decision: 'decline', reason: 'a\nb' }],
    ['fewer machines', { decision: 'grant', more: -1, reason: 'x' }],
    ['a decision that is none', { decision: 'perhaps', reason: 'x' }],
  ])('%s is answered 400, and nothing is changed', async (_what, json) => {
    const serial = await mintOne()
    expect(await decide(serial, json)).toMatchObject({ status: 400 })
    expect(await show(serial)).toMatchObject({ body: { limit: 5 } })
  })

  test('a forged ID asks for nothing', async () => {
    const serial = await mintOne()
    const forged = office.line.shows({ product, serial }, machine(1), 2).join('')
    const asked = await office.ask('/extensions', { json: { installationId: forged } })
    expect(asked.body).toEqual({ kind: 'refused', reason: 'unknown-version' })
    expect((await waiting()).map((one) => one.serial)).not.toContain(serial)
  })
})
