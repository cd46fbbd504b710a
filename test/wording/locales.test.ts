import { describe, expect, test } from '@jest/globals'
import type { Language } from '../../src/base/brand.ts'
import { promptKeys } from '../../src/dialogue/prompt-keys.ts'
import type { SpokenLocale } from '../../src/wording/locale.ts'
import { nameVariables, ownVariables, variablesIn } from '../../src/wording/variables.ts'
import { ourLanguages, ourLocales } from './our-locales.ts'

const locale = (language: string): SpokenLocale => {
  const found = ourLocales.get(language as Language)
  if (found === undefined) throw new Error(`no locale ${language}`)
  return found
}
const english = locale('en')

test('there is a locale for each language of the first seven countries', () => {
  expect(ourLanguages).toEqual(expect.arrayContaining(['de', 'en', 'fr', 'nl', 'sv']))
})

describe.each(ourLanguages)('in %s', (language) => {
  const { prompts, digits, numbers, letters } = locale(language)

  test('every prompt of the dialogue has words, and there are words for nothing else', () => {
    expect(Object.keys(prompts).toSorted()).toEqual([...promptKeys].toSorted())
  })

  test.each(promptKeys)('%s uses the variables that English uses, and its own', (key) => {
    const used = variablesIn(prompts[key]).toSorted()
    expect(used).toEqual(variablesIn(english.prompts[key]).toSorted())
    expect(used.filter((name) => !nameVariables.includes(name))).toEqual(ownVariables(key))
  })

  test('no two prompts sound the same', () => {
    const texts = Object.values(prompts)
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([])
  })

  test('ten different words for the digits and for the numbers, eight for the letters', () => {
    expect(new Set(digits).size).toBe(10)
    expect(new Set(numbers).size).toBe(10)
    expect(Object.keys(letters)).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'])
  })

  test('no number stands in figures, so that no voice has to guess how to say it', () => {
    const texts = Object.values(prompts).map((text) => text.replaceAll(/\{\{\w+\}\}/g, ''))
    expect(texts.filter((text) => /\d/.test(text))).toEqual([])
  })

  test('no prompt is longer than a tired person can keep in mind', () => {
    expect(Object.values(prompts).filter((text) => text.length > 220)).toEqual([])
  })
})
