import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import type { ContactReason } from '../../../src/base/contact.ts'
import { questionsFor } from '../../../src/operators/assist/questions.ts'
import type { KeyFacts } from '../../../src/operators/api/protocol-reading.ts'

const key: KeyFacts = {
  product: 1,
  productName: 'Example',
  productState: 'sold',
  serial: 1,
  keyClass: 'retail',
  used: 1,
  limit: 2,
  regions: [],
  activations: [],
}

const reasons: readonly ContactReason[] = [
  'asked',
  'entry',
  'silence',
  'blocked',
  'exhausted',
  'other-board',
  'limited',
  'wrong-region',
]

/** As `console.ask.…` names it. */
function textOf(language: string, question: string): unknown {
  const pages: unknown = JSON.parse(readFileSync(`locales/${language}/pages.json`, 'utf8'))
  return question
    .split('.')
    .reduce<unknown>((found, name) => (found as Record<string, unknown>)[name], pages)
}

test.each(['en', 'nl', 'de', 'fr', 'sv'])('every question can be asked in %s', (language) => {
  for (const reason of reasons) {
    for (const question of questionsFor(reason, undefined)) {
      expect(textOf(language, question)).toEqual(expect.stringMatching(/[.?]$/))
    }
  }
})

test('who calls about a blocked key is asked where it is from, whatever he called for', () => {
  expect(questionsFor('asked', { ...key, blocked: 'stolen' })).toEqual(questionsFor('blocked', key))
})

test('whose machine has changed is asked what was changed, and who installed anew why', () => {
  const parts = (board: 'equal' | 'changed') =>
    [
      { name: 'board', is: board },
      { name: 'volume', is: 'absent' },
    ] as const
  const activation = { nth: 1, at: 1, caseNumber: '12345674' as never, isThisMachine: true }
  const changed = { ...activation, equal: 0, components: parts('changed') }
  const same = { ...activation, equal: 1, components: parts('equal') }
  expect(questionsFor('asked', { ...key, activations: [changed] })).toEqual(
    questionsFor('other-board', key),
  )
  expect(questionsFor('asked', { ...key, activations: [same] })).toEqual(
    questionsFor('limited', key),
  )
})
