import { describe, expect, test } from '@jest/globals'
import { seededChance } from '../../src/phone/index.ts'
import { drawGap } from '../../src/phone/gap.ts'
import { expectCase, playCase, response, type Case } from './play-case.ts'

const end = response('<Hangup/>')

/** 14 characters: one second. */
const second = '<Say>Fourteen signs</Say>'

/** A number whose first document is this Gather, then a Say; whatever is asked after it ends the call. */
const gather = (attributes: string, nested = ''): Case['docs'] => ({
  '/twilio/voice': response(`<Gather ${attributes}>${nested}</Gather>${second}`),
  '/r': end,
})

const actions: readonly Case[] = [
  {
    case: 'without an action its own document is asked again, by POST',
    docs: { '/twilio/voice': response('<Gather numDigits="1"/>') },
    caller: [{ at: 1000, keys: '1' }],
    expect: { requests: [{ path: '/twilio/voice', has: { Digits: '1' } }], reason: 'line' },
  },
  {
    case: 'an absolute action is asked',
    docs: gather('action="LINE/r"'),
    caller: [{ at: 1000, keys: '1' }],
    expect: { requests: [{ path: '/r', has: { Digits: '1' } }] },
  },
  {
    case: 'a relative action is asked of the host of its document',
    docs: gather('action="/r"'),
    caller: [{ at: 1000, keys: '1' }],
    expect: { requests: [{ path: '/r', has: { Digits: '1' } }] },
  },
  {
    case: 'a relative action without a slash lies beside its document',
    docs: { '/twilio/voice': response('<Gather action="r"/>'), '/twilio/r': end },
    caller: [{ at: 1000, keys: '1' }],
    expect: { requests: [{ path: '/twilio/r' }] },
  },
  {
    case: 'without a key the next verb is run and no action is asked',
    docs: gather('action="/r"'),
    expect: { requests: [], said: ['Fourteen signs'], reason: 'line' },
  },
  {
    case: 'the verbs after an answered Gather are not run',
    docs: gather('action="/r"'),
    caller: [{ at: 1000, keys: '1' }],
    expect: { requests: [{ path: '/r' }], said: [] },
  },
  {
    case: 'with actionOnEmptyResult silence is an answer too',
    docs: gather('action="/r" actionOnEmptyResult="true"'),
    expect: { requests: [{ path: '/r', has: { Digits: '' } }], lastsMs: 5000 },
  },
  {
    case: 'a line may be told of silence without any Digits',
    docs: gather('action="/r" actionOnEmptyResult="true"'),
    options: { world: { emptyDigits: 'absent' } },
    expect: { requests: [{ path: '/r', lacks: ['Digits'] }] },
  },
]

