import { describe, expect, test } from '@jest/globals'
import type { CallId } from '../../../src/base/brand.ts'
import { step } from '../../../src/dialogue/step.ts'
import { actionOf, lines, publicUrl, spokenIn, webhook } from './line.ts'

const openLine = lines()

const callId = webhook['CallSid'] as CallId

/** Silence, or the end of what was offered. */
const silence = { ...webhook, Digits: '' }

describe('when something fails', () => {
  const fails = (): never => {
    throw new Error('broken in a test: 1234567')
  }

  test('in a turn, the caller hears an apology and the same turn again; after the third the call ends', async () => {
    const failing = { now: false }
    const line = await openLine({
      dialogue: { step: (...args) => (failing.now ? fails() : step(...args)) },
    })
    await line.post('/twilio/voice')
    const present = await line.post('/twilio/voice/turn?turn=1', silence)
    failing.now = true
    for (let times = 1; times < 3; times += 1) {
      const reply = await line.post('/twilio/voice/turn?turn=2', { ...webhook, Digits: '1' })
      expect(reply).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' })
      expect(reply.body).toMatch(
        /<Say [^>]*nl-NL[^>]*>[^<]+<\/Say><Redirect method="POST">[^<]*\?turn=1#rc=2/,
      )
      expect(await line.post('/twilio/voice/turn?turn=1', silence)).toEqual(present)
    }
    const last = await line.post('/twilio/voice/turn?turn=2', { ...webhook, Digits: '1' })
    expect(last.body).toMatch(/<\/Say><Hangup\/><\/Response>$/)
    expect(line.counted.filter((name) => name === 'fault turn-failed')).toHaveLength(3)
    expect(JSON.stringify(line.logged)).not.toContain('"keys"')
  })

  test('once, and then works, the count begins again', async () => {
    const failing = { now: false }
    const line = await openLine({
      dialogue: { step: (...args) => (failing.now ? fails() : step(...args)) },
    })
    await line.post('/twilio/voice')
    for (let turn = 1; turn < 4; turn += 1) {
      failing.now = true
      const failed = await line.post(`/twilio/voice/turn?turn=${turn}`, silence)
      expect(failed.body).toContain('<Redirect')
      failing.now = false
      expect((await line.post(`/twilio/voice/turn?turn=${turn}`, silence)).status).toBe(200)
    }
  })

  test('in the first turn, the call is asked for again from its beginning', async () => {
    const line = await openLine({ dialogue: { step: fails } })
    const { body } = await line.post('/twilio/voice')
    expect(body).toContain(`<Redirect method="POST">${publicUrl}/twilio/voice#rc=2`)
    await line.post('/twilio/voice')
    expect((await line.post('/twilio/voice')).body).toContain('<Hangup/>')
  })

  test('in the store, the caller hears the same apology', async () => {
    const line = await openLine({ store: (store) => ({ ...store, load: fails }) })
    await line.post('/twilio/voice')
    const { body } = await line.post('/twilio/voice/turn?turn=1', silence)
    expect(body).toMatch(/<\/Say><Redirect method="POST">[^<]*turn\?turn=0#/)
  })

  test('in the core, the caller hears the same apology in the language of the call', async () => {
    const line = await openLine({
      core: { read: fails },
      dialogue: {
        step: (script, state, input) =>
          input.kind === 'keys' && input.keys === '999'
            ? { state, turn: { kind: 'read', keyed: [], atMost: 1 } }
            : step(script, state, input),
      },
    })
    await line.post('/twilio/voice')
    await line.post('/twilio/voice/turn?turn=1', { ...webhook, Digits: '2' })
    const { body } = await line.post('/twilio/voice/turn?turn=2', { ...webhook, Digits: '999' })
    expect(body).toMatch(/<Say [^>]*en-GB[^>]*>[^<]+<\/Say><Redirect/)
  })

  test('in the words, even those of the apology, a document made at the start is left', async () => {
    const failing = { now: false }
    const line = await openLine({
      wording: (wording) => ({
        ...wording,
        speak: (...args) => (failing.now ? fails() : wording.speak(...args)),
      }),
    })
    failing.now = true
    const reply = await line.post('/twilio/voice')
    expect(reply).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' })
    expect(reply.body).toMatch(/nl-NL.*<Hangup\/><\/Response>$/)
  })

  test('at the report of an end, that is all', async () => {
    const line = await openLine({ store: (store) => ({ ...store, end: fails }) })
    await line.post('/twilio/voice')
    const ended = { ...webhook, CallStatus: 'completed' }
    expect((await line.post('/twilio/voice/status', ended)).status).toBe(204)
    expect(line.counted).toContain('fault turn-failed')
  })
})

describe('a call that cannot be gone on with', () => {
  const take = async (state: string) => {
    const line = await openLine()
    await line.post('/twilio/voice')
    const found = await line.store.load(callId)
    if (found.kind !== 'open') throw new Error('the call is not there')
    await line.store.save({ ...found.call, turn: 2, state, at: Date.now(), keyed: [], over: false })
    const reply = await line.post('/twilio/voice/turn?turn=2', { ...webhook, Digits: '1' })
    return { line, reply, caseNumber: found.call.caseNumber }
  }

  test.each([
    ['damaged', '{"version":1,"sta'],
    ['of another kind', '"text"'],
    ['without a state', '{"version":1}'],
    ['of another version', '{"version":0,"state":{"kind":"fresh"}}'],
  ])('because its state is %s begins again, with its case number', async (_, state) => {
    const { line, reply, caseNumber } = await take(state)
    expect(line.counted).toContain('fault state-unreadable')
    expect(spokenIn(reply)).toContain('automatische activeringslijn')
    expect(actionOf(reply)).toBe('/twilio/voice/turn?turn=3')
    expect(await line.store.load(callId)).toMatchObject({ call: { caseNumber, turn: 3 } })
  })

  test('because nothing is known of it begins again', async () => {
    const line = await openLine()
    const reply = await line.post('/twilio/voice/turn?turn=7', silence)
    expect(line.counted).toContain('fault call-unknown')
    expect(actionOf(reply)).toBe('/twilio/voice/turn?turn=1')
  })
})
