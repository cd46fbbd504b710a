import { describe, expect, test } from '@jest/globals'
import { expectCase, playCase, response, type Case } from './play-case.ts'

const end = response('<Hangup/>')
const second = '<Say>Fourteen signs</Say>'
const number = (verbs: string): Case['docs'] => ({ '/twilio/voice': response(verbs), '/r': end })

const saying: readonly Case[] = [
  {
    case: 'words are said at 14 characters a second, and then the call is over',
    docs: number(second),
    expect: { said: ['Fourteen signs'], lastsMs: 1000, reason: 'line' },
  },
  {
    case: 'marks and white space around words are not said',
    docs: number('<Say>\n  Fourteen <!-- a comment -->\n <emphasis>signs</emphasis>\n</Say>'),
    expect: { said: ['Fourteen signs'] },
  },
  {
    case: 'a break takes its time, and a slower rate stretches the words',
    docs: number(
      '<Say>Fourteen signs<break time="500ms"/><prosody rate="50%">Fourteen signs</prosody></Say>',
    ),
    expect: { lastsMs: 1000 + 500 + 2000 },
  },
  {
    case: 'another wording may be said for what is written',
    docs: number('<Say><sub alias="Fourteen signs">14</sub></Say>'),
    expect: { said: ['Fourteen signs'], lastsMs: 1000 },
  },
  {
    case: 'a digit alone takes as long as a short word',
    docs: number('<Say>1 2 3 4</Say>'),
    expect: { lastsMs: ((7 + 4 * 4) / 14) * 1000 },
  },
  {
    case: 'words are said as often as the document says',
    docs: number('<Say loop="3">Fourteen signs</Say>'),
    expect: { said: Array(3).fill('Fourteen signs'), lastsMs: 3000 },
  },
  {
    case: 'loop 0 goes on until the caller has had enough',
    docs: number('<Say loop="0">Fourteen signs</Say>'),
    caller: [{ at: 10_500, hangsUp: true }],
    expect: { said: Array(11).fill('Fourteen signs'), reason: 'caller', lastsMs: 10_500 },
  },
  {
    case: 'loop 0 ends after a thousand times',
    docs: number('<Say loop="0">Fourteen signs</Say>'),
    expect: { lastsMs: 1_000_000 },
  },
  {
    case: 'sound is played from an address beside the document, as often as it says',
    docs: number('<Play loop="2">music.wav</Play>'),
    options: { world: { soundInMs: () => 4000 } },
    expect: { lastsMs: 8000 },
  },
  {
    case: 'tones are sent half a second each',
    docs: number('<Play digits="12w3"/>'),
    expect: { said: [], lastsMs: 2000 },
  },
  {
    case: 'a pause lasts a second where the document does not say how long',
    docs: number('<Pause/>'),
    expect: { lastsMs: 1000 },
  },
  {
    case: 'keys do not stop words outside a Gather',
    docs: number(second),
    caller: [{ at: 100, keys: '1#' }],
    expect: { lastsMs: 1000 },
  },
]

const leading: readonly Case[] = [
  {
    case: 'a redirect leads to an absolute address',
    docs: number('<Redirect>LINE/r</Redirect>'),
    expect: { requests: [{ path: '/r' }] },
  },
  {
    case: 'a redirect leads to a relative address, and what stands after it is not run',
    docs: number(`<Redirect>../r</Redirect>${second}`),
    expect: { requests: [{ path: '/r' }], said: [] },
  },
  {
    case: 'a redirect may ask by GET',
    docs: number('<Redirect method="GET">/r</Redirect>'),
    expect: { reason: 'line' },
  },
  {
    case: 'a hang-up ends the call, and what stands after it is not run',
    docs: number(`<Hangup/>${second}`),
    expect: { said: [], reason: 'line', lastsMs: 0 },
  },
  {
    case: 'a rejected call was never answered',
    docs: number('<Reject/>'),
    expect: { reason: 'rejected' },
  },
  {
    case: 'a call may be rejected as busy',
    docs: number('<Reject reason="busy"/>'),
    expect: { reason: 'rejected' },
  },
  {
    case: 'to leave a queue in which one is not leads to the next verb',
    docs: number(`<Leave/>${second}`),
    expect: { said: ['Fourteen signs'] },
  },
  {
    case: 'a recording that is started does not keep the call',
    docs: number(`<Start><Recording/></Start>${second}`),
    expect: { said: ['Fourteen signs'], lastsMs: 1000 },
  },
]

const dialled = { kind: 'completed', ringsInMs: 4000, talksInMs: 90_000 } as const

