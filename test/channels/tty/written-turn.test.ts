import { describe, expect, test } from '@jest/globals'
import type { Language } from '../../../src/base/brand.ts'
import type { Said } from '../../../src/calls/exchange.ts'
import type { TextHeard } from '../../../src/channels/tty/conversation/deps.ts'
import { parseWritten, renderWritten } from '../../../src/channels/tty/written-turn.ts'
import { words } from '../../../src/dialogue/listen.ts'
import type { Prompt } from '../../../src/dialogue/prompt.ts'
import type { Expected } from '../../../src/dialogue/turn.ts'

const [nl, en] = ['nl' as Language, 'en' as Language]
const expected: Expected = {
  answer: 'groups',
  atMost: 63,
  finish: 'none',
  patienceInMs: 8_000,
  speech: false,
}
const manner = { form: 'vco', isRelay: true } as const
const asking = (say: readonly Prompt[], change: Partial<Expected> = {}): Said => ({
  turn: { kind: 'ask', say, expected: { ...expected, ...change } },
  language: nl,
  awaited: 4,
})
const rendered = (said: Said, heard: TextHeard['heard'] = { kind: 'ringing' }): string =>
  renderWritten(
    said,
    { heard, manner, language: nl },
    {
      names: new Map(),
      printing: {
        print: (prompt, { language }) =>
          prompt.kind === 'silence'
            ? [prompt]
            : [
                {
                  kind: 'text',
                  language,
                  text: prompt.kind === 'words' ? prompt.key : prompt.kind,
                },
              ],
        notice: (language) =>
          language === nl ? undefined : { kind: 'text', language: en, text: 'in English' },
      },
    },
  )

test('a turn is read back from a record as it was written, in its manner', () => {
  const said = asking([words('welcome.who'), { kind: 'silence', ms: 20_000 }])
  expect(parseWritten(rendered(said))).toEqual({
    kind: 'ask',
    awaited: 4,
    language: nl,
    manner,
    first: [],
    say: [
      { kind: 'text', language: nl, text: 'welcome.who' },
      { kind: 'silence', ms: 20_000 },
    ],
    expected,
    languages: [],
  })
})

test('so is one that ends the call', () => {
  const turn = { kind: 'end', say: [words('goodbye')], outcome: 'nobody' } as const
  expect(parseWritten(rendered({ turn, language: en, awaited: 9 }))).toMatchObject({
    kind: 'end',
    awaited: 9,
  })
})

test.each(['', 'null', '{"kind":"ask"}', '<Response/>'])(
  '%j is no turn, and is not quoted',
  (text) => {
    expect(() => parseWritten(text)).toThrow(new TypeError('this is no written turn'))
  },
)

describe('the groups that were read', () => {
  const echoed = (
    keys: string,
    doubts?: readonly number[],
    change?: Partial<Expected>,
  ): string[] => {
    const heard = { kind: 'keys', turn: 3, keys, ...(doubts && { doubts }) } as const
    const turn = parseWritten(rendered(asking([words('entry.next-group')], change), heard))
    return turn.say.flatMap((printed) => (printed.kind === 'text' ? [printed.text] : []))
  }

  test('are written first, a group a line', () => {
    expect(echoed('1234567#2345678#34')).toEqual(['123 4567', '234 5678', '34', 'entry.next-group'])
    expect(echoed('12345672345678')).toEqual(['123 4567', '234 5678', 'entry.next-group'])
  })

  test('show by a question mark what nobody could read', () => {
    expect(echoed('1204567', [0, 0, 1, 0, 0.3, 0, 0])[0]).toBe('12? 4567')
  })

  test('are not written where fewer digits came, or no group is asked for', () => {
    expect(echoed('123456')).toEqual(['entry.next-group'])
    expect(echoed('1234567', undefined, { answer: 'any' })).toEqual(['entry.next-group'])
  })
})

describe('a language', () => {
  const offer = (key: number, language: Language): Prompt => ({
    kind: 'words',
    key: 'language.offer',
    values: { key },
    language,
  })
  const languages = (say: readonly Prompt[]): readonly unknown[] => {
    const turn = parseWritten(rendered(asking(say, { answer: 'language' })))
    return turn.kind === 'ask' ? turn.languages : []
  }

  test('may be chosen by its name in any of those offered, and in English', () => {
    expect(languages([offer(1, nl), offer(2, en)])).toEqual([
      { key: '1', names: ['NL', 'NEDERLANDS', 'DUTCH'] },
      { key: '2', names: ['EN', 'ENGLISH', 'ENGELS'] },
    ])
  })

  test('that is the line’s own is chosen without a key', () => {
    expect(languages([words('welcome.who'), offer(2, en)])).toMatchObject([
      { key: '#', names: ['NL', 'NEDERLANDS', 'DUTCH'] },
      { key: '2' },
    ])
  })
})

test('where English stands in for a language, that is said when it begins, and once', () => {
  const arabic = 'ar' as Language
  const said = { ...asking([words('welcome.who')]), language: arabic }
  expect(parseWritten(rendered(said)).say.map((one) => ('text' in one ? one.text : ''))).toEqual([
    'in English',
    'welcome.who',
  ])
})

test('who is put through is told so, and then it is for people to write', () => {
  const turn = { kind: 'transfer', say: [words('person.connecting')] } as const
  const heard = { kind: 'keys', turn: 3, keys: '*0' } as const
  expect(parseWritten(rendered({ turn, language: nl, awaited: 4 }, heard))).toMatchObject({
    kind: 'transfer',
    awaited: 4,
    say: [{ text: 'person.connecting' }],
  })
})
