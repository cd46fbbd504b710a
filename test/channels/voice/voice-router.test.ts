import { describe, expect, test } from '@jest/globals'
import type { CallId } from '../../../src/base/brand.ts'
import { begin, step } from '../../../src/dialogue/step.ts'
import { actionOf, german, lines, publicUrl, spokenIn, webhook } from './line.ts'

const openLine = lines()

const callId = webhook['CallSid'] as CallId

/** Silence, or the end of what was offered. */
const silence = { ...webhook, Digits: '' }

describe('a call comes in', () => {
  test('and hears who answers, in Dutch, in one Gather that listens while it speaks', async () => {
    const line = await openLine()
    const reply = await line.post('/twilio/voice')
    expect(reply).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' })
    expect(reply.body).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?><Response><Gather /)
    expect(reply.body).toMatch(/<Gather[^>]*><Say voice="Polly.Laura-Neural" language="nl-NL">/)
    expect(spokenIn(reply)).toContain('automatische activeringslijn')
    expect(line.counted).toContain('answered NL')
  })

  test('and its Gather answers to an absolute address with the turn, safe to be asked again', async () => {
    const line = await openLine()
    const { body } = await line.post('/twilio/voice')
    const address = `${publicUrl}/twilio/voice/turn?turn=1#rc=2&amp;rp=ct,rt,5xx&amp;rt=4000`
    expect(body).toContain(`actionOnEmptyResult="true" method="POST" action="${address}"`)
    expect(body).toContain(`</Gather><Redirect method="POST">${address}</Redirect></Response>`)
  })

  test('from a number in another country, in its language', async () => {
    const line = await openLine()
    const { body } = await line.post('/twilio/voice', { ...webhook, To: german })
    expect(body).toContain('language="de-DE"')
  })

  test('for the entry, with all of its patience inside the Gather', async () => {
    const line = await openLine()
    await line.post('/twilio/voice')
    const { body } = await line.post('/twilio/voice/turn?turn=1', silence)
    expect(body).toMatch(
      /<Gather input="dtmf" numDigits="63" finishOnKey="" timeout="8" actionOnEmptyResult="true"/,
    )
    const [, inside = ''] = /<Gather[^>]*>(.*)<\/Gather>/.exec(body) ?? []
    expect(inside).toContain('<Pause length="20"/>')
    expect(inside.replaceAll(/<(Say|Pause|break)\b[^>]*>|<\/Say>/g, '')).not.toContain('<')
  })

  test('at a number that nobody serves: an apology in Dutch and English, and a fault in the log', async () => {
    const line = await openLine()
    const reply = await line.post('/twilio/voice', { ...webhook, To: '+31201111111' })
    expect(reply.status).toBe(200)
    expect(reply.body).toMatch(/nl-NL.*en-GB.*<Hangup\/>/)
    expect(line.counted).toContain('fault number-unknown')
    expect(await line.store.load(callId)).toEqual({ kind: 'unknown' })
  })

  test('while no activation can be made, and hears so before it keys a digit', async () => {
    const line = await openLine({ core: { health: async () => 'unable' } })
    const reply = await line.post('/twilio/voice')
    expect(reply.body).toContain('<Hangup/>')
    expect(reply.body).not.toContain('<Gather')
    expect(line.counted).toContain('ended NL unable')
  })

  test('while the core throws, and hears the same', async () => {
    const line = await openLine({ core: { health: () => Promise.reject(new Error('gone')) } })
    expect((await line.post('/twilio/voice')).body).not.toContain('<Gather')
    expect(line.counted).toContain('ended NL unable')
  })
})

