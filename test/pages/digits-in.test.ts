import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { digitsIn } from '../../src/pages/phone/telephone/digits-in.ts'

const wordsIn = (language: string): readonly string[] =>
  JSON.parse(readFileSync(`locales/${language}/spoken.json`, 'utf8')).digits

const shown = (said: string, language: string): string =>
  digitsIn(said, wordsIn(language))
    .map(({ text }) => text)
    .join('')

describe('what is said, to be read', () => {
  test.each([
    [
      'nl',
      'Blok A. drie één vijf twee vier één drie Herhalen is sterretje.',
      'Blok A. 315 2413 Herhalen is sterretje.',
    ],
    ['nl', 'Blok B. zes, drie, vier. nul, zes, zeven, één.', 'Blok B. 634 0671'],
    ['de', 'Block C. null vier zwo zwo sechs neun sieben', 'Block C. 042 2697'],
    ['sv', 'Block E. noll fem ett tre åtta sju nio', 'Block E. 051 3879'],
    ['fr', 'Bloc D. zéro sept deux quatre sept neuf zéro', 'Bloc D. 072 4790'],
    [
      'en',
      'Your case number is one two three four five six seven eight',
      'Your case number is 1234 5678',
    ],
  ])('%s: a row of digits is written as digits', (language, said, written) => {
    expect(shown(said, language)).toBe(written)
  })

  test('a digit or two within a sentence stay words', () => {
    expect(shown('Toets groep vijf, of negen voor hulp.', 'nl')).toBe(
      'Toets groep vijf, of negen voor hulp.',
    )
  })

  test('words that begin like a digit are none', () => {
    expect(shown('achttien negen achterom zeventig', 'nl')).toBe('achttien negen achterom zeventig')
    expect(shown('nul één twee drieling', 'nl')).toBe('012 drieling')
  })

  test('a language without words is left as it is', () => {
    expect(digitsIn('yksi kaksi kolme', [])).toEqual([{ kind: 'text', text: 'yksi kaksi kolme' }])
  })
})
