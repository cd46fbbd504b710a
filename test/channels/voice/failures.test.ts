import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { ActivationCore, ReadRequest } from '../../../src/base/activation.ts'
import type { CallId, CaseNumber } from '../../../src/base/brand.ts'
import type { Keyed } from '../../../src/base/keyed.ts'
import type { Found } from '../../../src/calls/call-store.ts'
import { step } from '../../../src/dialogue/step.ts'
import { temporaryFolders } from '../../stores/temporary-folder.ts'
import { madeUpId, runOf } from '../../support/ids.ts'
import { actionOf, lines, spokenIn, webhook, type Line, type Reply } from './line.ts'

const openLine = lines()
const newFolder = temporaryFolders()

const callId = webhook['CallSid'] as CallId

const caseNumberIn = (found: Found): CaseNumber => {
  if (found.kind !== 'open') throw new Error('the call is not there')
  return found.call.caseNumber
}

const keysIn = (keyed: Keyed): string =>
  keyed.map((item) => (item.kind === 'press' ? item.key : '')).join('')

/** Silence, or the end of what was offered. */
const silence = { ...webhook, Digits: '' }

const fails = (): never => {
  throw new Error('broken in a test: 1234567')
}

/** The sealed turn in the address where a document leads next. */
const tokenIn = ({ body }: Reply): string =>
  /<Redirect method="POST">[^<]*\/turn\?turn=([\w-]{38,})#rc=2/.exec(body)?.[1] ?? ''

const again = (line: Line, reply: Reply): Promise<Reply> =>
  line.post(`/twilio/voice/turn?turn=${tokenIn(reply)}`)

