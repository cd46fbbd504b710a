import { describe, expect, test } from '@jest/globals'
import { createUnderstanding, readSpokenLocales } from '../../../src/phone/index.ts'
import { meaningOf } from '../../../src/phone/understand/meaning.ts'
import type { SpokenLocale } from '../../../src/wording/locale.ts'

const locales = readSpokenLocales('locales')
const understand = createUnderstanding(locales)

const filled = (wording: string, locale: SpokenLocale): string =>
  wording.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => {
    if (['group', 'key', 'limit', 'used'].includes(name)) return locale.numbers[4] ?? ''
    return { hash: locale.hash, web: 'activate dot example dot com' }[name] ?? 'Example'
  })

const prompts = [...locales].flatMap(([language, locale]) =>
  Object.entries(locale.prompts).map(([key, wording]) => ({ language, key, wording, locale })),
)

describe('what a caller understands', () => {
  test('every prompt of every language is known again, with the number said in it', () => {
    expect(prompts.length).toBeGreaterThan(200)
    for (const { language, key, wording, locale } of prompts) {
      const expected = meaningOf(key as keyof SpokenLocale['prompts'], { group: '4', key: '4' })
      expect([key, understand(filled(wording, locale), language)]).toEqual([key, [expected]])
    }
  })

  test('two prompts in one breath are both understood, in their order', () => {
    const { prompts: nl } = locales.get('nl') as SpokenLocale
    const text = `${nl['done.screen']} ${nl['done.again']} ${nl['done.next-computer']}`
    expect(understand(text, 'nl-NL').map(({ kind }) => kind)).toEqual([
      'activated',
      'remark',
      'next-computer',
    ])
  })

  test.each([...locales])(
    'a block is heard in %s, whatever stands between its digits',
    (language, locale) => {
      const digits = [4, 0, 7, 2, 2, 9, 3].map((digit) => locale.digits[digit])
      for (const between of [' ', ', ', '. … ']) {
        const block = locale.block.replace('{{letter}}', locale.letters.B)
        expect(understand(`${block} ${digits.join(between)}.`, language)).toEqual([
          { kind: 'block', letter: 'B' },
          { kind: 'digits', digits: '4072293' },
        ])
      }
    },
  )

  test('digits may come as figures', () => {
    expect(understand('Block C. 4 0 7, 2 2 9 3.', 'en-GB')).toEqual([
      { kind: 'block', letter: 'C' },
      { kind: 'digits', digits: '4072293' },
    ])
  })

  test('a language without words is not understood, nor are other words', () => {
    expect(understand('Nu groep vier.', 'sv-SE')).toEqual([])
    expect(understand('Mooi weer vandaag.', 'nl-NL')).toEqual([])
  })
})