const keys: readonly Case[] = [
  {
    case: 'it waits five seconds where the document does not say how long',
    docs: gather('action="/r"'),
    expect: { requests: [], lastsMs: 5000 + 1000 },
  },
  {
    case: 'it waits as long as the document says',
    docs: gather('action="/r" timeout="12"'),
    expect: { requests: [], lastsMs: 12_000 + 1000 },
  },
  {
    case: 'the time runs from the last key, and what was keyed by then is the answer',
    docs: gather('action="/r" timeout="3"'),
    caller: [{ at: 2000, keys: '123', everyMs: 2500 }],
    expect: { requests: [{ path: '/r', has: { Digits: '123' } }], lastsMs: 2000 + 5000 + 3000 },
  },
  {
    case: 'hash ends it where the document does not say what does, and is no digit',
    docs: gather('action="/r"'),
    caller: [{ at: 1000, keys: '12#' }],
    expect: { requests: [{ path: '/r', has: { Digits: '12' } }], lastsMs: 1400 },
  },
  {
    case: 'the key that the document names ends it, and hash is a key like any other',
    docs: gather('action="/r" finishOnKey="*"'),
    caller: [{ at: 1000, keys: '1#2*' }],
    expect: { requests: [{ path: '/r', has: { Digits: '1#2' } }] },
  },
  {
    case: 'no key ends it where the document names none',
    docs: gather('action="/r" finishOnKey="" timeout="2"'),
    caller: [{ at: 1000, keys: '1#*#' }],
    expect: { requests: [{ path: '/r', has: { Digits: '1#*#' } }], lastsMs: 1600 + 2000 },
  },
  {
    case: 'a lone finish key is as good as silence',
    docs: gather('action="/r"'),
    caller: [{ at: 1000, keys: '#' }],
    expect: { requests: [], said: ['Fourteen signs'], lastsMs: 1000 + 1000 },
  },
  {
    case: 'a lone finish key asks the action where silence does',
    docs: gather('action="/r" actionOnEmptyResult="true"'),
    caller: [{ at: 1000, keys: '#' }],
    expect: { requests: [{ path: '/r', has: { Digits: '' } }], lastsMs: 1000 },
  },
  {
    case: 'without numDigits it takes any number of keys',
    docs: gather('action="/r"'),
    caller: [{ at: 0, keys: '1234567'.repeat(12) }],
    expect: { requests: [{ path: '/r', has: { Digits: '1234567'.repeat(12) } }] },
  },
  {
    case: 'the last of numDigits ends it at once, and a key after it is lost',
    docs: gather('action="/r" numDigits="3"'),
    caller: [{ at: 1000, keys: '1234' }],
    expect: { requests: [{ path: '/r', has: { Digits: '123' } }], lastsMs: 1400 },
  },
  {
    case: 'the keys A to D come through',
    docs: gather('action="/r"'),
    caller: [{ at: 1000, keys: '1AD#' }],
    expect: { requests: [{ path: '/r', has: { Digits: '1AD' } }] },
  },
  {
    case: 'keys before the Gather are lost',
    docs: { '/twilio/voice': response(`${second}<Gather action="/r"/>`), '/r': end },
    caller: [{ at: 0, keys: '12' }],
    expect: { requests: [], lastsMs: 1000 + 5000 },
  },
  {
    case: 'who hangs up in the midst of keying is not asked about',
    docs: gather('action="/r"'),
    caller: [
      { at: 1000, keys: '12' },
      { at: 2000, hangsUp: true },
    ],
    expect: { requests: [], reason: 'caller', lastsMs: 2000 },
  },
]

const prompts: readonly Case[] = [
  {
    case: 'words are nested in it, and its time runs after them',
    docs: gather('action="/r"', second),
    expect: { said: ['Fourteen signs', 'Fourteen signs'], lastsMs: 1000 + 5000 + 1000 },
  },
  {
    case: 'sound is nested in it',
    docs: gather('action="/r"', '<Play>/sound.wav</Play>'),
    options: { world: { soundInMs: () => 3000 } },
    expect: { lastsMs: 3000 + 5000 + 1000 },
  },
  {
    case: 'pauses are nested in it, so that the patience for the first key is its own',
    docs: gather('action="/r" timeout="8"', '<Pause length="20"/>'),
    expect: { lastsMs: 20_000 + 8000 + 1000 },
  },
  {
    case: 'the first key stops the prompt, which stays stopped',
    docs: gather('action="/r" timeout="4"', `${second}<Pause length="9"/>${second}`),
    caller: [{ at: 500, keys: '1' }],
    expect: {
      requests: [{ path: '/r', has: { Digits: '1' } }],
      said: ['Fourteen signs'],
      lastsMs: 500 + 4000,
    },
  },
  {
    case: 'a lone finish key during the prompt goes on to the next verb',
    docs: gather('action="/r"', `${second}${second}`),
    caller: [{ at: 500, keys: '#' }],
    expect: { requests: [], said: ['Fourteen signs', 'Fourteen signs'], lastsMs: 500 + 1000 },
  },
]