describe('when a turn fails', () => {
  const core = { read: fails }
  /** All nine groups at once, so that the core is asked. */
  const keyed = { ...webhook, Digits: runOf(madeUpId(5)) }

  test('the caller hears an apology in his language, has a moment, and the same keys are taken again', async () => {
    const failing = { now: true }
    const asked: ReadRequest[] = []
    const read: ActivationCore['read'] = async (request) => {
      if (failing.now) throw new Error('gone')
      asked.push(request)
      return { kind: 'unreadable', groups: [3] }
    }
    const line = await openLine({ core: { read } })
    await line.post('/twilio/voice')
    await line.post('/twilio/voice/turn?turn=1', { ...webhook, Digits: '2' })
    const stored = await line.store.load(callId)
    const failed = await line.post('/twilio/voice/turn?turn=2', keyed)
    expect(failed).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' })
    expect(failed.body).toMatch(
      /^<[^>]*><Response><Say [^>]*en-GB[^>]*>[^<]+<\/Say><Pause length="2"\/><Redirect/,
    )
    expect(await line.store.load(callId)).toEqual(stored)
    failing.now = false
    const taken = await again(line, failed)
    expect(actionOf(taken)).toBe('/twilio/voice/turn?turn=3')
    expect(asked).toHaveLength(1)
    expect(await line.store.recall(caseNumberIn(stored), Date.now())).toMatchObject({
      beginning: { length: 64 },
    })
  })

  test('and Twilio asks for both again and again, the keys are taken once', async () => {
    const failing = { now: true }
    const line = await openLine({
      core: { read: async () => (failing.now ? fails() : { kind: 'unreadable', groups: [] }) },
    })
    await line.post('/twilio/voice')
    await line.post('/twilio/voice/turn?turn=1', silence)
    const failed = await line.post('/twilio/voice/turn?turn=2', keyed)
    failing.now = false
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        index % 2 === 0 ? again(line, failed) : line.post('/twilio/voice/turn?turn=2', keyed),
      ),
    )
    expect(new Set(replies.map(({ body }) => body)).size).toBe(1)
    const found = await line.store.load(callId)
    expect(found).toMatchObject({ call: { turn: 3 } })
    await line.post('/twilio/voice/turn?turn=3', silence)
    expect(await again(line, failed)).toEqual(await line.post('/twilio/voice/turn?turn=2', keyed))
    expect(await line.store.load(callId)).toMatchObject({ call: { turn: 4 } })
  })

  test('any process of the line opens what another one sealed', async () => {
    const file = join(newFolder(), 'calls.db')
    const [broken, well] = [await openLine({ file, core }), await openLine({ file })]
    await broken.post('/twilio/voice')
    await broken.post('/twilio/voice/turn?turn=1', silence)
    const failed = await broken.post('/twilio/voice/turn?turn=2', keyed)
    expect(actionOf(await again(well, failed))).toBe('/twilio/voice/turn?turn=3')
    expect(well.read).toHaveLength(1)
  })

  test('three times in a row, the call ends with its number, twice, and all that was keyed waits', async () => {
    const line = await openLine({ core })
    await line.post('/twilio/voice')
    await line.post('/twilio/voice/turn?turn=1', silence)
    const found = await line.store.load(callId)
    let reply = await line.post('/twilio/voice/turn?turn=2', keyed)
    for (let times = 2; times <= 3; times += 1) reply = await again(line, reply)
    expect(reply.body).toMatch(/<Hangup\/><\/Response>$/)
    expect(spokenIn(reply)).toContain('Er ging bij ons iets mis, en ik kan nu niet verder.')
    expect(spokenIn(reply).match(/Uw dossiernummer is:|Nog een keer:/g)).toHaveLength(2)
    expect(spokenIn(reply)).toContain('Bel binnen vierentwintig uur opnieuw')
    expect(line.counted).toContain('ended NL left-open')
    expect(line.counted.filter((name) => name === 'fault turn-failed')).toHaveLength(3)
    expect(JSON.stringify(line.logged)).not.toContain('"keys"')

    const waiting = await line.store.recall(caseNumberIn(found), Date.now())
    const beginning = waiting.kind === 'open' ? waiting.beginning : []
    expect(beginning.filter(({ kind }) => kind === 'press')).toHaveLength(63)
    const next = await line.post('/twilio/voice', { ...webhook, CallSid: 'CA2' })
    expect(spokenIn(next)).toContain('Alle negen groepen zijn al binnen')
  })

  test('once, and then works, the count begins again', async () => {
    const failing = { now: false }
    const line = await openLine({
      dialogue: { step: (...args) => (failing.now ? fails() : step(...args)) },
    })
    await line.post('/twilio/voice')
    for (let turn = 1; turn < 4; turn += 1) {
      failing.now = true
      const keys = { ...webhook, Digits: madeUpId(5)[turn] ?? '' }
      const failed = await again(line, await line.post(`/twilio/voice/turn?turn=${turn}`, keys))
      expect(tokenIn(failed)).not.toBe('')
      failing.now = false
      expect(actionOf(await again(line, failed))).toBe(`/twilio/voice/turn?turn=${turn + 1}`)
    }
  })

  test('what was said instead of keys is taken again, too', async () => {
    const failing = { now: true }
    const heard: string[] = []
    const line = await openLine({
      dialogue: {
        step: (script, state, input) => {
          if (input.kind === 'text') heard.push(input.text)
          return failing.now && input.kind === 'text' ? fails() : step(script, state, input)
        },
      },
    })
    await line.post('/twilio/voice')
    const failed = await line.post('/twilio/voice/turn?turn=1', {
      ...webhook,
      SpeechResult: 'Hallo?',
    })
    failing.now = false
    await again(line, failed)
    expect(heard).toEqual(['Hallo?', 'Hallo?'])
  })
})

