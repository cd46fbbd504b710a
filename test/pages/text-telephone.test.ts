import { describe, expect, test } from '@jest/globals'
import { rowsOf, writeOn, type Written } from '../../src/pages/phone/text-telephone/paper.ts'
import { keysBetween, typeable } from '../../src/pages/phone/text-telephone/typed.ts'
import { follow, noCall, type Call } from '../../src/pages/phone/telephone/call.ts'
import type { ToPage } from '../../src/phone/live-protocol.ts'

const line = { who: 'line', from: 0 } as const
const textsOf = (lines: readonly Written[]): readonly string[] => lines.map(({ text }) => text)

describe('what a text telephone writes', () => {
  test('goes on in its line until the line ends', () => {
    const [first] = writeOn(undefined, 'HELL', line)
    expect(textsOf(writeOn(first, 'O\r\nGA', { who: 'line', from: 1 }))).toEqual(['HELLO', 'GA'])
  })

  test('takes a character back', () => {
    expect(textsOf(writeOn(undefined, 'HELP\bLO', line))).toEqual(['HELLO'])
  })

  test('has no empty lines', () => {
    expect(writeOn(undefined, '\r\n\r\n', line)).toEqual([])
  })

  test('stands in rows of twenty, no word broken that need not be', () => {
    const lines = writeOn(undefined, 'TYPE THE INSTALLATION ID FROM YOUR SCREEN', line)
    expect(textsOf(rowsOf(lines, { columns: 20, rows: 6 }) as Written[])).toEqual([
      'TYPE THE',
      'INSTALLATION ID FROM',
      'YOUR SCREEN',
    ])
    const digits = writeOn(undefined, '1'.repeat(45), line)
    expect(rowsOf(digits, { columns: 20, rows: 2 }).map(({ text }) => text.length)).toEqual([20, 5])
  })
})

describe('what is typed', () => {
  test.each([
    ['HELLO', 'HELLO W', ' W'],
    ['HELLO', 'HELL', '\b'],
    ['HELLO', '', '\b\b\b\b\b'],
    ['1235', '1234', '\b4'],
    ['1234', '1034', '\b\b\b034'],
  ])('from «%s» to «%s» takes these keys', (before, after, keys) => {
    expect(keysBetween(before, after)).toBe(keys)
  })

  test('is what the machine has keys for', () => {
    expect(typeable('Één vraag: 49°?')).toBe('EEN VRAAG: 49?')
  })
})

describe('a text call on the page', () => {
  const after = (...messages: readonly ToPage[]): Call =>
    messages.reduce<Call>(
      (call, message) => follow(call, { kind: 'heard', message }, 0),
      follow(noCall, { kind: 'dialled' }, 0),
    )

  test('is answered when the machine is through', () => {
    expect(after({ kind: 'text', isOpen: true })).toMatchObject({
      phase: 'talking',
      isWriting: true,
    })
    expect(after({ kind: 'text', isOpen: true }, { kind: 'text', isOpen: false }).isWriting).toBe(
      false,
    )
  })

  test('keeps apart what either side wrote, line by line', () => {
    const { transcript } = after(
      { kind: 'printed', text: 'YOUR ID' },
      { kind: 'printed', text: ' PLS GA' },
      { kind: 'sent', text: '123' },
      { kind: 'printed', text: 'RPT' },
    )
    expect(transcript).toMatchObject([
      { who: 'line', text: 'YOUR ID PLS GA', isWhole: true },
      { who: 'caller', text: '123', isWhole: true },
      { who: 'line', text: 'RPT', isWhole: false },
    ])
    expect(new Set(transcript.map(({ id }) => id)).size).toBe(3)
  })

  test('announces a line when it is whole: when the other end has stopped sending', () => {
    const writing = after({ kind: 'lamp', isLit: true }, { kind: 'printed', text: 'HELLO' })
    expect(writing).toMatchObject({ isLampLit: true, transcript: [{ isWhole: false }] })
    const message = { kind: 'lamp', isLit: false } as const
    expect(follow(writing, { kind: 'heard', message }, 0).transcript).toMatchObject([
      { isWhole: true },
    ])
  })
})
