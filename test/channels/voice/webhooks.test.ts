import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { CallId } from '../../../src/base/brand.ts'
import { temporaryFolders } from '../../stores/temporary-folder.ts'
import { lines, publicUrl, webhook } from './line.ts'

const openLine = lines()

const callId = webhook['CallSid'] as CallId

/** Silence, or the end of what was offered. */
const silence = { ...webhook, Digits: '' }
const newFolder = temporaryFolders()

describe('a repeated webhook', () => {
  test('of a call that comes in gets the same bytes, and nothing is done twice', async () => {
    const line = await openLine()
    const [first, second] = [await line.post('/twilio/voice'), await line.post('/twilio/voice')]
    expect(second).toEqual(first)
    expect(line.counted.filter((name) => name === 'answered NL')).toHaveLength(1)
  })

  test('of a turn gets the same bytes', async () => {
    const line = await openLine()
    await line.post('/twilio/voice')
    await line.post('/twilio/voice/turn?turn=1', silence)
    const first = await line.post('/twilio/voice/turn?turn=2', { ...webhook, Digits: '1234567' })
    const stored = await line.store.load(callId)
    const second = await line.post('/twilio/voice/turn?turn=2', { ...webhook, Digits: '7654321' })
    expect(second).toEqual(first)
    expect(await line.store.load(callId)).toEqual(stored)
  })

  test.each(['0', '1', '9', '', 'x', '-1', '1e3', '99999999999'])(
    'of a turn that is not awaited (%j) gets the present prompt',
    async (turn) => {
      const line = await openLine()
      await line.post('/twilio/voice')
      await line.post('/twilio/voice/turn?turn=1', silence)
      const present = await line.post('/twilio/voice/turn?turn=2', silence)
      const stale = await line.post(`/twilio/voice/turn?turn=${turn}`, { ...webhook, Digits: '1' })
      expect(stale).toEqual(present)
      expect(line.counted).toContain('repeated')
    },
  )

  test('that comes in twenty times at once is one step', async () => {
    const line = await openLine()
    await line.post('/twilio/voice')
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, key) =>
        line.post('/twilio/voice/turn?turn=1', { ...webhook, Digits: String(key % 10) }),
      ),
    )
    expect(new Set(replies.map(({ body }) => body)).size).toBe(1)
    expect(await line.store.load(callId)).toMatchObject({ call: { turn: 2 } })
  })

  test('of a call that comes in twenty times at once is one call', async () => {
    const line = await openLine()
    const replies = await Promise.all(Array.from({ length: 20 }, () => line.post('/twilio/voice')))
    expect(new Set(replies.map(({ body }) => body)).size).toBe(1)
    expect(line.counted.filter((name) => name === 'answered NL')).toHaveLength(1)
  })

  test('of the last turn of a call gets the same goodbye', async () => {
    const line = await openLine({ core: { health: async () => 'unable' } })
    const first = await line.post('/twilio/voice')
    expect(await line.post('/twilio/voice')).toEqual(first)
  })

  test('that comes in twice at once, both read before either is saved, is one step', async () => {
    const both = Promise.withResolvers<void>()
    let loaded = 0
    const line = await openLine({
      store: (store) => ({
        ...store,
        load: async (id) => {
          const found = await store.load(id)
          loaded += 1
          if (loaded === 2) both.resolve()
          await both.promise
          return found
        },
      }),
    })
    await line.post('/twilio/voice')
    const [dutch, english] = await Promise.all([
      line.post('/twilio/voice/turn?turn=1', { ...webhook, Digits: '' }),
      line.post('/twilio/voice/turn?turn=1', { ...webhook, Digits: '2' }),
    ])
    expect(english).toEqual(dutch)
    expect(await line.store.load(callId)).toMatchObject({
      call: { turn: 2, reply: english.body },
    })
  })

  test('that comes in at two lines on one store at once is one step', async () => {
    const file = join(newFolder(), 'calls.db')
    const [one, other] = [await openLine({ file }), await openLine({ file })]
    await one.post('/twilio/voice')
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, key) =>
        (key % 2 === 0 ? one : other).post('/twilio/voice/turn?turn=1', {
          ...webhook,
          Digits: String(key),
        }),
      ),
    )
    expect(new Set(replies.map(({ body }) => body)).size).toBe(1)
    expect(await other.store.load(callId)).toMatchObject({ call: { turn: 2 } })
  })
})

describe('two round trips to the store', () => {
  test('are all that a turn takes', async () => {
    const trips: string[] = []
    const line = await openLine({
      store: (store) => ({
        ...store,
        open: (request) => (trips.push('open'), store.open(request)),
        load: (id) => (trips.push('load'), store.load(id)),
        save: (taken) => (trips.push('save'), store.save(taken)),
      }),
    })
    await line.post('/twilio/voice')
    await line.post('/twilio/voice/turn?turn=1', silence)
    await line.post('/twilio/voice/turn?turn=1', silence)
    expect(trips).toEqual(['open', 'save', 'load', 'save', 'load'])
  })
})

