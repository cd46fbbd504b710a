import { describe, expect, test } from '@jest/globals'
import type { CallId, E164 } from '../../../src/base/brand.ts'
import { Fault } from '../../../src/base/faults.ts'
import type { OperatorId } from '../../../src/base/operator.ts'
import type { Talk, Telephony } from '../../../src/operators/telephony/telephony.ts'
import { createTwilioTelephony } from '../../../src/operators/telephony/twilio-telephony.ts'
import { labelOf } from '../../../src/twilio/operator-identity.ts'
import { restApis, type Answered, type RestApi } from './rest-api.ts'

const openApi = restApis()

const talk: Talk = {
  id: 'aaaaaaaaaaaaaaaaaaaaaa',
  callId: 'CA1' as CallId,
  turn: 7,
  called: '+31201234567' as E164,
  conference: 'CF1',
}
const { conference: _, ...unnamed } = talk
const anna = 'anna-Operator' as OperatorId
const mobile = '+31612345678' as E164

const at = 'https://line.example/twilio/voice'
const addresses = {
  conference: `${at}/conference`,
  back: (turn: number) => `${at}/after-operator?turn=${turn}`,
  again: (turn: number) => `${at}/again?turn=${turn}`,
  held: `${at}/held`,
  calledBack: (contact: string) => `${at}/called-back?contact=${contact}`,
  telephone: (contact: string, operator: string) =>
    `${at}/telephone?contact=${contact}&operator=${operator}`,
  status: `${at}/status`,
}

const open = async (
  answer: (request: string, times: number) => Answered | undefined,
): Promise<RestApi & { readonly telephony: Telephony; readonly pauses: number[] }> => {
  const api = await openApi(answer)
  const pauses: number[] = []
  const telephony = createTwilioTelephony({
    client: api.client,
    addresses,
    access: () => ({ kind: 'none' }),
    pause: async (ms) => void pauses.push(ms),
  })
  return { ...api, telephony, pauses }
}

const done = (): Answered => ({ body: { sid: 'CA1' } })
const refusal = (status: number, code: number, message = ''): Answered => ({
  status,
  body: { status, code, message },
})

describe('a caller is moved by one request', () => {
  test.each([
    ['conference', `${at}/conference`],
    ['back', `${at}/after-operator?turn=7`],
    ['again', `${at}/again?turn=7`],
  ] as const)('%s', async (to, url) => {
    const { telephony, asked } = await open(done)
    expect(await telephony.move(talk.callId, to, talk)).toBe(true)
    expect(asked).toEqual([{ request: 'POST Calls/CA1.json', form: { Url: url, Method: 'POST' } }])
  })

  test.each([
    ['is not there', refusal(404, 20_404)],
    ['has just ended', refusal(400, 21_220)],
  ])('and where his call %s, that is told', async (_why, answer) => {
    const { telephony, asked } = await open(() => answer)
    expect(await telephony.move(talk.callId, 'back', talk)).toBe(false)
    expect(asked).toHaveLength(1)
  })
})

describe('what Twilio does not do is asked once, and is a fault without a number in it', () => {
  const said = `The number ${mobile} is unverified.`
  test.each([
    ['call-not-moved', (t: Telephony) => t.move(talk.callId, 'back', talk)],
    ['call-not-made', (t: Telephony) => t.callBack(talk, mobile)],
    ['call-not-made', (t: Telephony) => t.callIn(talk, { operator: anna, telephone: mobile })],
    ['conference-unusable', (t: Telephony) => t.hold(talk, true)],
    ['conference-unusable', (t: Telephony) => t.letGo(talk, anna)],
  ] as const)('%s', async (code, ask) => {
    const { telephony, asked } = await open(() => refusal(400, 21_219, said))
    const fault = await ask(telephony).then(
      () => undefined,
      (error: unknown) => error,
    )
    expect(fault).toBeInstanceOf(Fault)
    expect(fault).toMatchObject({ code, detail: 'Twilio refused it with its error 21219.' })
    expect(JSON.stringify([fault, (fault as Fault).stack])).not.toContain('612345678')
    expect(asked).toHaveLength(1)
  })

  test('a call to nowhere was not made, and that is a fault as well', async () => {
    const { telephony } = await open(() => undefined)
    await expect(telephony.callBack(talk, mobile)).rejects.toMatchObject({ code: 'call-not-made' })
  })
})

test('the caller is held with words of ours, and comes back from it', async () => {
  const { telephony, asked } = await open(done)
  await telephony.hold(talk, true)
  await telephony.hold(talk, false)
  const request = 'POST Conferences/CF1/Participants/CA1.json'
  expect(asked).toEqual([
    { request, form: { Hold: 'true', HoldUrl: `${at}/held`, HoldMethod: 'POST' } },
    { request, form: { Hold: 'false' } },
  ])
})

test('a conference that Twilio does not find by its name at once is looked up again', async () => {
  const { telephony, asked, pauses } = await open((request, times) =>
    request.startsWith('GET Conferences')
      ? { body: { conferences: times < 3 ? [] : [{ sid: 'CF9' }] } }
      : done(),
  )
  await telephony.hold(unnamed, true)
  expect(pauses).toEqual([250, 500])
  expect(asked.at(0)?.request).toMatch(
    /FriendlyName=a{22}&Status=in-progress|Status=in-progress&FriendlyName=a{22}/,
  )
  expect(asked.at(-1)?.request).toBe('POST Conferences/CF9/Participants/CA1.json')
})

test('where there is no conference, nobody is held, and it is not looked up for ever', async () => {
  const { telephony, asked } = await open(() => ({ body: { conferences: [] } }))
  await telephony.hold(unnamed, true)
  expect(asked).toHaveLength(4)
})

test('an operator is let go by each of his telephones, and nobody else is', async () => {
  const { telephony, asked } = await open((request) => {
    if (request.startsWith('DELETE')) return { status: 204, body: {} }
    return {
      body: {
        participants: [
          { call_sid: 'CA1' },
          { call_sid: 'CA2', label: labelOf(anna, 'CA2') },
          { call_sid: 'CA3', label: labelOf('berta' as OperatorId, 'CA3') },
          { call_sid: 'CA4', label: labelOf(anna, 'CA4') },
        ],
      },
    }
  })
  await telephony.letGo(talk, anna)
  expect(asked.map(({ request }) => request).filter((one) => one.startsWith('DELETE'))).toEqual([
    'DELETE Conferences/CF1/Participants/CA2.json',
    'DELETE Conferences/CF1/Participants/CA4.json',
  ])
})

test('who is called back is called from the number he had called', async () => {
  const { telephony, asked } = await open(() => ({ body: { sid: 'CA77' } }))
  expect(await telephony.callBack(talk, mobile)).toBe('CA77')
  expect(asked).toEqual([
    {
      request: 'POST Calls.json',
      form: {
        To: mobile,
        From: talk.called,
        Url: `${at}/called-back?contact=${talk.id}`,
        Method: 'POST',
        StatusCallback: `${at}/status`,
        StatusCallbackMethod: 'POST',
        Timeout: '30',
      },
    },
  ])
})

test('an operator’s own telephone is asked before it is let in', async () => {
  const { telephony, asked } = await open(done)
  await telephony.callIn(talk, { operator: anna, telephone: mobile })
  expect(asked[0]?.form).toMatchObject({
    To: mobile,
    Url: `${at}/telephone?contact=${talk.id}&operator=${anna}`,
  })
})
