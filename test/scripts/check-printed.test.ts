import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import type { Language } from '../../src/base/brand.ts'
import { checkPrinted } from '../../src/scripts/check-printed.ts'
import { showFinding } from '../../src/scripts/finding.ts'

const good = readFileSync('locales/en/printed.json', 'utf8')

const findingsIn = (text: string, language = 'en'): readonly string[] => {
  const check = checkPrinted('en.json', text, language as Language)
  return check.kind === 'unusable' ? check.findings.map(showFinding) : []
}

const advice = (from: string | RegExp, to: string, language = 'en'): string => {
  const changed = good.replace(from, to)
  expect(changed).not.toBe(good)
  const [finding = '', ...more] = findingsIn(changed, language)
  expect(more).toEqual([])
  return finding.replace(/^en\.json:\d+:\d+: /, '')
}

/** Puts other words in the place of one prompt's. */
const worded = (words: string, language = 'en'): string =>
  advice(/"hold.still": "[^"]*"/, `"hold.still": ${JSON.stringify(words)}`, language)

test('the written words of English are in order', () => {
  expect(findingsIn(good)).toEqual([])
})

describe('what is wrong is named, with what to write instead', () => {
  test('a prompt that takes more than twenty seconds on a text telephone', () => {
    expect(worded('x'.repeat(121))).toContain(
      'it is 121 characters on a text telephone; write at most 120: they take 20 seconds',
    )
    expect(worded('x'.repeat(120))).toBe('')
  })

  test('umlauts and variables count as what is printed for them', () => {
    expect(worded('ü'.repeat(61), 'de')).toContain('it is 122 characters')
    expect(worded(`{{hours}}${'x'.repeat(85)}`)).toContain('it is 121 characters')
  })

  test('two questions at once', () => {
    expect(worded('Still there? Or not?')).toContain(
      'ask one thing at a time: write one question mark at most',
    )
  })

  test('a character that no text telephone has', () => {
    expect(worded('I am 😀 waiting 漢.')).toContain(
      'no text telephone prints "😀", "漢"; write it in words',
    )
  })

  test.each([
    ['  ', 'write the words of the prompt'],
    ['Wait {a}.', 'write each variable as {{name}}, and no other brace'],
    ['Press {{hash}}.', '{{hash}} is not known here; write one of {{publisher}}, {{web}}'],
  ])('words of a wrong form: %s', (words, told) => {
    expect(worded(words)).toContain(told)
  })

  test('a prompt without its variable', () => {
    expect(advice('Now group {{group}}.', 'Now it.')).toContain('write {{group}} in it')
  })

  test('a word that nobody can type', () => {
    expect(advice('"CORRECT"', '"Corréct!"')).toBe(
      'entry 6 of "yes" is "Corréct!"; write it as a text telephone has it: "CORRECT"',
    )
    expect(advice('"CORRECT"', '"?"')).toContain(
      'write a word of letters that a text telephone has',
    )
  })

  test('a meaning without a word, and one that there is not', () => {
    expect(advice(/"relay": \[[^\]]*\]/, '"relay": []')).toBe(
      '"relay" is a list of 0; write a list of what people type for it, in capitals: ["YES", "Y"]',
    )
    expect(findingsIn(good.replace('"relay":', '"relai":'))).toEqual([
      expect.stringContaining('"relay" is missing'),
      expect.stringContaining('"relai" is not known here; did you mean "relay"?'),
    ])
  })

  test('a block without its digits', () => {
    expect(advice('{{letter}} {{digits}}', '{{letter}}')).toContain(
      'write {{letter}} and {{digits}} in it',
    )
  })

  test('a notice that does not say which language is missing', () => {
    expect(advice(/"notice": "[^"]*"/, '"notice": "English."')).toContain(
      'write {{language}} in it',
    )
  })
})

test('only English must have a notice: it stands in for languages that have no words', () => {
  const silent = good.replace(/"notice": "[^"]*",/, '')
  expect(findingsIn(silent)).toEqual([
    expect.stringContaining('"notice" is missing; write what is said'),
  ])
  expect(findingsIn(silent, 'nl')).toEqual([])
})

test('a language that no text telephone can write is written as it is, for other channels', () => {
  const arabic = good.replace(/"hold.still": "[^"]*"/, '"hold.still": "ما زلت أنتظر."')
  expect(findingsIn(arabic.replace('"CORRECT"', '"صحيح"'), 'ar')).toEqual([])
})