describe('the signature', () => {
  test('is checked before anything is done', async () => {
    const line = await openLine()
    const unsigned = { signature: '' }
    const forged = { token: 'another token' }
    for (const path of ['', '/turn?turn=1', '/status', '/fallback'])
      for (const posting of [unsigned, forged]) {
        const reply = await line.post(`/twilio/voice${path}`, webhook, posting)
        expect(reply).toMatchObject({ status: 403, body: '' })
      }
    expect(line.counted).toEqual(Array.from({ length: 8 }, () => 'refused signature'))
    expect(await line.store.load(callId)).toEqual({ kind: 'unknown' })
  })

  test('of either token holds while tokens are changed', async () => {
    const line = await openLine({ authTokens: ['present', 'next'] })
    expect((await line.post('/twilio/voice', webhook, { token: 'present' })).status).toBe(200)
    expect((await line.post('/twilio/voice', webhook, { token: 'next' })).status).toBe(200)
    expect((await line.post('/twilio/voice', webhook, { token: 'former' })).status).toBe(403)
  })

  test('covers every parameter, known or not', async () => {
    const line = await openLine()
    const params = { ...webhook, StirVerstat: 'TN-Validation-Passed-A', 'a[b]': ' ü ', Empty: '' }
    expect((await line.post('/twilio/voice', params)).status).toBe(200)
    const body = new URLSearchParams({ ...params, Added: '1' }).toString()
    expect((await line.post('/twilio/voice', params, { body })).status).toBe(403)
  })

  test('is of the public address, whatever a proxy or a caller says of it', async () => {
    const line = await openLine({ publicUrl: 'https://line.example:8443/base' })
    const headers = {
      host: 'inside:8080',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
    }
    expect((await line.post('/twilio/voice', webhook, { headers })).status).toBe(200)
    const signedUrl = 'https://evil.example/twilio/voice'
    expect((await line.post('/twilio/voice', webhook, { headers, signedUrl })).status).toBe(403)
  })

  test('is of an https address without its port, as Twilio signs it', async () => {
    const line = await openLine({ publicUrl: 'https://line.example:8443' })
    const signedUrl = 'https://line.example/twilio/voice'
    expect((await line.post('/twilio/voice', webhook, { signedUrl })).status).toBe(200)
  })

  test('holds with the query, and never covers the fragment', async () => {
    const line = await openLine()
    await line.post('/twilio/voice')
    const path = '/twilio/voice/turn?turn=1'
    const signedUrl = `${publicUrl}${path}`
    expect((await line.post(path, silence, { signedUrl })).status).toBe(200)
    const withFragment = `${signedUrl}#rc=2&rp=ct,rt,5xx&rt=4000`
    expect((await line.post(path, silence, { signedUrl: withFragment })).status).toBe(403)
    expect(
      (await line.post(path, silence, { signedUrl: `${publicUrl}/twilio/voice/turn` })).status,
    ).toBe(403)
  })

  test('of another turn does not serve for this one', async () => {
    const line = await openLine()
    await line.post('/twilio/voice')
    const signedUrl = `${publicUrl}/twilio/voice/turn?turn=2`
    expect((await line.post('/twilio/voice/turn?turn=1', silence, { signedUrl })).status).toBe(403)
  })

  test('that is no signature at all is refused as one', async () => {
    const line = await openLine()
    for (const signature of ['x', '='.repeat(5000), 'é'])
      expect((await line.post('/twilio/voice', webhook, { signature })).status).toBe(403)
  })
})

describe('what is no webhook', () => {
  test.each(['GET', 'HEAD', 'PUT', 'DELETE'])('a %s is not allowed', async (method) => {
    const line = await openLine()
    for (const path of ['', '/turn?turn=1', '/status', '/fallback'])
      expect((await line.post(`/twilio/voice${path}`, {}, { method })).status).toBe(405)
    expect(line.counted).not.toContain('answered NL')
  })

  test('another kind of body is not read', async () => {
    const line = await openLine()
    const headers = { 'content-type': 'application/json' }
    expect((await line.post('/twilio/voice', webhook, { headers, body: '{}' })).status).toBe(415)
  })

  test('a body far larger than Twilio’s, or with far more in it, is not read', async () => {
    const line = await openLine()
    const large = `Body=${'x'.repeat(70_000)}`
    const many = Array.from({ length: 300 }, (_, index) => `p${index}=1`).join('&')
    for (const body of [large, many])
      expect((await line.post('/twilio/voice', webhook, { body })).status).toBe(413)
    expect(line.counted).toEqual(['refused request', 'refused request'])
  })

  test('a body in a packing is not unpacked', async () => {
    const line = await openLine()
    const headers = { 'content-encoding': 'gzip' }
    expect((await line.post('/twilio/voice', webhook, { headers })).status).toBe(415)
  })

  test('a signed one without a call gets a document that ends', async () => {
    const line = await openLine()
    const { CallSid: _, ...rest } = webhook
    const reply = await line.post('/twilio/voice', rest)
    expect(reply).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' })
    expect(reply.body).toContain('<Hangup/>')
  })
})
