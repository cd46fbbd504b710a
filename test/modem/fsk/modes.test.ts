import { describe, expect, test } from '@jest/globals'
import { bell103, edt, v21, v23, type Channel } from '../../../src/modem/fsk/channel.ts'
import { createMode } from '../../../src/modem/modes.ts'
import type { Mode, Side } from '../../../src/modem/mode.ts'
import { heardBy, sentBy, textBy, textOf } from '../calls.ts'
import { chance, withNoise } from '../noise.ts'
import {
  espeakSays,
  joined,
  minimodemReadsBytes,
  minimodemSendsBytes,
  silence,
  soxChanges,
  soxMakes,
} from '../programs.ts'
import { spandspTypes } from './spandsp.ts'

const text = 'Group 4 is 471 903? Yes: {x} & ~y ga'

type Way = {
  readonly what: string
  readonly channel: Channel
  readonly hears: Mode
  readonly speaks: Mode
}

const sides: readonly Side[] = ['caller', 'answerer']
const ways: readonly Way[] = [
  { what: 'edt', channel: edt, hears: createMode('edt'), speaks: createMode('edt') },
  ...sides.flatMap((side) => {
    const other = side === 'caller' ? 'answerer' : 'caller'
    const way = (name: 'v21' | 'bell-103' | 'v23', channel: Channel): Way => ({
      what: `${name}, as the ${side} sends it`,
      channel,
      hears: createMode(name, other),
      speaks: createMode(name, side),
    })
    return [way('v21', v21[side]), way('bell-103', bell103[side]), way('v23', v23[side])]
  }),
]

/** T.50 as a sender has it on the line: the eighth bit is the parity. */
function withParity(of: string, wanted: 'even' | 'odd' | 'none'): readonly number[] {
  return Array.from(of, (character) => {
    const code = character.charCodeAt(0)
    const ones = Array.from(code.toString(2)).filter((bit) => bit === '1').length
    const isOdd = ones % 2 === 1
    return wanted === 'none' || isOdd === (wanted === 'odd') ? code : code | 0x80
  })
}

describe.each(ways)('$what', ({ channel, hears, speaks }) => {
  test('is read as minimodem sends it, an independent sender', () => {
    const sound = minimodemSendsBytes(channel, withParity(text, 'even'))
    expect(textBy(hears, soxChanges(sound, 'gain', '-9'))).toBe(text)
  })

  test('is sent so that minimodem reads it, with even parity', () => {
    const sound = joined(silence(500), sentBy(speaks.speak(), text), silence(500))
    expect(minimodemReadsBytes(channel, sound)).toEqual(withParity(text, 'even'))
  })

  test('is read from spandsp typing by hand, at any level and with tones that are 2 % off', () => {
    for (const [level, offset] of [
      [0, 0],
      [-20, 0.02],
      [-45, -0.02],
    ] as const) {
      expect(textBy(hears, spandspTypes(channel, text, { level, offset, seed: 3 }))).toBe(text)
    }
  })

  test('is read in noise', () => {
    const snr = channel.baud === 1200 ? 12 : channel.baud === 300 ? 6 : 0
    const sound = joined(silence(500), sentBy(speaks.speak(), text), silence(500))
    expect(textBy(hears, withNoise(sound, snr, 17))).toBe(text)
  })

  test('is read in pieces of any size', () => {
    const sound = withNoise(sentBy(speaks.speak(), text), 10, 5)
    const listener = hears.hear()
    const heard = Array.from({ length: Math.ceil(sound.length / 37) }, (_, n) =>
      listener.push(sound.subarray(n * 37, n * 37 + 37)),
    )
    expect(heard.flat()).toEqual(hears.hear().push(sound))
  })

  test('is not found in speech, noise, keys or steady tones', () => {
    const key = (low: string, high: string): Float32Array =>
      soxMakes('synth', '0.1', 'sine', low, 'sine', high, 'pad', '0', '0.1', 'repeat', '20')
    for (const sound of [
      espeakSays('en-us', 'Please read the confirmation ID, group by group, and press hash.'),
      espeakSays('sv', 'Skriv en grupp i taget, och skriv KOM när du är färdig.'),
      soxMakes('-R', 'synth', '10', 'whitenoise', 'gain', '-10'),
      key('941', '1209'),
      key('770', '1336'),
      soxMakes('synth', '5', 'sine', `${channel.mark}`, 'gain', '-10'),
      soxMakes('synth', '5', 'sine', `${channel.space}`, 'gain', '-10'),
    ]) {
      expect(textBy(hears, sound)).toBe('')
    }
  })
})

