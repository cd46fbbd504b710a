import { expect, test } from '@jest/globals'
import { clockTime, transcriptOf } from '../../src/phone/index.ts'
import { playCase, response } from './play-case.ts'

test('a transcript has what was said and keyed, what was cut off, and what was lost', async () => {
  const { ended } = await playCase({
    case: '',
    docs: {
      '/twilio/voice': response(
        '<Gather action="/r" numDigits="4"><Say>Key four digits, please.</Say></Gather>',
      ),
      '/r': response('<Say>Thank you.</Say>'),
    },
    caller: [
      { at: 500, keys: '12' },
      { at: 3000, keys: '345' },
    ],
    options: { gapInMs: 700 },
    expect: {},
  })
  expect(transcriptOf(ended.events).map(({ who, text }) => `${who}: ${text}`)).toEqual([
    'network: ringing at +31201234567',
    'line: Key four digits, please. —',
    'caller: 12 34[5]',
    'line: Thank you.',
    'network: the line hung up',
  ])
})

test('keys after a long pause stand on a line of their own', async () => {
  const { ended } = await playCase({
    case: '',
    docs: { '/twilio/voice': response('<Gather timeout="20"/>') },
    caller: [
      { at: 0, keys: '12' },
      { at: 15_000, keys: '3' },
    ],
    expect: {},
  })
  const keyed = transcriptOf(ended.events).filter(({ who }) => who === 'caller')
  expect(keyed).toEqual([
    { at: 0, who: 'caller', text: '12' },
    { at: 15_000, who: 'caller', text: '3' },
  ])
})

test.each([
  [0, '00:00.0'],
  [59_960, '01:00.0'],
  [151_449, '02:31.4'],
  [3_725_000, '62:05.0'],
])('%i ms are written %s', (ms, written) => {
  expect(clockTime(ms)).toBe(written)
})
