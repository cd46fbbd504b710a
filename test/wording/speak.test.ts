import { describe, expect, test } from '@jest/globals'
import type { Language } from '../../src/base/brand.ts'
import type { Prompt } from '../../src/dialogue/prompt.ts'
import { promptKeys } from '../../src/dialogue/prompt-keys.ts'
import { createWording } from '../../src/wording/create-wording.ts'
import { lastsInMs } from '../../src/wording/duration.ts'
import { ownVariables } from '../../src/wording/variables.ts'
import { ourLanguages, ourLocales, someNames } from './our-locales.ts'

const wording = createWording(ourLocales)
const languageOf = (tag: string): Language => tag as Language
const speak = (tag: string, prompt: Prompt) =>
  wording.speak(prompt, { language: languageOf(tag), names: someNames })
const textOf = (tag: string, prompt: Prompt): string =>
  speak(tag, prompt)
    .map((spoken) => (spoken.kind === 'words' ? spoken.text : ''))
    .join('')

const groupPrompt = (key: 'entry.next-group' | 'entry.once-more', group: number): Prompt => ({
  kind: 'words',
  key,
  values: { group },
})

describe.each(ourLanguages)('in %s', (language) => {
  test.each(promptKeys)('%s is said in full', (key) => {
    const values = Object.fromEntries(ownVariables(key).map((name) => [name, 4]))
    const [spoken, ...more] = speak(language, { kind: 'words', key, values })
    expect(more).toEqual([])
    if (spoken?.kind !== 'words') throw new Error('not words')
    expect(spoken.language).toBe(language)
    expect(spoken.text).not.toMatch(/[{}]|undefined|\$t/)
    expect(spoken.text).not.toBe(key)
    expect(spoken.text.trim()).toBe(spoken.text)
    expect(spoken.text.length).toBeGreaterThan(5)
  })

  test('two prompts with the same group never sound the same', () => {
    const texts = promptKeys.map((key) =>
      textOf(language, { kind: 'words', key, values: { group: 3, key: 2, limit: 5 } }),
    )
    const heard = texts.map((text) =>
      text
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
        .trim(),
    )
    expect(new Set(heard).size).toBe(promptKeys.length)
  })

  test('the offer of a language takes at most two and a half seconds', () => {
    const [offer] = speak(language, { kind: 'words', key: 'language.offer', values: { key: 1 } })
    if (offer === undefined) throw new Error('nothing said')
    expect(lastsInMs(offer)).toBeLessThanOrEqual(2500)
  })
})

test('a group is named by its number, in words', () => {
  expect(textOf('nl', groupPrompt('entry.next-group', 4))).toBe('Nu groep vier.')
  expect(textOf('en', groupPrompt('entry.next-group', 4))).toBe('Now group four.')
  expect(textOf('de', groupPrompt('entry.next-group', 2))).toBe('Jetzt Gruppe zwei.')
  expect(textOf('sv', groupPrompt('entry.next-group', 4))).toBe('Nu grupp fyra.')
  expect(textOf('fr', groupPrompt('entry.next-group', 4))).toBe('Maintenant, le groupe quatre.')
})

test('the line says who it is with the name of the publisher', () => {
  expect(textOf('en', { kind: 'words', key: 'welcome.who' })).toBe(
    'Example activation, an automatic line.',
  )
  expect(textOf('nl', { kind: 'words', key: 'welcome.who' })).toBe(
    'De automatische activeringslijn van Example.',
  )
})

test.each([
  ['nl', 'Blok A.', 'nul één twee drie vier vijf zes zeven acht negen'],
  ['en', 'Block A.', 'zero one two three four five six seven eight nine'],
  ['de', 'Block A.', 'null eins zwo drei vier fünf sechs sieben acht neun'],
  ['sv', 'Block A.', 'noll ett två tre fyra fem sex sju åtta nio'],
  ['fr', 'Bloc A.', 'zéro un deux trois quatre cinq six sept huit neuf'],
])('in %s a block is its letter, then seven digits as three and four', (tag, block, words) => {
  const [zero, one, two, three, four, five, six, seven, eight, nine] = words.split(' ')
  const said = (digits: string) => speak(tag, { kind: 'block', letter: 'A', digits, pace: 'slow' })
  const announced = { kind: 'words', language: tag, text: block }
  const slowly = { kind: 'digits', language: tag, pace: 'slow' }
  expect(said('0123456')).toEqual([
    announced,
    {
      ...slowly,
      words: [
        [zero, one, two],
        [three, four, five, six],
      ],
    },
  ])
  expect(said('7892222')).toEqual([
    announced,
    {
      ...slowly,
      words: [
        [seven, eight, nine],
        [two, two, two, two],
      ],
    },
  ])
})

test('a case number is said as four and four, slowly enough to write it down', () => {
  expect(speak('en', { kind: 'digits', digits: '12345678' })).toEqual([
    {
      kind: 'digits',
      language: 'en',
      words: [
        ['one', 'two', 'three', 'four'],
        ['five', 'six', 'seven', 'eight'],
      ],
      pace: 'slow',
    },
  ])
})

test('another language is offered in its own words and for its own voice', () => {
  const offer: Prompt = {
    kind: 'words',
    key: 'language.offer',
    values: { key: 2 },
    language: languageOf('en'),
  }
  expect(speak('nl', offer)).toEqual([
    { kind: 'words', language: 'en', text: 'For English, press two.' },
  ])
})