test('clicks in a tone that is held are nobody’s typing', () => {
  for (const { what, channel, hears } of ways) {
    const tone = (hertz: number, ms: number): string[] => [
      'synth',
      `${ms / 1000}`,
      'sine',
      `${hertz}`,
    ]
    const held = soxMakes(...tone(channel.mark, 400), 'gain', '-12')
    const click = soxMakes(...tone(channel.space, 1000 / channel.baud), 'gain', '-12')
    const sound = joined(...Array.from({ length: 20 }, () => [held, click]).flat())
    expect([what, textBy(hears, sound)]).toEqual([what, ''])
  }
})

test('X-07 and X-08: EDT holds its carrier for 300 ms before and after, with two stop bits at 110 bit/s', () => {
  const sound = sentBy(createMode('edt').speak(), 'e', 700)
  const lit = sound.findLastIndex((x) => x !== 0)
  expect(lit / 8).toBeCloseTo(300 + 11 * (1000 / 110) + 300, -1)
  expect(
    sentBy(createMode('edt').speak(), 'ee', 700).findLastIndex((x) => x !== 0) - lit,
  ).toBeCloseTo((11 * 8000) / 110, -1)
})

test('a mode that goes both ways at once has its carrier up from the beginning and to the end', () => {
  for (const name of ['v21', 'bell-103', 'v23'] as const) {
    const sender = createMode(name).speak()
    const frame = new Float32Array(160)
    for (let n = 0; n < 100; n += 1) {
      expect(sender.fill(frame)).toBe(true)
      if (n === 50) sender.write('ga')
    }
    expect(sender.waiting()).toBe(0)
  }
})

test('X-09, X-10 and X-11: characters are read with odd parity or none, too', () => {
  for (const { channel, hears } of ways) {
    for (const parity of ['odd', 'none'] as const) {
      const sound = minimodemSendsBytes(channel, withParity('abcdef 123456', parity))
      expect(textBy(hears, soxChanges(sound, 'gain', '-9'))).toBe('abcdef 123456')
    }
  }
})

test('a character that lost a packet is said to be one that nobody can read', () => {
  const sound = sentBy(createMode('v21', 'caller').speak(), 'abcdefghijklmnop')
  const lost = sound.slice()
  lost.fill(0, 160 * 25, 160 * 26)
  const read = textBy(createMode('v21'), lost)
  expect(read).toMatch(/^[a-p~]+$/)
  expect(read).toContain('~')
  expect(read.replace('~', '').length).toBeGreaterThan(12)
})

test('somebody types as long as a character is fresh, not as long as there is a carrier', () => {
  const listener = createMode('v21').hear()
  const caller = createMode('v21', 'caller').speak()
  listener.push(sentBy(caller, 'hello', 60))
  expect(listener.isBusy()).toBe(true)
  listener.push(sentBy(caller, '', 1000))
  expect(listener.isBusy()).toBe(false)
})

test('EDT is busy while its carrier stands', () => {
  const listener = createMode('edt').hear()
  const sound = sentBy(createMode('edt').speak(), 'hello', 1000)
  listener.push(sound.subarray(0, 8 * 200))
  expect(listener.isBusy()).toBe(true)
  listener.push(sound.subarray(8 * 200))
  expect(listener.isBusy()).toBe(false)
})

test('V.21 is not read as EDT, nor EDT as V.21, though the tones are the same', () => {
  const fast = sentBy(createMode('v21', 'caller').speak(), text)
  const slow = sentBy(createMode('edt').speak(), text)
  expect(textBy(createMode('edt'), fast)).toBe('')
  expect(textBy(createMode('v21'), slow)).toBe('')
})

test('the time and the confidence of each character are told', () => {
  const heard = heardBy(createMode('v21'), sentBy(createMode('v21', 'caller').speak(), 'abcdef'))
  expect(textOf(heard)).toBe('abcdef')
  for (const [n, one] of heard.entries()) {
    if (one.kind !== 'character') throw new Error('nothing was read')
    expect(Math.abs(one.atMs - (500 + 300 + (n * 10_000) / 300))).toBeLessThan(2)
    expect(one.confidence).toBeGreaterThan(0.8)
  }
})

test('noise in the middle of a text never stops what comes after it', () => {
  const random = chance(4)
  const burst = Float32Array.from({ length: 1600 }, () => random() - 0.5)
  const caller = createMode('v21', 'caller').speak()
  const sound = joined(sentBy(caller, 'before it', 60), burst, sentBy(caller, 'after it'))
  expect(textBy(createMode('v21'), sound)).toMatch(/^before it.*after it$/s)
})
