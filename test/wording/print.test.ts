import { describe, expect, test } from '@jest/globals'
import type { Language } from '../../src/base/brand.ts'
import type { Prompt } from '../../src/dialogue/prompt.ts'
import { promptKeys, type PromptKey } from '../../src/dialogue/prompt-keys.ts'
import { createPrinting } from '../../src/wording/printed/create-printing.ts'
import { meanings, type PrintedLocale } from '../../src/wording/printed/locale.ts'
import { teletype, unprintable } from '../../src/wording/teletype/teletype.ts'
import { ownVariables, type Names } from '../../src/wording/variables.ts'
import { ourPrinted, writtenLanguages } from './our-printed.ts'

const languageOf = (tag: string): Language => tag as Language
const printing = createPrinting(ourPrinted)

const someNames: Names = {
  publisher: 'Example',
  web: 'activate dot example dot com',
  address: 'activate.example.com',
  hours: 'on working days from nine to five',
  answerWithin: 'within two working days',
}
const names = new Map([...writtenLanguages, languageOf('ar')].map((one) => [one, someNames]))

const usual: Readonly<Record<string, string | number>> = {
  group: 4,
  key: 2,
  limit: 50,
  used: 12,
  since: Date.UTC(2026, 8, 15),
  until: Date.UTC(2026, 8, 30),
  successor: 'Example Office 2027',
}

const wordsOf = (key: PromptKey): Prompt => ({
  kind: 'words',
  key,
  values: Object.fromEntries(ownVariables(key).map((name) => [name, usual[name] ?? 4])),
})

const written = (language: Language, prompt: Prompt): string =>
  printing
    .print(prompt, { language, names })
    .map((printed) => (printed.kind === 'text' ? printed.text : ''))
    .join('')

describe.each(writtenLanguages)('written in %s', (language) => {
  const { prompts, words } = ourPrinted.get(language) as PrintedLocale
  const typed: readonly string[] = Object.values(words).flat()

  test.each(promptKeys)('%s is one line of twenty seconds at most, with one question', (key) => {
    const text = written(language, wordsOf(key))
    expect(text).not.toMatch(/[{}]|undefined|\$t/)
    expect(text).not.toBe(key)
    expect(unprintable(text, language)).toEqual([])
    expect(teletype(text, { language, width: 200 }).length).toBeLessThanOrEqual(120)
    expect(text.split('?').length).toBeLessThanOrEqual(2)
  })

  test('no two prompts read the same', () => {
    const texts = promptKeys.map((key) => written(language, wordsOf(key)).toLowerCase())
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([])
  })

  test('what a prompt says to type is understood', () => {
    const acronyms = ['ID', 'DNS']
    const itself = teletype(
      new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? '',
      {
        language,
        width: 72,
      },
    )
    const known = [...typed, ...acronyms, itself]
    const asked = Object.values(prompts).flatMap((text) =>
      [...text.matchAll(/(?<![\p{L}{])\p{Lu}{2,}(?: \p{Lu}{2,})*(?!\p{L})/gu)].map(([word]) =>
        teletype(word, { language, width: 72 }),
      ),
    )
    expect(asked.length).toBeGreaterThan(10)
    expect(asked.filter((word) => !known.includes(word))).toEqual([])
  })

  test('no prompt speaks of keys, or of hearing', () => {
    const texts = Object.values(prompts)
    const spoken = ofTheTelephone[language] ?? /^$/
    expect(texts.filter((text) => spoken.test(text))).toEqual([])
  })

  test('for each meaning there is a word, as a text telephone has it', () => {
    expect(Object.keys(words)).toEqual(meanings)
    expect(typed.filter((word) => word !== teletype(word, { language, width: 72 }))).toEqual([])
  })
})

const ofTheTelephone: Readonly<Record<string, RegExp>> = {
  en: /\b(?:press|hash|pound|star|hear|key in|keypad)\b/i,
  nl: /\b(?:druk|toets|hekje|sterretje|horen? u)/i,
  de: /\b(?:drück|taste|raute|stern|hör)/i,
  fr: /\b(?:appuy|touche|dièse|étoile|entend|écout|composez)/i,
  sv: /\b(?:tryck|knapp|fyrkant|stjärna|att höra|slå)/i,
}

test('a block is written as on the screen, three digits and four', () => {
  const block: Prompt = { kind: 'block', letter: 'A', digits: '0123456', pace: 'slow' }
  for (const language of writtenLanguages) expect(written(language, block)).toBe('A 012 3456')
})

test('a case number is written four and four', () => {
  expect(written(languageOf('en'), { kind: 'digits', digits: '12345678' })).toBe('1234 5678')
})

test('a silence is as long as it is when it is spoken', () => {
  expect(
    printing.print({ kind: 'silence', ms: 1500 }, { language: languageOf('en'), names }),
  ).toEqual([{ kind: 'silence', ms: 1500 }])
})

test('the web address is written as it is typed, where the script has it so', () => {
  const done: Prompt = { kind: 'words', key: 'done.many' }
  expect(written(languageOf('en'), done)).toContain('activate.example.com')
  const { address: _, ...spoken } = someNames
  const [printed] = printing.print(done, {
    language: languageOf('en'),
    names: new Map([[languageOf('en'), spoken]]),
  })
  expect(printed).toMatchObject({ text: expect.stringContaining('activate dot example dot com') })
})

test('a prompt that names the word that hands over the turn names that of the country', () => {
  const english = ourPrinted.get(languageOf('en')) as PrintedLocale
  const prompts = { ...english.prompts, 'gate.ready': 'Type {{goAhead}}.' }
  const { print } = createPrinting(new Map([[languageOf('en'), { ...english, prompts }]]))
  const said = (own: Partial<Names>): unknown =>
    print(
      { kind: 'words', key: 'gate.ready' },
      {
        language: languageOf('en'),
        names: new Map([[languageOf('en'), { ...someNames, ...own }]]),
      },
    )
  expect(said({})).toMatchObject([{ text: 'Type GA.' }])
  expect(said({ goAhead: 'KOM' })).toMatchObject([{ text: 'Type KOM.' }])
})

describe('a language without written words', () => {
  const arabic = languageOf('ar')

  test('is written in English', () => {
    expect(
      printing.print({ kind: 'words', key: 'hold.still' }, { language: arabic, names }),
    ).toEqual([{ kind: 'text', language: 'en', text: 'I am still waiting. Take your time.' }])
    expect(printing.words(arabic).yes).toContain('YES')
  })

  test('says so before the rest', () => {
    expect(printing.notice(arabic)).toEqual({
      kind: 'text',
      language: 'en',
      text: 'This line cannot write Arabic on a text telephone. It goes on in English.',
    })
    expect(printing.notice(languageOf('en'))).toBeUndefined()
  })
})
