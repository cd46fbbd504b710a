import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import express from 'express'
import twilio from 'twilio'
import { virtualClock, type CallEvent, type Ended } from '../../../src/phone/index.ts'
import { restRouter } from '../../../src/phone/rest/rest-router.ts'
import { createSwitchboard } from '../../../src/phone/switchboard.ts'
import { callStreams, type StreamLine } from '../stream/line.ts'

const accountSid = `AC${'0'.repeat(32)}`
const key = { user: `SK${'1'.repeat(32)}`, password: 'secret' }
const switchboard = createSwitchboard()
const nowhere = { url: 'http://127.0.0.1:1', token: 'a-token', accountSid }
let base = ''
let stop = (): void => {}

beforeEach(async () => {
  const app = express()
  app.use(restRouter({ credentials: [key], switchboard, line: nowhere }))
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  stop = () => {
    server.closeAllConnections()
    server.close()
  }
})
afterEach(() => stop())

type Client = ReturnType<typeof twilio>

/** Twilio's own client, which asks here. */
function client({ password = key.password, account = accountSid } = {}): Client {
  const sender = new twilio.RequestClient()
  const httpClient: twilio.RequestClient = Object.assign(Object.create(sender), {
    request: (options: Parameters<twilio.RequestClient['request']>[0]) =>
      sender.request({ ...options, uri: options.uri.replace(/^https:\/\/[^/]*/, base) }),
  })
  return twilio(key.user, password, { accountSid: account, httpClient })
}

const docs = {
  '/twilio/voice': '<Say>First</Say><Pause length="600"/>',
  '/moved': '<Say>Moved</Say>',
  '/text': '<Connect><Stream url="STREAMS/media"/></Connect>',
}

type Asking = (callSid: string, lineUrl: string) => Promise<unknown>

/** A call during which something is asked of Twilio, at the first such event; gives what came of both. */
async function callAndAsk(
  isTheTime: (event: CallEvent) => boolean,
  asking: Asking,
  documents: Readonly<Record<string, string>> = docs,
): Promise<StreamLine & { readonly ended: Ended; readonly answer: unknown }> {
  const clock = virtualClock()
  let lineUrl = ''
  let answer: Promise<unknown> | undefined
  const played = await callStreams(
    { docs: documents },
    {
      clock,
      switchboard,
      caller: (call) => ({
        hear: (event) => {
          if (event.kind === 'request') lineUrl = new URL(event.url).origin
          if (answer !== undefined || !isTheTime(event)) return
          answer = clock
            .during(() => asking(call.callSid, lineUrl))
            .catch((error: unknown) => error)
        },
      }),
    },
  )
  return { ...played, answer: await answer }
}

const isSpeech = ({ kind }: CallEvent): boolean => kind === 'said'
const isStream = ({ kind }: CallEvent): boolean => kind === 'stream'
const saidIn = ({ events }: Ended): readonly string[] =>
  events.flatMap((event) =>
    event.kind === 'said' && event.utterance.kind === 'words' ? [event.utterance.text] : [],
  )
const moveTo =
  (path: string): Asking =>
  (callSid, lineUrl) =>
    client()
      .calls(callSid)
      .update({ url: lineUrl + path, method: 'POST' })

describe('a call in progress', () => {
  test('goes on with another document, and what was going on stops', async () => {
    const { ended, answer, asked } = await callAndAsk(isSpeech, moveTo('/moved'))
    expect(answer).toMatchObject({
      status: 'in-progress',
      to: '+31201234567',
      direction: 'inbound',
    })
    expect(saidIn(ended)).toEqual(['First', 'Moved'])
    expect(ended.events.filter(({ kind }) => kind === 'stopped').length).toBe(1)
    expect(asked.slice(0, 2)).toEqual(['/twilio/voice', '/moved'])
    expect(ended.durationInMs).toBeLessThan(60_000)
  })

  test('that is connected to a stream leaves it, and the line is told so', async () => {
    const { ended, streams } = await callAndAsk(isStream, moveTo('/moved'), {
      ...docs,
      '/twilio/voice': docs['/text'],
    })
    expect(streams[0]?.came.at(-1)?.event).toBe('stop')
    expect(saidIn(ended)).toEqual(['Moved'])
  })

  test('keeps the streams that were started beside it', async () => {
    const { streams } = await callAndAsk(isSpeech, moveTo('/moved'), {
      ...docs,
      '/twilio/voice': `<Start><Stream url="STREAMS/ear"/></Start>${docs['/twilio/voice']}`,
      '/moved': '<Pause length="2"/>',
    })
    const frames = streams[0]?.came.filter(({ event }) => event === 'media') ?? []
    expect(frames.length).toBeGreaterThan(90)
  })

  test('is ended', async () => {
    const { ended, answer } = await callAndAsk(isSpeech, (callSid) =>
      client().calls(callSid).update({ status: 'completed' }),
    )
    expect(answer).toMatchObject({ status: 'completed' })
    expect(ended).toMatchObject({ reason: 'line' })
    expect(saidIn(ended)).toEqual(['First'])
  })

  test('cannot be called off any more', async () => {
    const { answer } = await callAndAsk(isSpeech, (callSid) =>
      client().calls(callSid).update({ status: 'canceled' }),
    )
    expect(answer).toMatchObject({ status: 400, code: 21_220 })
  })

  test('may fail to find its new document, and then has the fallback', async () => {
    const { asked, ended } = await callAndAsk(isSpeech, moveTo('/nowhere'))
    expect(asked).toContain('/twilio/voice/fallback')
    expect(ended.reason).toBe('application-error')
  })
})

describe('Twilio refuses', () => {
  test('to move a call that still rings', async () => {
    const { answer } = await callAndAsk(
      ({ kind }) => kind === 'ringing',
      (callSid) =>
        client().calls(callSid).update({ url: 'https://line.example/moved', method: 'POST' }),
    )
    expect(answer).toMatchObject({ status: 400, code: 21_220 })
  })

  test('to move a call that is over', async () => {
    let sid = ''
    await callAndAsk(isSpeech, async (callSid) => {
      sid = callSid
      return client().calls(callSid).update({ status: 'completed' })
    })
    const moved = client().calls(sid).update({ url: 'https://line.example/moved' })
    await expect(moved).rejects.toMatchObject({ status: 400, code: 21_220 })
  })

  test.each<readonly [string, number, () => Promise<unknown>]>([
    ['a call that there is none of', 20_404, () => update({})],
    ['a wrong password', 20_003, () => update({ password: 'guessed' })],
    ['another account', 20_404, () => update({ account: `AC${'2'.repeat(32)}` })],
  ])('%s', async (_, code, asking) => {
    await expect(asking()).rejects.toMatchObject({ code })
  })

  test('an address that is none', async () => {
    const { answer } = await callAndAsk(isSpeech, (callSid) =>
      client().calls(callSid).update({ url: 'moved' }),
    )
    expect(answer).toMatchObject({ status: 400, code: 21_205 })
  })

  test('an update of nothing', async () => {
    const { answer } = await callAndAsk(isSpeech, (callSid) => client().calls(callSid).update({}))
    expect(answer).toMatchObject({ status: 400, code: 20_001 })
  })
})

function update(as: Parameters<typeof client>[0]): Promise<unknown> {
  return client(as)
    .calls(`CA${'3'.repeat(32)}`)
    .update({ status: 'completed' })
}