const speech: readonly Case[] = [
  {
    case: 'words are an answer where it listens for them',
    docs: gather('action="/r" input="dtmf speech" speechTimeout="auto"', second),
    caller: [{ at: 500, speaks: 'Fourteen signs' }],
    expect: {
      requests: [{ path: '/r', has: { SpeechResult: 'Fourteen signs' }, lacks: ['Digits'] }],
      lastsMs: 500 + 1000 + 1000,
    },
  },
  {
    case: 'words are nothing where it listens for keys',
    docs: gather('action="/r"'),
    caller: [{ at: 500, speaks: 'Hello?' }],
    expect: { requests: [], lastsMs: 5000 + 1000 },
  },
  {
    case: 'what comes first wins: keys after words are lost',
    docs: gather('action="/r" input="dtmf speech" speechTimeout="2"'),
    caller: [
      { at: 500, speaks: 'Hello?' },
      { at: 700, keys: '12' },
    ],
    expect: { requests: [{ path: '/r', has: { SpeechResult: 'Hello?' }, lacks: ['Digits'] }] },
  },
]

describe('what a Gather asks', () => {
  test.each(actions)('$case', (one) => expectCase(one))
})
describe('what a Gather takes', () => {
  test.each(keys)('$case', (one) => expectCase(one))
})
describe('what a Gather says', () => {
  test.each(prompts)('$case', (one) => expectCase(one))
})
describe('a Gather that listens for words', () => {
  test.each(speech)('$case', (one) => expectCase(one))
})

test('an action by GET has the digits in its query', async () => {
  const { received } = await playCase({
    case: '',
    docs: gather('action="/r?turn=2" method="GET"'),
    caller: [{ at: 1000, keys: '12' }],
    expect: {},
  })
  expect(received[1]).toMatchObject({ method: 'GET', params: { Digits: '12', turn: '2' } })
})

describe('the gap between two Gathers', () => {
  const docs = {
    '/twilio/voice': response('<Gather action="/r" numDigits="3"/>'),
    '/r': response('<Gather action="/s"/>'),
    '/s': end,
  }
  const heard = async (at: number, gapInMs: number): Promise<string | undefined> => {
    const { received } = await playCase({
      case: '',
      docs,
      caller: [
        { at: 0, keys: '123' },
        { at, keys: '4' },
        { at: 3000, keys: '5' },
      ],
      options: { gapInMs },
      expect: {},
    })
    return received[2]?.params['Digits']
  }

  test('keys pressed in it are lost', async () => {
    expect(await heard(600, 700)).toBe('5')
    expect(await heard(2500, 700)).toBe('45')
  })

  test('it can be switched off', async () => {
    expect(await heard(410, 0)).toBe('45')
  })

  test('it is there too where the next Gather stands in the same document', async () => {
    const { received } = await playCase({
      case: '',
      docs: { '/twilio/voice': response('<Gather timeout="2"/><Gather action="/s"/>'), '/s': end },
      caller: [{ at: 2100, keys: '12', everyMs: 3000 }],
      options: { gapInMs: 700 },
      expect: {},
    })
    expect(received[1]?.params['Digits']).toBe('2')
  })

  test('it lasts 0.3 to 1.5 s, half of the times more than 0.7 s, and scales with its median', () => {
    const chance = seededChance(1)
    const draws = Array.from({ length: 4000 }, () => drawGap(chance, 700))
    expect(Math.min(...draws)).toBe(300)
    expect(Math.max(...draws)).toBe(1500)
    const longer = draws.filter((ms) => ms > 700).length / draws.length
    expect(longer).toBeGreaterThan(0.47)
    expect(longer).toBeLessThan(0.53)
    expect(drawGap(seededChance(5), 1400)).toBeCloseTo(2 * drawGap(seededChance(5), 700), 6)
    expect(drawGap(chance, 0)).toBe(0)
  })

  test('the same seed gives the same call, another seed another', async () => {
    const lasts = async (seed: number): Promise<number> => {
      const options = { gapInMs: 700, chance: seededChance(seed) }
      const { ended } = await playCase({ case: '', docs, options, expect: {} })
      return ended.durationInMs
    }
    const keyed = async (seed: number): Promise<number> => {
      const { ended } = await playCase({
        case: '',
        docs,
        caller: [{ at: 0, keys: '123' }],
        options: { gapInMs: 700, chance: seededChance(seed) },
        expect: {},
      })
      return ended.durationInMs
    }
    expect(await lasts(1)).toBe(await lasts(1))
    expect(await keyed(1)).toBe(await keyed(1))
    expect(await keyed(1)).not.toBe(await keyed(2))
  })
})
