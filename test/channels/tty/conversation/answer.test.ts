import { describe, expect, test } from '@jest/globals'
import {
  readAnswer,
  type Question,
  type Reading,
} from '../../../../src/channels/tty/conversation/answer.ts'
import type { Typed } from '../../../../src/channels/tty/conversation/typed.ts'
import { createLexicon } from '../../../../src/channels/tty/conversation/words.ts'
import { ourPrinted } from '../../../wording/our-printed.ts'
import { words } from './text-call.ts'
import { typedAs, type Received } from './typed-as.ts'

type Kind = Question['answer']

const dutch = { ...words, yes: ['JA'], no: ['NEE'], next: ['VERDER'], back: ['TERUG'] }
const languages = [
  { key: '1', names: ['NEDERLANDS', 'DUTCH'] },
  { key: '2', names: ['ENGLISH', 'ENGELS'] },
]
const read = (answer: Kind, typed: string, received: Received = {}): Reading =>
  readAnswer(typedAs(typed, received), {
    answer,
    languages,
    lexicon: createLexicon([dutch, words]),
    goAhead: 'KOM',
  })
/** The keys, or what else is wanted. */
const wish = (answer: Kind, typed: string, received: Received = {}): string => {
  const { wish: found } = read(answer, typed, received)
  return found.kind === 'keys' ? `keys ${found.keys}` : found.kind
}

describe('digits', () => {
  test.each([
    ['a group', '1234567 GA', '1234567'],
    ['a group a word, whose end is its end', '1234567 2345678 GA', '1234567#2345678'],
    ['a group a line', '1234567\r\n2345678\r\n345', '1234567#2345678#345'],
    ['three and four', '123 4567 234 5678 GA', '12345672345678'],
    ['one by one', '1 2 3 4 5 6 7', '1234567'],
    ['with strokes', '123-4567 234-5678', '1234567#2345678'],
    ['a digit too many, and one too few', '12345678 234567 1', '12345678#234567#1'],
    ['with the word that ends the turn right behind', '1234567GA', '1234567'],
    ['with words around', 'HELLO MY ID IS 1234567 2345678 THX GA', '1234567#2345678'],
    ['with the word right before', 'ID1234567', '1234567'],
    ['a group by its number', 'GROUP 5 IS 1234567 GA', '1234567'],
    ['groups by their numbers', '1: 1234567\r\n2: 2345678\r\n', '1234567#2345678'],
    ['groups by their numbers, with no space', '1)1234567\r\n2)2345678', '1234567#2345678'],
    ['numbered in one line', '1 1234567 2 2345678 3 3456789', '1234567#2345678#3456789'],
    ['numbers of groups in three and four', '1. 123 4567\r\n2. 234 5678', '12345672345678'],
    ['a corrected one', '1234577XXX 1234567 GA', '1234567'],
    ['a lone five', '5', '5'],
    ['a lone zero', '0 GA', '0'],
  ])('%s: %j', (_, typed, keys) => {
    expect(wish('groups', typed)).toBe(`keys ${keys}`)
  })

  test('whose shift was lost are read all the same', () => {
    expect(wish('groups', '1234567 2345678 GA', { stuckIn: 'letters' })).toBe(
      'keys 1234567#2345678',
    )
  })

  test('are read in figures to the end, though GA then looks like +-', () => {
    const reading = read('groups', '1234567 GA', { stuckIn: 'figures' })
    expect([reading.wish, reading.end]).toEqual([
      { kind: 'keys', keys: '1234567', doubts: [0, 0, 0, 0, 0, 0, 0] },
      'go-ahead',
    ])
  })

  test('that nobody could read are doubtful zeros, and the others as sure as they were heard', () => {
    const { wish: found } = read('groups', '12~4567', { confidence: 0.87 })
    expect(found).toEqual({
      kind: 'keys',
      keys: '1204567',
      doubts: [0.1, 0.1, 1, 0.1, 0.1, 0.1, 0.1],
    })
  })

  test('a letter O among digits, with its own shifts, is meant as a zero', () => {
    const { wish: found } = read('groups', '12O4567')
    expect(found).toMatchObject({ keys: '1204567', doubts: [0, 0, 0.5, 0, 0, 0, 0] })
  })

  test('but the key of O is a nine where the shift was figures, or was lost', () => {
    expect(wish('groups', '1294567')).toBe('keys 1294567')
    expect(wish('groups', '1294567', { stuckIn: 'letters' })).toBe('keys 1294567')
  })

  test.each([
    'YOUR LINE WRITES TOO FAST GA',
    'TRY IT',
    'PLEASE TYPE IT',
    'WHO R YOU Q',
    'REPORT ERROR',
  ])('words that could be digits are none: %s', (typed) => {
    expect(wish('groups', typed)).toBe('nothing')
  })

  test('nor are they beside digits', () => {
    expect(wish('groups', 'I WRITE IT TO YOU 1234567 QWERTY GA')).toBe('keys 1234567')
  })
})

