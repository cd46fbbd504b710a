import { expect, test } from '@jest/globals'
import type { People, Seeking } from '../../../src/calls/people.ts'
import { madeUpId, runOf } from '../../support/ids.ts'
import { lines, spokenIn, webhook, type Line, type Reply } from './line.ts'

const openLine = lines()
const digits = runOf(madeUpId(3)).slice(0, 35)

/** Five groups, and then a person; the language first. */
const asksForPerson = async (people: Partial<People>): Promise<{ line: Line; reply: Reply }> => {
  const line = await openLine({ people })
  await line.post('/twilio/voice')
  await line.post('/twilio/voice/turn?turn=1', webhook)
  await line.post('/twilio/voice/turn?turn=2', { ...webhook, Digits: digits })
  const asked = { ...webhook, Digits: '*0' }
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
