import { describe, expect, test } from '@jest/globals'
import type { CallId } from '../../../src/base/brand.ts'
import { madeUpId, runOf } from '../../support/ids.ts'
import { lines, webhook, type Line, type Params, type Reply } from './line.ts'

const openLine = lines()

const callId = webhook['CallSid'] as CallId
const keyed = { ...webhook, Digits: runOf(madeUpId(5)) }
const silence = { ...webhook, Digits: '' }
const ended = { ...webhook, CallStatus: 'completed' }

/** All that is asked of a call under way that has heard its second prompt. */
const requests: readonly (readonly [string, Params])[] = [
  ['/twilio/voice', webhook],
  ['/twilio/voice/turn?turn=1', silence],
  ['/twilio/voice/turn?turn=2', keyed],
  ['/twilio/voice/turn?turn=3', keyed],
  ['/twilio/voice/turn?turn=AAAA', keyed],
  ['/twilio/voice/turn', keyed],
  ['/twilio/voice/status', ended],
  ['/twilio/voice/fallback', { ...webhook, ErrorCode: '11200' }],
  ['/twilio/voice/wait', webhook],
  ['/twilio/messages', { ...webhook, Body: 'x' }],
  ['/twilio/media', webhook],
  ['/twilio', webhook],
]

const underWay = async (): Promise<Line> => {
  const line = await openLine()
  await line.post('/twilio/voice')
  await line.post('/twilio/voice/turn?turn=1', silence)
  return line
}

describe('whoever cannot sign', () => {
  test.each(requests)('is refused at %s, and changes nothing', async (path, params) => {
    const line = await underWay()
    const stored = await line.store.load(callId)
    const counted = [...line.counted]
    const url = `https://line.example${path}`
    const refused = [
      await line.post(path, params, { signature: '' }),
      await line.post(path, params, { token: 'another token' }),
      await line.post(path, params, { signedUrl: `${url}x` }),
      await line.post(path, params, {
        body: new URLSearchParams({ ...params, X: '1' }).toString(),
      }),
    ]
    for (const reply of refused) expect(reply).toMatchObject({ status: 403, body: '' })
    expect((await line.post(path, {}, { method: 'GET' })).status).toBe(405)
    expect(await line.store.load(callId)).toEqual(stored)
    expect([line.read, line.activated]).toEqual([[], []])
    const fresh = line.counted.slice(counted.length)
    expect(fresh).toEqual([...refused.map(() => 'refused signature'), 'refused request'])
  })

  test('learns nothing of what there is: what is signed and not there is not found', async () => {
    const line = await openLine()
    expect((await line.post('/twilio/messages')).status).toBe(404)
  })
})

test('signed requests of an ended call, sent again a day long, change nothing', async () => {
  const line = await underWay()
  await line.post('/twilio/voice/turn?turn=2', keyed)
  expect(line.read).toHaveLength(1)
  await line.post('/twilio/voice/status', ended)
  const stored = await line.store.load(callId)
  const counted = line.counted.length
  for (const [path, params] of requests.filter(([one]) => one.startsWith('/twilio/voice')))
    await line.post(path, params)
  expect(await line.store.load(callId)).toEqual(stored)
  expect(line.read).toHaveLength(1)
  expect(line.counted.slice(counted)).not.toContainEqual(expect.stringMatching(/answered|ended/))
})

test.each([
  ['from the future', '3'],
  ['from far in the future', '999999'],
  ['larger than any number', '9'.repeat(4_000)],
  ['below nothing', '-2'],
  ['with other digits', '%EF%BC%92'],
  ['with a blank', '%202'],
  ['that is there twice', '2&turn=2'],
  ['with a NUL', '2%00'],
  ['broken in its form', '%E0%A4%A'],
])('a turn %s has the present prompt said again', async (_, turn) => {
  const line = await underWay()
  const present: Reply = await line.post('/twilio/voice/turn?turn=1', silence)
  const stored = await line.store.load(callId)
  expect(await line.post(`/twilio/voice/turn?turn=${turn}`, keyed)).toEqual(present)
  expect(await line.store.load(callId)).toEqual(stored)
})
