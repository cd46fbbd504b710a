import { describe, expect, test } from '@jest/globals'
import { characterOf, keysOf } from '../../../src/modem/dtmf/characters.ts'
import { createMode } from '../../../src/modem/modes.ts'
import { sentBy, textBy } from '../calls.ts'
import { withNoise } from '../noise.ts'
import { espeakSays, joined, silence, soxChanges, soxMakes } from '../programs.ts'

const dtmf = createMode('dtmf')
const tones: Readonly<Record<string, readonly [string, string]>> = {
  '1': ['697', '1209'],
  '2': ['697', '1336'],
  '3': ['697', '1477'],
  '4': ['770', '1209'],
  '5': ['770', '1336'],
  '6': ['770', '1477'],
  '7': ['852', '1209'],
  '8': ['852', '1336'],
  '9': ['852', '1477'],
  '*': ['941', '1209'],
  '0': ['941', '1336'],
  '#': ['941', '1477'],
}

/** Keys as sox makes them, each so long, with so long a pause. */
function soxPresses(keys: string, toneMs: number, pauseMs: number): Float32Array {
  return joined(
    ...Array.from(keys, (key) => {
      const [low = '', high = ''] = tones[key] ?? []
      const tone = soxMakes('synth', `${toneMs / 1000}`, 'sine', low, 'sine', high, 'gain', '-12')
      return joined(tone, silence(pauseMs))
    }),
  )
}

test('X-06: every character of Annex B comes through', () => {
  const all = ' abcdefghijklmnopqrstuvwxyzæøå0123456789?.!;+-=:%(),ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ'
  expect(textBy(dtmf, sentBy(dtmf.speak(), all))).toBe(all)
  expect(textBy(dtmf, sentBy(dtmf.speak(), 'ab\b\n'))).toBe('ab\b\n')
})

test('the sequences are those that are published', () => {
  const published = {
    '1': 'b',
    '*1': 'a',
    '##*1': 'A',
    '*#5': '5',
    '###9': ';',
    '#*2': 'ø',
    '**9': '\n',
  }
  for (const [sequence, character] of Object.entries(published)) {
    expect(characterOf(sequence)).toBe(character)
    expect(keysOf(character)).toEqual([sequence])
  }
  expect(keysOf('##0 ').length).toBeGreaterThan(1)
})

test('a text in capitals is sent in small letters, which take half the time', () => {
  expect(textBy(dtmf, sentBy(dtmf.speak(), 'GROUP 4'))).toBe('group 4')
})

test('national letters share their codes, and others lose their marks, as in Dutch', () => {
  expect(keysOf('äöå')).toEqual(keysOf('æøå'))
  expect(keysOf('äöüÄÖÜ')).toEqual(['#*1', '#*2', '#*3', '#*4', '#*5', '#*6'])
  for (const [text, plain] of [
    ['één coöperatie, geïnd', 'een coøperatie, geind'],
    ['ĳs, ça va, Œ', 'ijs, ca va, '],
  ] as const) {
    expect(keysOf(text).map(characterOf).join('')).toBe(plain)
  }
})

describe('what a text telephone sends is read', () => {
  const text = 'hej gå 471903'
  const keys = keysOf(text).join('')

  test('from sox, an independent maker of tones, at the pace of the standard and at the fastest', () => {
    expect(textBy(dtmf, soxPresses(keys, 70, 50))).toBe(text)
    expect(textBy(dtmf, soxPresses(keys, 40, 40))).toBe(text)
  })

  test('at any level and after a telephone line', () => {
    for (const gain of ['0', '-10', '-25']) {
      const line = soxChanges(soxPresses(keys, 70, 50), 'gain', gain)
      expect(textBy(dtmf, line)).toBe(text)
    }
  })

  test('in noise', () => {
    expect(textBy(dtmf, withNoise(sentBy(dtmf.speak(), text), 14, 5))).toBe(text)
  })

  test('and a sequence that is none is said to be one that nobody can read', () => {
    expect(textBy(dtmf, soxPresses('1***1', 70, 50))).toBe('b~b')
  })
})

test('X-05: the line is busy while a tone sounds and for 300 ms after it', () => {
  const listener = dtmf.hear()
  const sound = joined(soxPresses('2', 70, 50), silence(500))
  listener.push(sound.subarray(0, 8 * 60))
  expect(listener.isBusy()).toBe(true)
  listener.push(sound.subarray(8 * 60, 8 * 300))
  expect(listener.isBusy()).toBe(true)
  listener.push(sound.subarray(8 * 300))
  expect(listener.isBusy()).toBe(false)
})

test('ANS-16: one tone of 40 ms is enough to know a DTMF text telephone', () => {
  const listener = dtmf.hear()
  listener.push(joined(silence(500), soxPresses('2', 40, 100)))
  expect(listener.isTextTelephone()).toBe(true)
})

test('keys that a hand presses are no text telephone', () => {
  expect(textBy(dtmf, soxPresses('471903#', 150, 120))).toBe('')
})

test('nothing is read in speech, in noise or in one tone', () => {
  for (const sound of [
    espeakSays('en-us', 'Please read the confirmation ID, group by group, and press hash.'),
    espeakSays('da', 'Skriv en gruppe ad gangen, og slut med stjerne.'),
    soxMakes('-R', 'synth', '10', 'whitenoise', 'gain', '-10'),
    soxMakes('synth', '4', 'sine', '941', 'gain', '-10'),
  ]) {
    expect(textBy(dtmf, sound)).toBe('')
  }
})