const dialling: readonly Case[] = [
  {
    case: 'a number is dialled, and after the talk the next verb is run',
    docs: number(`<Dial>+31201234567</Dial>${second}`),
    options: { world: { dial: () => dialled } },
    expect: { requests: [], said: ['Fourteen signs'], lastsMs: 4000 + 90_000 + 1000 },
  },
  {
    case: 'the action learns how it went, and the verbs after it are not run',
    docs: number(`<Dial action="/r"><Client><Identity>op7</Identity></Client></Dial>${second}`),
    options: { world: { dial: () => dialled } },
    expect: {
      requests: [{ path: '/r', has: { DialCallStatus: 'completed', DialCallDuration: '90' } }],
      said: [],
    },
  },
  {
    case: 'nobody answers within half a minute',
    docs: number('<Dial action="/r">+31201234567</Dial>'),
    options: { world: { dial: () => ({ ...dialled, ringsInMs: 60_000 }) } },
    expect: {
      requests: [{ path: '/r', has: { DialCallStatus: 'no-answer' }, lacks: ['DialCallDuration'] }],
      lastsMs: 30_000,
    },
  },
  {
    case: 'it rings as long as the document says',
    docs: number('<Dial action="/r" timeout="5"><Number>+31201234567</Number></Dial>'),
    options: { world: { dial: () => ({ ...dialled, ringsInMs: 60_000 }) } },
    expect: { lastsMs: 5000 },
  },
  {
    case: 'who is busy does not talk',
    docs: number('<Dial action="/r"><Sip>sip:op@a.example</Sip></Dial>'),
    options: { world: { dial: () => ({ kind: 'busy', ringsInMs: 1000 }) } },
    expect: { requests: [{ path: '/r', has: { DialCallStatus: 'busy' } }], lastsMs: 1000 },
  },
  {
    case: 'the talk ends after the time limit',
    docs: number('<Dial action="/r" timeLimit="60">+31201234567</Dial>'),
    options: { world: { dial: () => dialled } },
    expect: { lastsMs: 4000 + 60_000 },
  },
  {
    case: "the caller's star ends the talk where the document says so",
    docs: number('<Dial hangupOnStar="true"><Number>+31201234567</Number></Dial>'),
    options: { world: { dial: () => dialled } },
    caller: [{ at: 10_000, keys: '1*' }],
    expect: { lastsMs: 10_200 },
  },
  {
    case: "elsewhere the caller's star is for whoever was dialled",
    docs: number('<Dial>+31201234567</Dial>'),
    options: { world: { dial: () => dialled } },
    caller: [{ at: 10_000, keys: '*' }],
    expect: { lastsMs: 94_000 },
  },
  {
    case: 'the action may be asked by GET',
    docs: number('<Dial action="/r" method="GET">+31201234567</Dial>'),
    expect: { reason: 'line' },
  },
]

const waiting = response('<Say>Fourteen signs</Say><Pause length="9"/>')

const queueing: readonly Case[] = [
  {
    case: 'who waits hears the wait document again and again until somebody takes him',
    docs: {
      '/twilio/voice': response('<Enqueue waitUrl="/wait" action="/r">help</Enqueue>'),
      '/wait': waiting,
      '/r': end,
    },
    options: { world: { queue: { takenAfterInMs: 25_000, talksInMs: 60_000 } } },
    expect: {
      requests: [
        { path: '/wait', has: { QueuePosition: '1', QueueTime: '0' } },
        { path: '/wait', has: { QueueTime: '10' } },
        { path: '/wait', has: { QueueTime: '20' } },
        { path: '/r', has: { QueueResult: 'bridged', QueueTime: '85' } },
      ],
      lastsMs: 85_000,
    },
  },
  {
    case: 'who waits may press a key and leave',
    docs: {
      '/twilio/voice': response('<Enqueue waitUrl="/wait" action="/r">help</Enqueue>'),
      '/wait': response('<Gather action="/out" numDigits="1"><Say>Fourteen signs</Say></Gather>'),
      '/out': response('<Leave/>'),
      '/r': end,
    },
    caller: [{ at: 500, keys: '1' }],
    expect: {
      requests: [
        { path: '/wait' },
        { path: '/out' },
        { path: '/r', has: { QueueResult: 'leave' } },
      ],
    },
  },
  {
    case: 'who waits may hang up',
    docs: { '/twilio/voice': response('<Enqueue>help</Enqueue>') },
    caller: [{ at: 300_000, hangsUp: true }],
    expect: { reason: 'caller', lastsMs: 300_000 },
  },
  {
    case: 'a wait document may not dial',
    docs: {
      '/twilio/voice': response('<Enqueue waitUrl="/wait">help</Enqueue>'),
      '/wait': response('<Dial>+31201234567</Dial>'),
    },
    expect: { fault: 12200, reason: 'application-error' },
  },
]

