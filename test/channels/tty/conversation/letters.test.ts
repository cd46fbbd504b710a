import { expect, test } from '@jest/globals'
import type { Language } from '../../../../src/base/brand.ts'
import { isAllOf, printingOf } from '../../../../src/channels/tty/conversation/letters.ts'

const hand = {
  language: 'sv' as Language,
  customs: { goAhead: 'KOM', closing: 'HEJ DAA KOM', end: 'KLART SLUT', width: 20 },
  isLeft: false,
}
const letters = [
  { number: 2, text: 'Hej!' },
  { number: 5, text: 'Läs grupp sex på skärmen' },
]
const nothing = { sent: 0, part: '' }

test('letters come one after the other, and the last one hands over the turn', () => {
  const first = printingOf(letters, nothing, hand)
  expect(first).toMatchObject({ number: 2, printed: 'HEJ!\r\n', from: 0, handsOver: false })
  const last = printingOf(letters, { sent: 2, part: '' }, hand)
  expect(last?.printed).toBe('LAES GRUPP SEX\r\nPAA SKAERMEN KOM\r\n')
  expect(printingOf(letters, { sent: 5, part: '' }, hand)).toBeUndefined()
})

test('no line is wider than the caller’s display, the word of the turn included', () => {
  const text = 'ett två tre fyra fem sex sju åtta nio tio elva tolv'
  const { printed = '' } = printingOf([{ number: 1, text }], nothing, hand) ?? {}
  for (const line of printed.split('\r\n')) expect(line.length).toBeLessThanOrEqual(20)
})

test('who writes the word himself is not doubled, and who has left asks for no answer', () => {
  const own = [{ number: 1, text: 'skriv KOM' }]
  expect(printingOf(own, nothing, hand)?.printed).toBe('SKRIV KOM\r\n')
  expect(printingOf(letters.slice(0, 1), nothing, { ...hand, isLeft: true })?.printed).toBe(
    'HEJ!\r\n',
  )
})

test('one that was stopped goes on with the word in which it was', () => {
  const rest = (part: string): string => {
    const printing = printingOf(letters, { sent: 2, part }, hand)
    return printing?.printed.slice(printing.from) ?? ''
  }
  expect(rest('LAES GRUPP SE')).toBe('SEX\r\nPAA SKAERMEN KOM\r\n')
  expect(rest('LAES GRUPP SEX\r\nPAA SK')).toBe('SKAERMEN KOM\r\n')
  expect(rest('LAES GRUPP SEX\r\nPAA S')).toBe('PAA SKAERMEN KOM\r\n')
  expect(rest('LA')).toBe('LAES GRUPP SEX\r\nPAA SKAERMEN KOM\r\n')
})

test('one of which only the word of the turn is missing was sent', () => {
  const [printing] = [printingOf(letters, { sent: 2, part: '' }, hand)]
  if (printing === undefined) throw new Error('there is a letter')
  expect(isAllOf(printing, 'LAES GRUPP SEX\r\nPAA SKAERMEN KO', 'KOM')).toBe(true)
  expect(isAllOf(printing, 'LAES GRUPP SEX\r\nPAA SKAERMEN', 'KOM')).toBe(false)
})