describe('what was heard', () => {
  test('is silence when Digits are absent or empty', async () => {
    for (const params of [webhook, silence]) {
      const line = await openLine()
      await line.post('/twilio/voice')
      const reply = await line.post('/twilio/voice/turn?turn=1', params)
      expect(actionOf(reply)).toBe('/twilio/voice/turn?turn=2')
      expect(reply.body).toContain('numDigits="63"')
    }
  })

  test('is the keys, hash and star and the letters among them, and nothing else', async () => {
    const heard: unknown[] = []
    const line = await openLine({
      dialogue: { step: (...args) => (heard.push(args[2]), step(...args)) },
    })
    await line.post('/twilio/voice')
    await line.post('/twilio/voice/turn?turn=1', silence)
    await line.post('/twilio/voice/turn?turn=2', { ...webhook, Digits: '12#*A Dé\u0000<3' })
    expect(heard.at(-1)).toMatchObject({ kind: 'keys', keys: '12#*AD3' })
  })

  test('is words when somebody speaks, without what could break a document', async () => {
    const heard: unknown[] = []
    const line = await openLine({
      dialogue: { step: (...args) => (heard.push(args[2]), step(...args)) },
    })
    await line.post('/twilio/voice')
    const SpeechResult = ' hallo\u0007 daar \uDC00'
    await line.post('/twilio/voice/turn?turn=1', { ...webhook, SpeechResult })
    expect(heard.at(-1)).toMatchObject({ kind: 'text', text: expect.stringMatching(/^hallo daar/) })
  })
})

describe('what the dialogue asks for', () => {
  const asking = (turn: object) => ({
    begin,
    step: ((script, state, input) =>
      input.kind === 'keys'
        ? { state, turn }
        : input.kind === 'answered'
          ? step(script, state, input)
          : {
              state,
              turn: { kind: 'end', say: [], outcome: `after ${input.kind}` },
            }) as typeof step,
  })

  test('is read by the core, and gone on with in the same turn', async () => {
    const turn = { kind: 'read', keyed: [[{ kind: 'press', key: '1' }]], atMost: 2000 }
    const line = await openLine({ dialogue: asking(turn) })
    await line.post('/twilio/voice')
    await line.post('/twilio/voice/turn?turn=1', silence)
    expect(line.read).toEqual([{ keyed: turn.keyed, atMost: 2000 }])
    expect(line.counted).toContain('ended NL after reading')
  })

  test('is activated with the licences and country of the number and the case of the call', async () => {
    const installationId = Array.from({ length: 9 }, () => '0000000')
    const line = await openLine({ dialogue: asking({ kind: 'activate', installationId }) })
    await line.post('/twilio/voice')
    const found = await line.store.load(callId)
    await line.post('/twilio/voice/turn?turn=1', silence)
    const caseNumber = found.kind === 'open' ? found.call.caseNumber : ''
    expect(line.activated).toEqual([
      { installationId, licences: ['retail', 'mak'], country: 'NL', caseNumber },
    ])
    expect(line.counted).toContain('ended NL after activation')
  })

  test('is a case that is called up', async () => {
    const turn = { kind: 'recall', caseNumber: '12345678' }
    const line = await openLine({ dialogue: asking(turn) })
    await line.post('/twilio/voice')
    await line.post('/twilio/voice/turn?turn=1', silence)
    expect(line.counted).toContain('ended NL after recalled')
  })
})

