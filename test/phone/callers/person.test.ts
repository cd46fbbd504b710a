import { describe, expect, test } from '@jest/globals'
import { average, fluent } from '../../../src/phone/callers/manner.ts'
import {
  createUnderstanding,
  readSpokenLocales,
  tellStory,
  type Story,
  type Telling,
} from '../../../src/phone/index.ts'
import type { SpokenLocale } from '../../../src/wording/locale.ts'
import { openTinyLine } from '../tiny-line.ts'

const locales = readSpokenLocales('locales')
const understand = createUnderstanding(locales)
const nl = locales.get('nl') as SpokenLocale

const id = [
  '1191643',
  '9975011',
  '4420107',
  '6850038',
  '7466731',
  '7843814',
  '9390166',
  '3448883',
  '6582474',
]
const otherId = id.toReversed()

const words = (key: keyof SpokenLocale['prompts'], group = 1): string =>
  nl.prompts[key]
    .replace('{{group}}', nl.numbers[group] ?? '')
    .replace('{{key}}', nl.numbers[group] ?? '')
    .replace(/\{\{\w+\}\}/g, 'Example')

const block = (letter: keyof SpokenLocale['letters'], digits: string): string => {
  const said = Array.from(digits, (digit) => nl.digits[Number(digit)])
  return `${nl.block.replace('{{letter}}', letter)} ${said.join(', ')}.`
}

const ask = (text: string, attributes = 'numDigits="63" timeout="8"', language = 'nl-NL'): string =>
  `<Response><Gather action="/next" finishOnKey="" actionOnEmptyResult="true" ${attributes}><Say voice="Polly.Lotte" language="${language}">${text}</Say></Gather></Response>`

const answer = [
  '2751800',
  '4297486',
  '9153928',
  '7875042',
  '7655868',
  '5289314',
  '6194506',
  '1328697',
]
const readBack = answer.map((digits, place) =>
  ask(block(('ABCDEFGH'.charAt(place) || 'A') as 'A', digits), 'numDigits="1" timeout="4"'),
)
const gate = ask(words('gate.ready'), 'numDigits="1" timeout="8"')
const done = ask(`${words('done.screen')} ${words('done.next-computer')}`)
const wholeAnswer = [gate, ...readBack, done]
const entry = ask(words('welcome.key-all'))

type Told = { readonly story: Story; readonly keyed: readonly string[] }

/** A line that says one turn after the other, whatever it hears; `keyed` is what each of them heard. */
async function tell(turns: readonly string[], telling: Partial<Telling>): Promise<Told> {
  let next = 0
  const tiny = await openTinyLine(({ path }) => {
    const turn = path === '/twilio/voice' && next > 0 ? turns.indexOf('new call') + 1 : next
    next = turn + 1
    return turns[turn] === 'new call'
      ? '<Response/>'
      : (turns[turn] ?? '<Response><Hangup/></Response>')
  })
  try {
    const story = await tellStory({
      line: tiny.line,
      from: '+31612345678',
      to: '+31201234567',
      caller: 'average',
      seed: 1,
      ids: [id, otherId],
      understand,
      gapInMs: 0,
      ...telling,
    })
    const keyed = tiny.received.slice(1).map(({ params }) => params['Digits'] ?? '')
    return { story, keyed }
  } finally {
    await tiny.close()
  }
}