test('a country can have its own word for the key #', () => {
  const names = new Map([
    [
      languageOf('en'),
      { publisher: 'Example', web: 'w', hours: 'h', answerWithin: 'a', hash: 'pound' },
    ],
  ])
  const [spoken] = wording.speak(
    { kind: 'words', key: 'read.keys' },
    { language: languageOf('en'), names },
  )
  expect(spoken).toMatchObject({ text: 'Star repeats, pound goes on, five holds.' })
  expect(textOf('en', { kind: 'words', key: 'read.keys' })).toBe(
    'Star repeats, hash goes on, five holds.',
  )
})

test('a limit above nine is left to the voice as a number', () => {
  const text = textOf('en', { kind: 'words', key: 'refused.exhausted', values: { limit: 50 } })
  expect(text).toContain('meant for: 50.')
})

test.each([
  ['nl', 'Sinds maart 2026 ', 'Vanaf 4 maart 2027 '],
  ['en', 'Since March 2026 ', 'From March 4, 2027 '],
  ['de', 'Seit März 2026 ', 'Ab dem 4. März 2027 '],
  ['sv', 'Sedan mars 2026 ', 'Från och med 4 mars 2027 '],
  ['fr', 'Depuis mars 2026,', 'à partir du 4 mars 2027.'],
])('in %s a time is said as a month or a day, at its first and last moment', (tag, month, day) => {
  const said = (
    key: 'refused.retired-product' | 'refused.limited-until',
    values: Readonly<Record<string, number>>,
  ) => textOf(tag, { kind: 'words', key, values })
  for (const since of [Date.UTC(2026, 2, 1), Date.UTC(2026, 3, 1) - 1]) {
    expect(said('refused.retired-product', { since })).toContain(month)
  }
  for (const until of [Date.UTC(2027, 2, 4), Date.UTC(2027, 2, 5) - 1]) {
    expect(said('refused.limited-until', { until })).toContain(day)
  }
})

test.each([
  ['NL', '5 maart'],
  ['US', '4 maart'],
  ['XX', '4 maart'],
])('a day is said by the clocks of the country: in %s %s', (country, day) => {
  const names = new Map([[languageOf('nl'), { ...someNames.get(languageOf('nl')), country }]])
  const until = Date.UTC(2027, 2, 4, 23, 30)
  const [said] = wording.speak(
    { kind: 'words', key: 'refused.limited-until', values: { until } },
    { language: languageOf('nl'), names: names as unknown as typeof someNames },
  )
  expect(said).toMatchObject({ text: expect.stringContaining(day) })
})

test('where a country has many clocks, no caller is told a day on which it is not yet possible', () => {
  const names = new Map([
    [languageOf('en'), { publisher: 'P', web: 'w', hours: 'h', answerWithin: 'a', country: 'US' }],
  ])
  // Past midnight in New York, an evening still in Los Angeles.
  const until = Date.UTC(2027, 2, 5, 6)
  const [said] = wording.speak(
    { kind: 'words', key: 'refused.limited-until', values: { until } },
    { language: languageOf('en'), names: names as unknown as typeof someNames },
  )
  expect(said).toMatchObject({ text: expect.stringContaining('March 5') })
})

test('in French the first of a month is said as the first', () => {
  const until = Date.UTC(2027, 2, 1)
  const text = textOf('fr', { kind: 'words', key: 'refused.limited-until', values: { until } })
  expect(text).toContain('à partir du 1er mars 2027.')
})

test('silence stays silence', () => {
  expect(speak('fr', { kind: 'silence', ms: 500 })).toEqual([{ kind: 'silence', ms: 500 }])
})

test('whatever a name holds, no control character, markup or second variable comes out', () => {
  const bad = 'Ex\u0007am\u0000ple \uD800 {{web}} $t(goodbye) <b> & "co"\r\n x'
  const names = new Map([
    [languageOf('en'), { publisher: bad, web: 'WEB', hours: 'h', answerWithin: 'a' }],
  ])
  const [spoken] = wording.speak(
    { kind: 'words', key: 'welcome.who' },
    { language: languageOf('en'), names },
  )
  expect(spoken).toEqual({
    kind: 'words',
    language: 'en',
    text: 'Ex am ple {{web}} $t(goodbye) <b> & "co" x activation, an automatic line.',
  })
})

test('of what a locale holds for a digit, control characters and half characters are left out', () => {
  const [language, locale] = [...ourLocales][0] ?? []
  if (language === undefined || locale === undefined) throw new Error('no locale')
  const digits = ['a\u0007b\uD800c\u{1F600}', ...locale.digits.slice(1)]
  const { speak: speakSo } = createWording(new Map([[language, { ...locale, digits }]]))
  const [spoken] = speakSo({ kind: 'digits', digits: '0' }, { language, names: someNames })
  expect(spoken).toMatchObject({ words: [['a b c\u{1F600}']] })
})

test('a prompt that was worded before is worded anew for another country', () => {
  const named = (publisher: string): string => {
    const names = { publisher, web: 'w', hours: 'h', answerWithin: 'a' }
    const context = {
      language: languageOf('en'),
      names: new Map([[languageOf('en'), names]]),
    }
    const [spoken] = wording.speak({ kind: 'words', key: 'welcome.who' }, context)
    return spoken?.kind === 'words' ? spoken.text : ''
  }
  expect(named('First')).toBe('First activation, an automatic line.')
  expect(named('Second')).toBe('Second activation, an automatic line.')
  expect(named('First')).toBe('First activation, an automatic line.')
})

test('a language that nobody worded is refused, not said as a key', () => {
  expect(() => speak('xx', { kind: 'words', key: 'goodbye' })).toThrow(RangeError)
})