describe('an address that carries keys', () => {
  test('says nothing of them to whoever reads it', async () => {
    const line = await openLine({ core: { read: fails } })
    await line.post('/twilio/voice')
    await line.post('/twilio/voice/turn?turn=1', silence)
    const keyed = { ...webhook, Digits: '1234567'.repeat(9) }
    const tokens = [1, 2].map(async () =>
      tokenIn(await line.post('/twilio/voice/turn?turn=2', keyed)),
    )
    const [one = '', other = ''] = await Promise.all(tokens)
    expect(one).not.toBe(other)
    for (const form of ['base64url', 'latin1'] as const)
      expect(Buffer.from(one, form).toString('latin1')).not.toMatch(/\d{7}/)
  })

  test('of another call, or changed, or made up, has the present prompt said again', async () => {
    const line = await openLine({ core: { read: fails } })
    const others = { ...webhook, CallSid: 'CA2' }
    for (const call of [webhook, others]) {
      await line.post('/twilio/voice', call)
      await line.post('/twilio/voice/turn?turn=1', { ...call, Digits: '' })
    }
    const present = await line.post('/twilio/voice/turn?turn=1', silence)
    const keyed = { ...others, Digits: runOf(madeUpId(5)) }
    const token = tokenIn(await line.post('/twilio/voice/turn?turn=2', keyed))
    const stored = await line.store.load(callId)
    const spoilt = [
      token,
      `${token.slice(0, -2)}${token.endsWith('A') ? 'BB' : 'AA'}`,
      token.slice(0, 20),
      'A'.repeat(60),
      'A'.repeat(5_000),
    ]
    for (const turn of spoilt)
      expect(await line.post(`/twilio/voice/turn?turn=${turn}`, webhook)).toEqual(present)
    expect(await line.store.load(callId)).toEqual(stored)
  })

  test('after the end of the call does nothing', async () => {
    const line = await openLine({ core: { read: fails } })
    await line.post('/twilio/voice')
    await line.post('/twilio/voice/turn?turn=1', silence)
    const keyed = { ...webhook, Digits: runOf(madeUpId(5)) }
    const failed = await line.post('/twilio/voice/turn?turn=2', keyed)
    await line.post('/twilio/voice/status', { ...webhook, CallStatus: 'completed' })
    const stored = await line.store.load(callId)
    expect((await again(line, failed)).body).toMatch(/<Response><Hangup\/><\/Response>$/)
    expect(await line.store.load(callId)).toEqual(stored)
  })
})

describe('when the store is gone', () => {
  test('in the middle of a call, the caller hears an apology in each language; after the third a way on', async () => {
    const line = await openLine({ store: (store) => ({ ...store, load: fails }) })
    await line.post('/twilio/voice')
    let reply = await line.post('/twilio/voice/turn?turn=1', { ...webhook, Digits: '2' })
    expect(reply.body).toMatch(/nl-NL.*en-GB.*<Pause length="2"\/><Redirect/)
    for (let times = 2; times <= 3; times += 1) reply = await again(line, reply)
    expect(reply.body).toMatch(/nl-NL.*en-GB.*<Hangup\/><\/Response>$/)
    expect(line.counted.filter((name) => name === 'fault turn-failed')).toHaveLength(3)
  })

  test('only while a turn is saved, it is taken again as soon as the store is back', async () => {
    const failing = { now: false }
    const line = await openLine({
      store: (store) => ({
        ...store,
        save: (taken) => (failing.now ? fails() : store.save(taken)),
      }),
    })
    await line.post('/twilio/voice')
    failing.now = true
    const failed = await line.post('/twilio/voice/turn?turn=1', { ...webhook, Digits: '2' })
    failing.now = false
    expect(spokenIn(await again(line, failed))).toContain('Key in the installation ID')
  })

  test('and a turn finds its call gone when it is saved, nobody hangs up: its keys are held', async () => {
    const gone = { now: true }
    const line = await openLine({
      store: (store) => ({
        ...store,
        save: async (taken) =>
          gone.now && taken.turn > 1 ? { kind: 'unknown' } : store.save(taken),
      }),
    })
    await line.post('/twilio/voice')
    const failed = await line.post('/twilio/voice/turn?turn=1', { ...webhook, Digits: '2' })
    expect(failed.body).not.toContain('<Hangup')
    gone.now = false
    expect(spokenIn(await again(line, failed))).toContain('Key in the installation ID')
  })

  test.each(['open', 'save'] as const)(
    'before a call begins (%s), the caller hears so before any digit, and where else to turn',
    async (method) => {
      const line = await openLine({ store: (store) => ({ ...store, [method]: fails }) })
      const reply = await line.post('/twilio/voice')
      expect(reply.body).toMatch(/nl-NL.*en-GB.*<Hangup\/><\/Response>$/)
      expect(reply.body).not.toContain('<Gather')
      expect(spokenIn(reply)).toContain('We cannot activate at this moment.')
      expect(spokenIn(reply)).toContain('on working days from nine to five')
      expect(line.counted).toEqual(
        expect.arrayContaining(['fault turn-failed', 'answered NL', 'ended NL unable']),
      )
    },
  )
})