describe('a caller', () => {
  test('keys all nine groups when he is asked to', async () => {
    const { keyed } = await tell([entry], { caller: 'average' })
    expect(keyed).toEqual([id.join('')])
  })

  test('writes down eight blocks, hangs up when his screen says activated, and has his answer', async () => {
    const { story } = await tell([entry, ...wholeAnswer], { caller: 'average' })
    expect(story.outcome).toBe('confirmed')
    expect(story.notes.answers).toEqual([answer])
    expect(story.calls.map(({ reason }) => reason)).toEqual(['caller'])
  })

  test('has no answer when a block is missing', async () => {
    const turns = [entry, gate, ...readBack.slice(1), done]
    expect((await tell(turns, { caller: 'fluent' })).story.outcome).toBe('open')
  })

  test('who is fluent does not hear the prompt out, presses hash at the gate and after blocks', async () => {
    const { story, keyed } = await tell([entry, ...wholeAnswer], { caller: 'fluent' })
    expect(story.calls[0]?.events.some(({ kind }) => kind === 'stopped')).toBe(true)
    expect(keyed[1]).toBe('#')
    expect(keyed.slice(2, 10).filter((keys) => keys === '#').length).toBeGreaterThan(4)
  })

  test('keys the group he is asked for, rightly, and that alone', async () => {
    const { keyed, story } = await tell(
      [entry, ask(words('entry.once-more', 5), 'numDigits="7"')],
      {
        slips: 2,
        seed: 4,
      },
    )
    expect(keyed[0]).not.toBe(id.join(''))
    expect(keyed[1]).toBe(id[4])
    expect(story.notes.questions).toBe(1)
  })

  test('keys the ID rightly the second time', async () => {
    const { keyed } = await tell([entry, ask(words('entry.from-one'))], { slips: 3, seed: 2 })
    expect(keyed[0]).not.toBe(id.join(''))
    expect(keyed[1]).toBe(id.join(''))
  })

  test('goes where the line sends him, and on from there', async () => {
    const { keyed } = await tell([entry, ask(words('entry.next-group', 7))], {})
    expect(keyed[1]).toBe(id.slice(6).join(''))
  })

  test('sent back twice, keys every group from there on', async () => {
    const turns = [entry, ask(words('entry.next-group', 7)), ask(words('entry.next-group', 5))]
    const { keyed } = await tell(turns, {})
    expect(keyed[2]).toBe(id.slice(4).join(''))
  })

  test('makes the slips that are still to come, also when he is told to go on', async () => {
    const turns = [
      ask(words('welcome.key-all'), 'numDigits="7"'),
      ask(words('entry.next-group', 2)),
    ]
    const seeds = Array.from({ length: 20 }, (_, seed) => seed)
    const told = await Promise.all(seeds.map((seed) => tell(turns, { seed, slips: 1 })))
    const inGroupTwo = told.filter(
      ({ keyed: [first, then = ''] }) => first === id[0] && !then.startsWith(id[1] ?? ''),
    )
    expect(inGroupTwo.length).toBeGreaterThan(0)
  })

  test('stops keying when the line talks over him', async () => {
    const talk = '<Say language="nl-NL">Mooi weer vandaag, en morgen nog mooier, zegt men.</Say>'
    const turns = [
      ask(words('welcome.key-all'), 'numDigits="10"'),
      `<Response>${talk}<Gather numDigits="63" timeout="9"/></Response>`,
    ]
    const told = await Promise.all([1, 2, 3, 4, 5, 6].map((seed) => tell(turns, { seed })))
    const lost = told.map(({ story }) => story.lostKeys)
    expect(Math.max(...lost)).toBe(1)
  })

  test('writes a block down that is said in two parts', async () => {
    const [first = ''] = answer
    const parts = ask(block('A', first)).replace(', één', '</Say><Say language="nl-NL">één')
    const { story } = await tell([entry, gate, parts, ...readBack.slice(1), done], {})
    expect(story.notes.answers).toEqual([answer])
  })

  test('who was cut off listens to the welcome before he goes on', async () => {
    const role = { manner: average, slips: 0, machines: 1 }
    const quirk = { kind: 'cut-off', after: 4 } as const
    const welcome = ask(words('welcome.who'), 'timeout="3"')
    const turns = [entry, 'new call', welcome, ask(words('resume.go-on'))]
    const { keyed } = await tell(turns, { caller: { ...role, quirk } })
    expect(keyed.slice(-2)).toEqual(['', id.slice(4).join('')])
  })

  test('presses one to begin again', async () => {
    const { keyed, story } = await tell([entry, ask(words('entry.again'), 'numDigits="1"')], {})
    expect(keyed[1]).toBe('1')
    expect(story.notes.questions).toBe(1)
  })

  test('presses the key of his own language, and understands no other', async () => {
    const offer = ask(words('language.offer', 3), 'numDigits="1"')
    expect((await tell([offer, entry], { language: 'nl' })).keyed).toEqual(['3', id.join('')])
    expect((await tell([offer, entry], { language: 'de' })).keyed).toEqual(['', ''])
  })

  test('stops keying when the line speaks, listens, and goes on', async () => {
    const turns = [
      ask(words('welcome.key-all'), 'numDigits="63" timeout="5"'),
      ask(words('patience.take-your-time'), 'numDigits="63" timeout="30"'),
    ]
    const { keyed } = await tell(turns, { caller: 'seventy', seed: 3 })
    expect(keyed[0]?.length).toBeLessThan(63)
    expect(keyed.join('')).toBe(id.join(''))
  })

  test('hangs up after two minutes without a word', async () => {
    const { story } = await tell([ask('Mooi weer vandaag.', 'timeout="600"')], {})
    expect(story.calls[0]?.reason).toBe('caller')
    expect(story.calls[0]?.durationInMs).toBe(2000 + 120_000)
  })

  test('remembers a refusal', async () => {
    expect((await tell([entry, ask(words('refused.forged'))], {})).story.outcome).toBe('refused')
  })
})