describe('a caller who calls again', () => {
  test('goes on with what he had keyed, in the language he had chosen', async () => {
    const inputs: unknown[] = []
    const line = await openLine({
      dialogue: { step: (...args) => (inputs.push(args[2]), step(...args)) },
    })
    await line.post('/twilio/voice')
    await line.post('/twilio/voice/turn?turn=1', { ...webhook, Digits: '2' })
    await line.post('/twilio/voice/turn?turn=2', { ...webhook, Digits: '12345678901234' })
    await line.post('/twilio/voice/status', { ...webhook, CallStatus: 'completed' })
    await line.post('/twilio/voice', { ...webhook, CallSid: 'CA2' })
    expect(inputs.at(-1)).toMatchObject({ kind: 'answered', remembered: 'en' })
    expect(inputs.at(-1)).toHaveProperty('beginnings.length', 1)
    expect(JSON.stringify(inputs.at(-1))).toContain('{"kind":"press","key":"4"}')
  })

  test('is offered the languages again when he had not chosen one', async () => {
    const line = await openLine()
    await line.post('/twilio/voice')
    await line.post('/twilio/voice/turn?turn=1', silence)
    const first = await line.post('/twilio/voice', { ...webhook, CallSid: 'CA2' })
    expect(spokenIn(first)).toMatch(/English/)
  })

  test('is nobody in particular when he withholds his number', async () => {
    const inputs: unknown[] = []
    const line = await openLine({
      dialogue: { step: (...args) => (inputs.push(args[2]), step(...args)) },
    })
    for (const From of ['anonymous', '+266696687', '']) {
      const params = { ...webhook, From, CallSid: `CA${inputs.length}` }
      await line.post('/twilio/voice', params)
      await line.post('/twilio/voice/turn?turn=1', params)
      await line.post('/twilio/voice/turn?turn=2', { ...params, Digits: '12345678901234' })
    }
    for (const input of inputs)
      expect(input).not.toHaveProperty('beginnings', expect.arrayContaining([expect.anything()]))
  })
})

describe('the end of a call', () => {
  test('is counted once, however often it is reported, and nothing after it changes anything', async () => {
    const line = await openLine()
    await line.post('/twilio/voice')
    const ended = { ...webhook, CallStatus: 'completed' }
    for (let times = 0; times < 3; times += 1)
      expect(await line.post('/twilio/voice/status', ended)).toMatchObject({ status: 204 })
    expect(line.counted.filter((name) => name === 'ended NL hung-up')).toHaveLength(1)
    for (const path of ['', '/turn?turn=1', '/turn?turn=0']) {
      const { body } = await line.post(`/twilio/voice${path}`, { ...webhook, Digits: '1' })
      expect(body).toMatch(/<Response><Hangup\/><\/Response>$/)
    }
    expect(await line.store.load(callId)).toEqual({ kind: 'over' })
  })

  test('is not yet what a report of its progress says', async () => {
    const line = await openLine()
    await line.post('/twilio/voice')
    await line.post('/twilio/voice/status', { ...webhook, CallStatus: 'in-progress' })
    expect(await line.store.load(callId)).toMatchObject({ kind: 'open' })
  })

  test('of an unknown call, or at an unknown number, is taken note of and no more', async () => {
    const line = await openLine()
    const ended = { ...webhook, CallStatus: 'completed' }
    expect((await line.post('/twilio/voice/status', ended)).status).toBe(204)
    const elsewhere = { ...ended, To: '+10000000000' }
    expect((await line.post('/twilio/voice/status', elsewhere)).status).toBe(204)
    expect(line.counted).toEqual([])
  })
})

describe('the fallback', () => {
  test('is spoken in the languages of the number, without touching the call', async () => {
    const line = await openLine()
    const params = { ...webhook, ErrorCode: '11200', ErrorUrl: `${publicUrl}/twilio/voice` }
    const reply = await line.post('/twilio/voice/fallback', params)
    expect(reply).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' })
    expect(reply.body).toMatch(/<Say [^>]*nl-NL.*<Say [^>]*en-GB.*<Hangup\/><\/Response>$/)
    expect(await line.store.load(callId)).toEqual({ kind: 'unknown' })
  })
})

test('nothing private is logged but as private', async () => {
  const line = await openLine()
  await line.post('/twilio/voice', { ...webhook, To: '+31201111111' })
  await line.post('/twilio/voice')
  await line.post('/twilio/voice/turn?turn=1', { ...webhook, Digits: '1234567' })
  await line.post('/twilio/voice/status', { ...webhook, CallStatus: 'completed' })
  const isPrivate = (key: string, value: unknown): unknown => (key === 'private' ? '' : value)
  const log = JSON.stringify(line.logged, isPrivate)
  expect(log).toContain('a call has ended')
  expect(log).not.toMatch(/1234567|31201111111|31612345678/)
  expect(line.counted.join(' ')).not.toMatch(/\d{4}/)
})
