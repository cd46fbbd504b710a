import { describe, expect, test } from '@jest/globals'
import { createReading } from '../../../src/phone/understand/read-printed.ts'

const read = createReading(
  new Map([
    [
      'en',
      {
        'welcome.key-all': 'Type the installation ID from your screen, all nine groups.',
        'patience.take-your-time': 'Take your time.',
        'entry.once-more': 'Almost there. Please type group {{group}} once more.',
        'case.number': 'Your case number is:',
        'gate.ready': 'Thank you, that is right. The answer has eight blocks, A to H.',
        'is.not-ours': 'This is not an installation ID of {{publisher}}. Please compare it.',
      },
    ],
  ]),
)
const meaningsOf = (text: string): unknown => read(text, 'en').meanings

describe('what a text telephone printed is understood', () => {
  test('in its order', () => {
    const text = 'TYPE THE INSTALLATION ID FROM YOUR\r\nSCREEN, ALL NINE GROUPS. TAKE YOUR TIME. GA'
    expect(meaningsOf(text)).toEqual([{ kind: 'all' }, { kind: 'remark' }])
  })

  test('with some of its characters wrong, missing or too many', () => {
    const text = 'VALMXST THER. PLEASE TYPE GRROUP 4 ONCE ~ORE. GA'
    expect(meaningsOf(text)).toEqual([{ kind: 'group', group: 4, how: 'asked' }])
  })

  test('a number that came in the wrong shift', () => {
    const text = 'ALMOST THERE. PLEASE TYPE GROUP R ONCE MORE. GA'
    expect(meaningsOf(text)).toEqual([{ kind: 'group', group: 4, how: 'asked' }])
  })

  test('whatever a value is', () => {
    const text = 'THIS IS NOT AN INSTALLATION ID OF SMITH AND SONS. PLEASE COMPARE IT.'
    expect(meaningsOf(text)).toEqual([{ kind: 'all' }])
  })

  test('blocks, each on a line of its own, and a case number', () => {
    expect(meaningsOf('A 123 4567\r\nB 765 4321\r\nGA')).toEqual([
      { kind: 'block', letter: 'A' },
      { kind: 'digits', digits: '1234567' },
      { kind: 'block', letter: 'B' },
      { kind: 'digits', digits: '7654321' },
    ])
    expect(meaningsOf('YOUR CASE NUMBER IS:\r\n1234 5678')).toEqual([
      { kind: 'case-number' },
      { kind: 'digits', digits: '12345678' },
    ])
  })
})

test('what nobody can read is known to be that', () => {
  expect(read('A 123 4567\r\nGA', 'en').isGarbled).toBe(false)
  expect(
    read('THANK YOU, THAT IS RIGHT. THE ANSWER HAS EIGHT BLOCKS, A TO H.', 'en').isGarbled,
  ).toBe(false)
  for (const text of ['A 123 456\r\nGA', 'C 8?0 1234', 'QPWEO VDKE WXNVBE RT GA']) {
    expect(read(text, 'en')).toEqual({ meanings: [], isGarbled: true })
  }
})
