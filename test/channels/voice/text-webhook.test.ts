import { describe, expect, test } from '@jest/globals'
import twilio from 'twilio'
import type { CallId, Language } from '../../../src/base/brand.ts'
import type { Standing, TextCalls } from '../../../src/channels/text-call.ts'
import { createTicketSeal } from '../../../src/channels/ticket.ts'
import { listenAlong } from '../../../src/channels/voice/text-twiml.ts'
import type { Expected } from '../../../src/dialogue/turn.ts'
import { type Line, lines, publicUrl, type Reply, webhook, written } from './line.ts'

const openLine = lines()

const nl = 'nl' as Language
const asked = { ...webhook, To: written }
const expected: Expected = {
  answer: 'groups',
  atMost: 63,
  finish: 'none',
  patienceInMs: 8_000,
  speech: false,
}
const writes = (awaited: number): Standing => ({ kind: 'writes', awaited })
const speaks: Standing = { kind: 'speaks', awaited: 3, language: nl, expected }
const hears: Standing = {
  kind: 'hears',
  awaited: 3,
  say: [{ kind: 'words', language: nl, text: 'Typ groep één.' }],
  isLast: false,
}

/** A line on which calls in writing stand so, one after the other, and what it was asked. */
const standing = async (
  ...all: readonly Standing[]
): Promise<{ readonly line: Line; readonly heard: unknown[] }> => {
  const heard: unknown[] = []
  const rest = [...all]
  const answer: TextCalls['answer'] = async (call, given) => {
    heard.push(given)
    return rest.length > 1 ? (rest.shift() ?? { kind: 'over' }) : (rest[0] ?? { kind: 'over' })
  }
  const ring: TextCalls['ring'] = (call) => answer(call, { turn: 0, keys: '', words: '' })
  return { line: await openLine({ texts: { ring, answer } }), heard }
}

const inDocument = ({ body }: Reply): string =>
  body
    .replace(/^.*<Response>/, '')
    .replace('</Response>', '')
    .replace(/value="[^"]*"/, 'value="…"')
    .replaceAll(/#[^"<]*/g, '')

const connect = (since: number, tries: number): string =>
  `<Connect action="${publicUrl}/twilio/voice/text?since=${since}&amp;tries=${tries}" method="POST">` +
  '<Stream url="wss://line.example/twilio/media"><Parameter name="ticket" value="…"/></Stream></Connect>'

/** The next request that Twilio makes for a document with a stream in it, whatever became of the stream. */
const followed = (line: Line, { body }: Reply, params = asked): Promise<Reply> => {
  const action = /<Connect action="([^"]*)"/.exec(body)?.[1] ?? ''
  const path = action.replaceAll('&amp;', '&').replace(publicUrl, '').replace(/#.*$/, '')
  return line.post(path, params)
}

describe('a number at which people write', () => {
  test('is answered with a stream, and nothing is said', async () => {
    const { line, heard } = await standing(writes(1))
    const reply = await line.post('/twilio/voice', asked)
    expect(inDocument(reply)).toBe(connect(0, 0))
    expect(heard).toEqual([])
  })

  test('gives the stream a ticket for this call, in which no number can be read', async () => {
    const { line } = await standing(writes(1))
    const { body } = await line.post('/twilio/voice', asked)
    expect(body).not.toMatch(/3161234|3120765/)
    const ticket = /value="([^"]*)"/.exec(body)?.[1] ?? ''
    const seal = createTicketSeal(new Uint8Array(32).fill(1))
    expect(seal.open(webhook['CallSid'] as CallId, ticket)).toMatchObject({
      purpose: 'text',
      call: { to: written, caller: webhook['From'], attested: 'none' },
    })
    expect(seal.open('CA2' as CallId, ticket)).toBeUndefined()
  })

  test('opens another stream at once when one has ended before anything was answered', async () => {
    const { line } = await standing(writes(4))
    expect(inDocument(await line.post('/twilio/voice/text?since=2&tries=5', asked))).toBe(
      connect(4, 1),
    )
  })

  test('tries for a minute where no stream comes about, and then hangs up', async () => {
    const { line } = await standing(writes(1))
    let reply = await line.post('/twilio/voice', asked)
    const documents: string[] = []
    while (documents.length < 20 && /<Connect/.test(reply.body)) {
      reply = await followed(line, reply)
      documents.push(inDocument(reply))
    }
    const pauses = documents.map((one) => Number(/<Pause length="(\d+)"/.exec(one)?.[1] ?? 0))
    expect(pauses).toEqual([0, 2, 4, 8, 16, 16, 16, 0])
    expect(documents.at(-1)).toBe('<Hangup/>')
  })

  test('answers the same request alike', async () => {
    const { line } = await standing(writes(3))
    const path = '/twilio/voice/text?since=3&tries=2'
    const [one, two] = [await line.post(path, asked), await line.post(path, asked)]
    expect(inDocument(two)).toBe(inDocument(one))
  })

  test('hangs up where the call is over', async () => {
    const { line } = await standing({ kind: 'over' })
    expect(inDocument(await line.post('/twilio/voice/text?since=3&tries=0', asked))).toBe(
      '<Hangup/>',
    )
  })

  test('goes on trying where the line itself has trouble', async () => {
    const { line } = await standing({ kind: 'failed' })
    expect(inDocument(await line.post('/twilio/voice/text?since=3&tries=1', asked))).toBe(
      `<Pause length="2"/>${connect(3, 2)}`,
    )
  })
})