const recording: readonly Case[] = [
  {
    case: 'what is recorded ends with silence, and the document itself is asked by POST',
    docs: { '/twilio/voice': response('<Record/>') },
    caller: [{ at: 1000, speaks: 'Fourteen signs' }],
    expect: { requests: [{ path: '/twilio/voice', has: { RecordingDuration: '7' } }] },
  },
  {
    case: 'an action is asked with the key that ended the recording',
    docs: number('<Record action="/r"/>'),
    caller: [
      { at: 1000, speaks: 'Fourteen signs' },
      { at: 3000, keys: '#' },
    ],
    expect: { requests: [{ path: '/r', has: { Digits: '#', RecordingDuration: '3' } }] },
  },
  {
    case: 'only the keys that the document names end a recording',
    docs: number('<Record action="/r" finishOnKey="*"/>'),
    caller: [
      { at: 0, speaks: 'Fourteen signs' },
      { at: 1000, keys: '1#' },
      { at: 3000, keys: '*' },
    ],
    expect: { requests: [{ path: '/r', has: { Digits: '*' } }], lastsMs: 3000 },
  },
  {
    case: 'a recording is no longer than the document says',
    docs: number('<Record action="/r" maxLength="2"/>'),
    caller: [{ at: 0, speaks: 'Fourteen signs, and many more than that' }],
    expect: { requests: [{ path: '/r', lacks: ['Digits'] }], lastsMs: 2000 },
  },
  {
    case: 'an empty recording asks for nothing, and the next verb is run',
    docs: number(`<Record action="/r" timeout="3"/>${second}`),
    expect: { requests: [], said: ['Fourteen signs'], lastsMs: 3000 + 1000 },
  },
]

describe('saying and playing', () => {
  test.each(saying)('$case', (one) => expectCase(one))
})
describe('leading elsewhere', () => {
  test.each(leading)('$case', (one) => expectCase(one))
})
describe('dialling', () => {
  test.each(dialling)('$case', (one) => expectCase(one))
})
describe('waiting in a queue', () => {
  test.each(queueing)('$case', (one) => expectCase(one))
})
describe('recording', () => {
  test.each(recording)('$case', (one) => expectCase(one))
})

test.each([
  ['a Redirect', '<Redirect method="GET">/r</Redirect>'],
  ['a Dial', '<Dial action="/r" method="GET">+31201234567</Dial>'],
])('%s by GET has all parameters in the query', async (_, verbs) => {
  const { received } = await playCase({ case: '', docs: number(verbs), expect: {} })
  expect(received[1]?.method).toBe('GET')
  expect(received[1]?.params['CallSid']).toBe(received[0]?.params['CallSid'])
})

describe('what is said', () => {
  const spoken = async (verbs: string): Promise<unknown> => {
    const { ended } = await playCase({ case: '', docs: number(verbs), expect: {} })
    return ended.events.flatMap((event) => (event.kind === 'said' ? [event.utterance] : []))[0]
  }

  test('is in American English by a man where the document does not say otherwise', async () => {
    expect(await spoken(second)).toMatchObject({ language: 'en-US', voice: 'man' })
  })

  test("is in the document's language and voice", async () => {
    expect(
      await spoken('<Say voice="Polly.Lotte" language="nl-NL">Goedemiddag</Say>'),
    ).toMatchObject({ language: 'nl-NL', voice: 'Polly.Lotte' })
  })

  test('is in the language that the voice speaks', async () => {
    expect(await spoken('<Say voice="Google.nl-NL-Wavenet-A">Goedemiddag</Say>')).toMatchObject({
      language: 'nl-NL',
    })
  })
})

test('a stream is not opened without TLS', () =>
  expectCase({
    case: '',
    docs: number('<Connect><Stream url="/media"/></Connect>'),
    expect: { fault: 31922, reason: 'application-error' },
  }))

test('a message is sent by the way', async () => {
  const { ended, received } = await playCase({
    case: '',
    docs: number(`<Sms to="+31687654321" action="/r">Your case waits.</Sms>${second}`),
    expect: {},
  })
  const sent = ended.events.find(({ kind }) => kind === 'message')
  expect(sent).toMatchObject({ to: '+31687654321', body: 'Your case waits.' })
  expect(received[1]).toMatchObject({ path: '/r', params: { SmsStatus: 'sending' } })
})