describe('when something else fails', () => {
  test('in the dialogue, at the first ring, the apology is left', async () => {
    const line = await openLine({ dialogue: { step: fails } })
    const { body } = await line.post('/twilio/voice')
    expect(body).toMatch(/nl-NL.*en-GB.*<Hangup\/><\/Response>$/)
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

  test.each([
    ['damaged', '{"version":1,"sta'],
    ['of another version', '{"version":0,"state":{"kind":"fresh"}}'],
  ])('because its state is %s keeps the groups that were keyed', async (_, state) => {
    const read: ActivationCore['read'] = async (request) => {
      asked.push(...request.keyed.map(keysIn))
      return { kind: 'unreadable', groups: [] }
    }
    const asked: string[] = []
    const line = await openLine({ core: { read } })
    const groups = madeUpId(5)
    await line.post('/twilio/voice')
    await line.post('/twilio/voice/turn?turn=1', silence)
    const begun = { ...webhook, Digits: groups.slice(0, 4).join('') }
    await line.post('/twilio/voice/turn?turn=2', begun)
    const found = await line.store.load(callId)
    if (found.kind !== 'open') throw new Error('the call is not there')
    const waiting = await line.store.recall(caseNumberIn(found), Date.now())
    if (waiting.kind !== 'open') throw new Error('nothing waits')
    const { beginning: keyed } = waiting
    await line.store.save({ ...found.call, turn: 4, state, at: Date.now(), keyed, over: false })

    const reply = await line.post('/twilio/voice/turn?turn=4', silence)
    expect(line.counted).toContain('fault state-unreadable')
    expect(spokenIn(reply)).toMatch(
      /^Er ging bij ons iets mis. We gaan verder. .*Ga dan verder waar u was/,
    )
    await line.post(actionOf(reply), { ...webhook, Digits: groups.slice(4).join('') })
    expect(asked).toContain(groups.join(''))
  })

  test('because nothing is known of it goes on with the groups that were keyed just then', async () => {
    const line = await openLine()
    const id = madeUpId(9)
    const keyed = { ...webhook, Digits: id.slice(0, 4).join('') }
    const reply = await line.post('/twilio/voice/turn?turn=7', keyed)
    expect(line.counted).toContain('fault call-unknown')
    expect(spokenIn(reply)).toMatch(/^Er ging bij ons iets mis. We gaan verder. Nu groep vijf\./)
    await line.post(actionOf(reply), { ...webhook, Digits: id.slice(4).join('') })
    expect(keysIn(line.read.at(-1)?.keyed[0] ?? [])).toBe(runOf(id))
  })

  test('because nothing is known of it begins again', async () => {
    const line = await openLine()
    const reply = await line.post('/twilio/voice/turn?turn=7', silence)
    expect(line.counted).toContain('fault call-unknown')
    expect(actionOf(reply)).toBe('/twilio/voice/turn?turn=1')
  })
})