describe('who speaks and reads', () => {
  test('answers by voice or by keys once he has read what is asked', async () => {
    const { line } = await standing(speaks)
    const address = `${publicUrl}/twilio/voice/text?turn=3`
    expect(inDocument(await line.post('/twilio/voice/text?since=3&tries=0', asked))).toBe(
      `<Gather input="dtmf speech" numDigits="63" finishOnKey="" timeout="8" speechTimeout="auto" language="nl-NL" actionOnEmptyResult="true" method="POST" action="${address}"/>` +
        `<Redirect method="POST">${address}</Redirect>`,
    )
  })

  test('is heard, and reads the next thing', async () => {
    const { line, heard } = await standing({ ...speaks, awaited: 4 })
    const params = { ...asked, SpeechResult: '12 34 567' }
    expect(inDocument(await line.post('/twilio/voice/text?turn=3', params))).toBe(connect(4, 1))
    expect(heard).toEqual([expect.objectContaining({ turn: 3, keys: '', words: '12 34 567' })])
  })
})

describe('who hears and types', () => {
  test('is told what to type, and then heard on a stream', async () => {
    const { line } = await standing(hears)
    const document = inDocument(await line.post('/twilio/voice/text?since=2&tries=1', asked))
    expect(document).toMatch(/^<Say [^>]*>Typ groep één.<\/Say><Connect /)
    expect(document).toContain('since=3&amp;tries=1')
  })

  test('hears the end', async () => {
    const { line } = await standing({ ...hears, isLast: true })
    expect(inDocument(await line.post('/twilio/voice/text?since=2&tries=1', asked))).toMatch(
      /^<Say [^>]*>Typ groep één.<\/Say><Hangup\/>$/,
    )
  })
})

test('a call in writing that has ended is closed', async () => {
  const { line } = await standing(writes(1))
  await line.post('/twilio/voice/status', { ...asked, CallStatus: 'completed' })
  expect(line.counted).toEqual([`hung up in writing ${webhook['CallSid']}`])
})

test('a number at which people speak knows no calls in writing', async () => {
  const { line, heard } = await standing(writes(1))
  const reply = await line.post('/twilio/voice/text?since=1&tries=0', webhook)
  expect([/<Connect/.test(reply.body), heard]).toEqual([false, []])
  await line.post('/twilio/voice/status', { ...webhook, CallStatus: 'completed' })
  expect(line.counted.join()).not.toContain('in writing')
})

test('whoever cannot sign is refused there, too', async () => {
  const { line, heard } = await standing(writes(1))
  expect(await line.post('/twilio/voice/text?turn=1', asked, { signature: '' })).toMatchObject({
    status: 403,
    body: '',
  })
  expect(heard).toEqual([])
})

test('streams are written as Twilio would write them', () => {
  const response = new twilio.twiml.VoiceResponse()
  response
    .start()
    .stream({ name: 'text-1', track: 'inbound_track', url: 'wss://line.example/twilio/media' })
    .parameter({ name: 'ticket', value: 'x' })
  expect(response.toString()).toContain(listenAlong('https://line.example', 'x', 'text-1'))
})
