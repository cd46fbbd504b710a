import { describe, expect, test } from '@jest/globals'
import type { Language } from '../../../src/base/brand.ts'
import { phrasesOf, type Phrase } from '../../../src/channels/voice/phrases.ts'
import type { Spoken } from '../../../src/wording/spoken.ts'

const nl = 'nl' as Language
const fr = 'fr' as Language

const words = (text: string, language = nl): Spoken => ({ kind: 'words', language, text })
const silence = (ms: number): Spoken => ({ kind: 'silence', ms })
const digits = (pace: 'slow' | 'normal' | 'fast'): Spoken => ({
  kind: 'digits',
  language: nl,
  words: [
    ['een', 'twee', 'drie'],
    ['vier', 'vijf', 'zes', 'zeven'],
  ],
  pace,
})

const marked = (...spoken: Spoken[]): readonly Phrase[] => phrasesOf(spoken, () => true)
const plain = (...spoken: Spoken[]): readonly Phrase[] => phrasesOf(spoken, () => false)
const say = (text: string, language = nl): Phrase => ({
  kind: 'say',
  language,
  parts: [{ kind: 'text', text }],
})

test('words of one language are one phrase, those of another begin a new one', () => {
  expect(marked(words('Eén.'), words('Twee.'), words('Trois.', fr))).toEqual([
    {
      kind: 'say',
      language: nl,
      parts: [
        { kind: 'text', text: 'Eén.' },
        { kind: 'text', text: 'Twee.' },
      ],
    },
    say('Trois.', fr),
  ])
})

describe('a silence', () => {
  test('of whole seconds is a pause', () => {
    expect(marked(words('Eén.'), silence(20_000), words('Twee.'))).toEqual([
      say('Eén.'),
      { kind: 'pause', seconds: 20 },
      say('Twee.'),
    ])
  })

  test('of a part of a second is a break in the words after it', () => {
    expect(marked(silence(1500), words('Eén.'))).toEqual([
      { kind: 'pause', seconds: 1 },
      {
        kind: 'say',
        language: nl,
        parts: [
          { kind: 'break', ms: 500 },
          { kind: 'text', text: 'Eén.' },
        ],
      },
    ])
  })

  test('is rounded where a voice knows no breaks, and at the end', () => {
    expect(plain(silence(500), words('Eén.'))).toEqual([{ kind: 'pause', seconds: 1 }, say('Eén.')])
    expect(plain(silence(400), words('Eén.'))).toEqual([say('Eén.')])
    expect(marked(words('Eén.'), silence(2700))).toEqual([
      say('Eén.'),
      { kind: 'pause', seconds: 2 },
      { kind: 'pause', seconds: 1 },
    ])
  })

  test('after another silence is added to it', () => {
    expect(marked(silence(600), silence(600), words('Eén.'))[0]).toEqual({
      kind: 'pause',
      seconds: 1,
    })
  })
})

describe('digits', () => {
  /** About how long the seven of them take, in ms, when each word takes 16 characters a second. */
  const lasts = (phrases: readonly Phrase[]): number =>
    phrases
      .flatMap((phrase) => (phrase.kind === 'say' ? phrase.parts : []))
      .reduce(
        (ms, part) => ms + (part.kind === 'break' ? part.ms : (part.text.length / 16) * 1000),
        0,
      )

  test('take 0.55 to 0.6 s each, with 0.7 s between the parts', () => {
    const each = (lasts(marked(digits('normal'))) - 700) / 7
    expect(each).toBeGreaterThanOrEqual(550)
    expect(each).toBeLessThanOrEqual(600)
  })

  test('take longer when read slowly, and less when read fast', () => {
    expect(lasts(marked(digits('slow')))).toBeGreaterThan(lasts(marked(digits('normal'))))
    expect(lasts(marked(digits('fast')))).toBeLessThan(lasts(marked(digits('normal'))))
  })

  test('stand one by one, 3 + 4, also for a voice that knows no breaks', () => {
    expect(plain(digits('normal'))).toEqual([say('een, twee, drie. vier, vijf, zes, zeven.')])
    expect(plain(digits('slow'))).toEqual([say('een. twee. drie. … vier. vijf. zes. zeven.')])
  })
})