describe('instead of digits', () => {
  test.each([
    ['HOLD PLS GA', 'hold'],
    ['HLD', 'hold'],
    ['PERSON GA', 'keys *0'],
    ['PERSOM PLEASE', 'keys *0'],
    ['NO THX GA', 'keys '],
    ['RPT PLS', 'again'],
    ['CANT READ GA', 'again'],
    ["CAN'T READ", 'again'],
    ['GARBLET', 'again'],
    ['SKSK', 'end'],
    ['THX BIBI SK', 'end'],
    ['VCO PLS GA', 'vco'],
    ['HCO PLS', 'hco'],
    ['TRS CA 1234 HERE GA', 'relay'],
    ['GA', 'nothing'],
    ['HELLO Q GA', 'nothing'],
    ['~ ~', 'nothing'],
  ])('%j', (typed, wanted) => {
    expect(wish('groups', typed)).toBe(wanted)
  })

  test('with digits he also says something: the digits are taken', () => {
    expect(wish('groups', '1234567 RPT')).toBe('keys 1234567')
    expect(wish('groups', 'RELAY CALL ID 1234567 GA')).toBe('keys 1234567')
    expect(read('groups', '1234567 HOLD PLS')).toMatchObject({ isHeld: true, digits: 7 })
  })
})

describe('other questions', () => {
  test.each<readonly [Kind, string, string]>([
    ['another', 'ALL GA', 'keys 9'],
    ['another', 'NO THX GA', 'keys #'],
    ['another', '1234567 2345678 GA', 'keys 1234567#2345678'],
    ['another', 'HOLD PLS', 'hold'],
    ['choice', 'YES GA', 'keys 1'],
    ['choice', 'JA', 'keys 1'],
    ['choice', 'YRS GA', 'nothing'],
    ['choice', '1 GA', 'keys 1'],
    ['choice', 'NO', 'keys '],
    ['choice', 'PERSON PLEASE', 'keys 0'],
    ['choice', 'HOLD', 'hold'],
    ['choice', '1234567 2345678', 'keys 1234567#2345678'],
    ['language', '2 GA', 'keys 2'],
    ['language', 'ENGLISH PLS GA', 'keys 2'],
    ['language', 'NEDERLANDS', 'keys 1'],
    ['language', 'GA', 'keys #'],
    ['language', '1234567 2345678 GA', 'keys 1'],
    ['read-back', 'GA', 'keys #'],
    ['read-back', 'OK THX GA', 'keys #'],
    ['read-back', 'NEXT', 'keys #'],
    ['read-back', 'BACK GA', 'keys 1'],
    ['read-back', 'TERUG GA', 'keys 1'],
    ['read-back', 'HOLD PLS', 'keys 5'],
    ['read-back', 'ALL GA', 'keys 9'],
    ['read-back', 'PERSON', 'keys 0'],
    ['read-back', '9', 'keys 9'],
    ['read-back', 'RPT', 'again'],
    ['read-back', 'WHAT IS THIS GA', 'nothing'],
    ['any', 'READY GA', 'keys #'],
    ['any', 'GA', 'keys #'],
    ['any', 'HOLD PLS', 'hold'],
    ['any', 'RPT', 'again'],
    ['any', 'SKSK', 'end'],
  ])('%s: %s', (kind, typed, wanted) => {
    expect(wish(kind, typed)).toBe(wanted)
  })

  test('a word whose shift was lost is read as the word that it is', () => {
    expect(wish('choice', 'YES', { stuckIn: 'figures' })).toBe('keys 1')
    expect(wish('read-back', 'NEXT', { stuckIn: 'figures' })).toBe('keys #')
    expect(wish('groups', 'HOLD PLS', { stuckIn: 'figures' })).toBe('hold')
  })
})

describe('how an answer ends', () => {
  test.each([
    ['1234567 GA', 'go-ahead'],
    ['1234567 KOM', 'go-ahead'],
    ['GA TO SK', 'end'],
    ['GA 1234567', 'open'],
    ['IS THIS RIGHT Q', 'question'],
    ['IS THIS RIGHT ?', 'question'],
    ['1234567 ', 'open'],
    ['', 'open'],
  ])('%j: %s', (typed, end) => {
    expect(read('groups', typed).end).toBe(end)
  })

  test.each(['1234567 *', '1234567*', 'OK *'])(
    'a star hands over the turn too, as on Swedish telephones: %s',
    (typed) => {
      const inT50 = Array.from(typed, (one): Typed => {
        const reading = { text: one, letter: one, figure: one }
        return { kind: 'character', ...reading, shiftCertain: true, confidence: 1 }
      })
      const question = { languages: [], lexicon: createLexicon([words]), goAhead: 'KOM' }
      expect(readAnswer(inT50, { answer: 'groups', ...question }).end).toBe('go-ahead')
    },
  )

  test('a space alone is no answer, since some press it to leave their figures', () => {
    expect(read('groups', ' \r\n').isBlank).toBe(true)
    expect(read('groups', ' 1').isBlank).toBe(false)
  })
})

const asked: readonly (readonly [Kind, string])[] = [
  ['groups', '*0'],
  ['another', '*0'],
  ['whole', '*0'],
  ['choice', '0'],
  ['read-back', '0'],
]

describe.each([...ourPrinted])('in %s', (_, own) => {
  test.each(asked)('each word for a person leads to one where %s are awaited', (answer, keys) => {
    const lexicon = createLexicon([own.words, words])
    for (const word of own.words.person) {
      const typed = typedAs(`${word} GA`)
      const { wish: found } = readAnswer(typed, { answer, languages: [], lexicon, goAhead: 'GA' })
      expect(found).toMatchObject({ kind: 'keys', keys })
    }
  })
})
