import { describe, expect, test } from '@jest/globals'
import { Fault } from '../../../src/base/faults.ts'
import type { People, Seeking } from '../../../src/calls/people.ts'
import { madeUpId, runOf } from '../../support/ids.ts'
import {
  lines,
  spokenIn,
  webhook,
  type Line,
  type LineOptions,
  type Params,
  type Reply,
} from './line.ts'

const openLine = lines()
const digits = runOf(madeUpId(3)).slice(0, 35)

/** Five groups, and then a person; the language first. */
const asksForPerson = async (
  people: Partial<People>,
  { own = {}, ...options }: Pick<LineOptions, 'caseTexts'> & { readonly own?: Params } = {},
): Promise<{ line: Line; reply: Reply }> => {
  const line = await openLine({ people, ...options })
  const call = { ...webhook, ...own }
  await line.post('/twilio/voice', call)
  await line.post('/twilio/voice/turn?turn=1', call)
  await line.post('/twilio/voice/turn?turn=2', { ...call, Digits: digits })
  const asked = { ...call, Digits: '*0' }
  const reply = await line.post('/twilio/voice/turn?turn=3', asked)
  expect(await line.post('/twilio/voice/turn?turn=3', asked)).toEqual(reply)
  return { line, reply }
}

test('who asks for a person waits in the queue, and all that the person has to know goes before him', async () => {
  const sought: Seeking[] = []
  const { reply } = await asksForPerson({
    seek: async (seeking) => {
      sought.push(seeking)
      return 'waits'
    },
  })
  expect(reply.body).toMatch(/<Enqueue [^>]*after-operator\?turn=4[^>]*>desk<\/Enqueue>/)
  expect(reply.body).toMatch(/waitUrl="[^"]*\/wait\?turn=4/)
  expect(sought).toMatchObject([
    {
      callId: webhook['CallSid'],
      channel: 'voice',
      turn: 4,
      called: webhook['To'],
      number: webhook['From'],
      country: 'NL',
      language: 'nl',
      licences: ['retail', 'mak'],
      reason: 'asked',
    },
  ])
  expect(sought[0]?.keyed.filter(({ kind }) => kind === 'press')).toHaveLength(35)
})

test('a desk that cannot be asked is one at which nobody is, and the fault is counted', async () => {
  const { line, reply } = await asksForPerson({
    seek: async () => {
      throw new Error('the desk is away')
    },
  })
  expect(reply.body).toMatch(/<Hangup\/>/)
  expect(spokenIn(reply)).toMatch(/Doorverbinden kan ik u helaas niet/)
  expect(line.counted.filter((name) => name.includes('desk-unusable'))).toHaveLength(1)
})

test('whoever hangs up while he waits is told to the desk', async () => {
  const gone: string[] = []
  const { line } = await asksForPerson({
    seek: async () => 'waits',
    left: async (callId) => void gone.push(callId),
  })
  await line.post('/twilio/voice/status', { ...webhook, CallStatus: 'completed' })
  expect(gone).toEqual([webhook['CallSid']])
})

describe('where nobody is there, a case number as a text message', () => {
  const sends = { mayBeSent: () => true, send: async () => true }
  const offer = /Om uw dossiernummer als sms te krijgen, toets twee\./

  test('is offered to whom it can be sent, and is on its way at a two', async () => {
    const { line, reply } = await asksForPerson({}, { caseTexts: sends })
    expect(spokenIn(reply)).toMatch(offer)
    const two = { ...webhook, Digits: '2' }
    const sent = await line.post('/twilio/voice/turn?turn=4', two)
    expect(spokenIn(sent)).toMatch(/^De sms is onderweg\./)
    expect(await line.post('/twilio/voice/turn?turn=4', two)).toEqual(sent)
  })

  test.each([
    ['who hides his number', { From: 'anonymous' }],
    ['whose number his carrier denies', { StirVerstat: 'TN-Validation-Failed-A' }],
  ])('is not offered to a caller %s', async (_, own) => {
    const { reply } = await asksForPerson({}, { caseTexts: sends, own })
    expect(spokenIn(reply)).toMatch(/Doorverbinden kan ik u helaas niet/)
    expect(spokenIn(reply)).not.toMatch(offer)
  })

  test('that cannot be sent is an apology, the number once more, and a fault that is counted', async () => {
    const send = async (): Promise<never> => {
      throw new Fault('text-not-sent')
    }
    const { line } = await asksForPerson({}, { caseTexts: { ...sends, send } })
    const told = await line.post('/twilio/voice/turn?turn=4', { ...webhook, Digits: '2' })
    expect(spokenIn(told)).toMatch(/^De sms kon niet worden verstuurd, excuses\. Pak even iets/)
    expect(line.counted).toContain('fault text-not-sent')
    expect(JSON.stringify(line.logged)).not.toContain(webhook['From'])
  })
})
