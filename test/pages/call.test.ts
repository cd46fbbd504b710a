import { describe, expect, test } from '@jest/globals'
import type { ToPage } from '../../src/phone/live-protocol.ts'
import { follow, inSevens, noCall, type Call } from '../../src/pages/phone/telephone/call.ts'

const heard = (call: Call, message: ToPage, at = 0): Call =>
  follow(call, { kind: 'heard', message }, at)

const said = (id: number, text: string): ToPage => ({
  kind: 'said',
  id,
  parts: [{ kind: 'text', text, rate: 1 }],
  language: 'nl-NL',
  ms: 900,
})

const ringing = follow(noCall, { kind: 'dialled' }, 0)
const talking = heard(ringing, said(1, 'Goedemiddag.'), 1000)

describe('a call as the telephone shows it', () => {
  test('its clock runs from the first word to the end', () => {
    const over = heard(talking, { kind: 'ended', reason: 'line' }, 5000)
    expect(over).toMatchObject({ phase: 'ended', answeredAt: 1000, endedAt: 5000, ending: 'line' })
  })

  test('hears keys while the line listens, and none while it is deaf', () => {
    const listening = heard(talking, { kind: 'listening', atMost: 63 })
    expect(listening.hears).toBe(63)
    expect(heard(listening, said(2, 'Toets.')).hears).toBe(63)
    expect(heard(listening, { kind: 'deaf' }).hears).toBe(0)
  })

  test('writes keys of one go together, and begins anew after a word of the line', () => {
    const press = (call: Call, key: '4' | '7'): Call => follow(call, { kind: 'pressed', key }, 0)
    const call = press(heard(press(press(talking, '4'), '7'), said(2, 'Nu groep twee.')), '7')
    expect(
      call.transcript.slice(1).map((entry) => (entry.kind === 'keyed' ? entry.keys : '')),
    ).toEqual(['47', '', '7'])
  })

  test('keeps what was cut short, marked so', () => {
    const call = heard(talking, { kind: 'stopped', id: 1 })
    expect(call.transcript).toMatchObject([{ text: 'Goedemiddag.', cutShort: true }])
  })

  test('an ended call is not ended again by a lost connection', () => {
    const over = heard(talking, { kind: 'ended', reason: 'line' }, 5000)
    expect(follow(over, { kind: 'lost' }, 9000)).toEqual(over)
  })

  test('keys pressed while nobody is on the line are not written', () => {
    expect(follow(ringing, { kind: 'pressed', key: '4' }, 0).transcript).toEqual([])
  })
})

describe('a call with a person at the other end', () => {
  const waiting = heard(talking, { kind: 'person', state: 'waiting' })
  const speaking = heard(waiting, { kind: 'person', state: 'talking' })

  test('shows that one waits, speaks, is on hold, and is back with the line', () => {
    const held = heard(speaking, { kind: 'person', state: 'held' })
    const back = heard(held, { kind: 'person', state: 'none' })
    expect([talking, waiting, speaking, held, back].map(({ person }) => person)).toEqual([
      'none',
      'waiting',
      'talking',
      'held',
      'none',
    ])
  })

  test('writes down what both of them say, in its order', () => {
    const asked = heard(speaking, { kind: 'heard', text: 'Which groups?' })
    const answered = follow(asked, { kind: 'spoke', text: 'The third' }, 0)
    expect(answered.transcript.slice(1)).toMatchObject([
      { kind: 'talk', who: 'person', text: 'Which groups?' },
      { kind: 'talk', who: 'caller', text: 'The third' },
    ])
  })

  test('is with nobody any more when it has ended', () => {
    expect(heard(speaking, { kind: 'ended', reason: 'line' }).person).toBe('none')
  })
})

describe('keys in sevens', () => {
  test.each([
    ['11914186134754', '1191418 6134754'],
    ['1191418#6134754#', '1191418# 6134754#'],
    ['119141', '119141'],
    ['#', '#'],
    ['119#6134', '119# 6134'],
  ])('%s is shown as %s', (keys, shown) => {
    expect(inSevens(keys)).toBe(shown)
  })
})
