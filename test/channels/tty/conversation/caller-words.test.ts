import { describe, expect, test } from '@jest/globals'
import { readWords } from '../../../../src/channels/tty/conversation/caller-words.ts'
import { createLexicon } from '../../../../src/channels/tty/conversation/words.ts'
import type { Language } from '../../../../src/base/brand.ts'
import { ourPrinted } from '../../../wording/our-printed.ts'
import { typedAs, type Received } from './typed-as.ts'
import { words } from './text-call.ts'

const english = { lexicon: createLexicon([words]), goAhead: 'GA' }
const read = (text: string, received?: Received) => readWords(typedAs(text, received), english)

describe('what a caller types to a person', () => {
  test.each([
    ['HELLO, I NEED HELP PLS GA', 'HELLO, I NEED HELP PLS'],
    ['IT SAYS EROR XXX ERROR GA', 'IT SAYS ERROR'],
    ['TWO\r\n\r\nLINES   AND SPACES', 'TWO\nLINES AND SPACES'],
    ['MY KEY IS OLD SK', 'MY KEY IS OLD SK'],
    ['GA', ''],
  ])('"%s" is read as a person would', (typed, text) => {
    expect(read(typed).text).toBe(text)
  })

  test('what could not be read is shown as such', () => {
    expect(read('GROUP 6 IS 12~4567').text).toBe('GROUP 6 IS 12~4567')
    expect(read('~ ~').isBlank).toBe(true)
  })

  test('digits whose shift was lost on the way are digits all the same', () => {
    const [first, second] = [typedAs('123'), typedAs('4567', { stuckIn: 'letters' })]
    expect(readWords([...first, ...second], english).text).toBe('1234567')
    expect(read('YOU WROTE ME', { stuckIn: 'letters' }).text).toBe('YOU WROTE ME')
  })

  test.each([
    ['WHAT NOW GA', 'go-ahead'],
    ['BYE SK', 'end'],
    ['BYE GA TO SK', 'go-ahead'],
    ['I SAY BYE AND', 'open'],
  ])('"%s" ends as %s', (typed, end) => {
    expect(read(typed).end).toBe(end)
  })

  test.each([
    ['BACK PLS GA', 'back'],
    ['PERSON PLS GA', 'standing'],
    ['RPT', 'standing'],
    ['I CALL BACK GA', undefined],
    ['OK GA', undefined],
    ['PLS GA', undefined],
  ])('"%s" alone leads a caller who waits to %s', (typed, wish) => {
    expect(read(typed).wish).toBe(wish)
  })

  test.each(['nl', 'de', 'fr', 'sv'])(
    'the word that the line names in %s leads back, the one for a person does not',
    (language) => {
      const own = ourPrinted.get(language as Language)
      if (own === undefined) throw new Error('there is no such language')
      const reader = { lexicon: createLexicon([own.words, words]), goAhead: 'GA' }
      const named = /([\p{Lu}]{4,})\.$/u.exec(own.prompts['wait.back'])?.[1] ?? ''
      const typed = named.replaceAll('Ü', 'UE')
      expect(readWords(typedAs(typed), reader).wish).toBe('back')
      for (const word of own.words.person)
        expect(readWords(typedAs(word), reader).wish).toBe('standing')
    },
  )
})