describe('who calls', () => {
  test('hash: presses hash after each group', async () => {
    const { keyed } = await tell([ask(words('welcome.key-all'), 'timeout="9"')], { caller: 'hash' })
    expect(keyed[0]).toBe(id.map((group) => `${group}#`).join(''))
  })

  test('waiting: keys one group, and the next when he is told to', async () => {
    const turns = [entry, ...[2, 3, 4].map((group) => ask(words('entry.next-group', group)))]
    const { keyed } = await tell(turns, { caller: 'waiting' })
    expect(keyed).toEqual(id.slice(0, 4))
  })

  test('waiting: goes on by himself after 20 s', async () => {
    const patient = ask(words('welcome.key-all'), 'numDigits="63" timeout="25"')
    const { keyed, story } = await tell([patient], { caller: 'waiting' })
    expect(keyed).toEqual([id.join('')])
    expect(story.calls[0]?.durationInMs).toBeGreaterThan(8 * 20_000)
  })

  test('silent: presses nothing', async () => {
    const { story } = await tell([entry, entry, entry], { caller: 'silent' })
    expect(story.calls[0]?.events.some(({ kind }) => kind === 'pressed')).toBe(false)
  })

  test('in-band: no key ever reaches the line', async () => {
    const { keyed } = await tell([entry, entry], { caller: 'in-band' })
    expect(keyed).toEqual(['', ''])
  })

  test('wrong-number: a telephone number first, the ID when told what is wanted', async () => {
    const { keyed } = await tell([entry, ask(words('is.other-number'))], { caller: 'wrong-number' })
    expect(keyed[0]).toMatch(/^0\d{9}$/)
    expect(keyed[1]).toBe(id.join(''))
  })

  test('hangs-up: is cut off after some groups, calls again and goes on with the next', async () => {
    const turns = [entry, 'new call', ask(words('resume.go-on'))]
    const role = { manner: average, slips: 0, machines: 1 }
    const quirk = { kind: 'cut-off', after: 4 } as const
    const { keyed, story } = await tell(turns, { caller: { ...role, quirk } })
    expect(story.calls.map(({ reason }) => reason)).toEqual(['caller', 'line'])
    expect(keyed.at(-1)).toBe(id.slice(4).join(''))
  })

  test('hangs-up: is cut off within the answer', async () => {
    const role = { manner: fluent, slips: 0, machines: 1 }
    const quirk = { kind: 'cut-off', after: 'C' } as const
    const { story } = await tell([entry, ...wholeAnswer], { caller: { ...role, quirk } })
    expect(
      story.calls.map(({ events }) => events.filter(({ kind }) => kind === 'spoken').length),
    ).toEqual([4, 10])
    expect(story.outcome).toBe('confirmed')
  })

  test('two-machines: keys the other ID when the first has its answer', async () => {
    const turns = [entry, ...wholeAnswer, ...wholeAnswer]
    const { keyed, story } = await tell(turns, { caller: 'two-machines' })
    expect(keyed).toContain(otherId.join(''))
    expect(story.outcome).toBe('confirmed')
    expect(story.notes.answers).toHaveLength(2)
  })

  test('random: any of the twelve keys, whatever he hears', async () => {
    const { story } = await tell([entry, entry, entry], { caller: 'random' })
    const pressed = story.calls[0]?.events.flatMap((event) =>
      event.kind === 'pressed' ? [event.key] : [],
    )
    expect(new Set(pressed).size).toBeGreaterThan(8)
  })

  test('relay: answers only after the words were passed on', async () => {
    const patient = ask(words('welcome.key-all'), 'numDigits="63" timeout="60"')
    const { story } = await tell([patient], { caller: 'relay' })
    const { events = [] } = story.calls[0] ?? {}
    const spoken = events.find(({ kind }) => kind === 'spoken')?.at ?? 0
    const pressed = events.find(({ kind }) => kind === 'pressed')?.at ?? 0
    expect(pressed - spoken).toBeGreaterThan(8000)
  })
})

test('the same seed tells the same story, another seed another', async () => {
  const lines = async (seed: number): Promise<unknown> => {
    const { story } = await tell([entry, ...wholeAnswer], { caller: 'mobile', seed, gapInMs: 700 })
    return story.calls[0]?.events.map(({ at, kind }) => [at, kind])
  }
  expect(await lines(5)).toEqual(await lines(5))
  expect(await lines(5)).not.toEqual(await lines(6))
})
