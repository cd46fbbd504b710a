import { describe, expect, test } from '@jest/globals'
import { encode } from '../../../src/modem/baudot/encode.ts'
import { createListener } from '../../../src/modem/baudot/listen.ts'
import { leadMs, tailMs, transmit } from '../../../src/modem/baudot/signal/transmit.ts'
import { heardIn, textIn } from './heard.ts'
import { chance, withNoise } from '../noise.ts'
import {
  espeakSays,
  joined,
  minimodemReads,
  minimodemSends,
  silence,
  soxChanges,
  soxMakes,
  throughMobile,
} from '../programs.ts'

const letters = 'THE QUICK BROWN FOX JUMPS OVER A LAZY DOG GA'
const mixed = 'ID IS 471903 AND 88204 Q GA'
const around = (sound: Float32Array): Float32Array => joined(silence(500), sound, silence(500))
const sent = (text: string, how = {}): Float32Array => around(transmit(encode(text), how))

describe('what a text telephone types is read', () => {
  test('from minimodem, an independent sender', () => {
    expect(textIn(around(minimodemSends(letters)))).toBe(letters)
  })

  test('our own sending is read by minimodem, an independent receiver that goes back to letters at a space', () => {
    expect(minimodemReads(sent(mixed))).toContain(mixed)
  })

  test('X-02: at 45.45, 47.6 and 50 baud, in three times as much noise as there is sound', () => {
    for (const baud of [45.45, 47.6, 50]) {
      expect(textIn(withNoise(sent(letters, { baud }), -5, 31))).toBe(letters)
    }
  })

  test('with any stop bit from one to two', () => {
    for (const stopBits of [1, 1.42, 1.5, 2]) {
      expect(textIn(sent(letters, { stopBits }))).toBe(letters)
    }
  })

  test('from 0 to -45 dBm0', () => {
    for (const level of [0, -20, -45]) expect(textIn(sent(letters, { level }))).toBe(letters)
  })

  test('with tones that are 5 % too high or too low', () => {
    for (const speed of ['1.05', '0.95']) {
      const baud = 45.45 / Number(speed)
      const sound = soxChanges(sent(letters, { baud }), 'speed', speed, 'rate', '8000')
      expect(textIn(sound)).toBe(letters)
    }
  })

  test('typed by hand with no lead and the carrier dropped, in as much noise as there is sound', () => {
    const random = chance(11)
    const typed = encode(mixed).flatMap((code) => {
      const one = transmit([code], { stopBits: 1.5 })
      const heldMs = 50 + 200 * random()
      return [one.subarray(leadMs * 8, one.length - (tailMs - heldMs) * 8), silence(300 * random())]
    })
    expect(textIn(withNoise(around(joined(...typed)), 0, 12))).toBe(mixed)
  })

  test('after a silence of any length, with no lead before the first character', () => {
    const typed = transmit(encode(letters)).subarray(leadMs * 8)
    for (const ms of [1000, 3000, 30_000]) {
      expect(textIn(joined(silence(ms), typed, silence(500)))).toBe(letters)
    }
  })

  test('in four times as much noise as there is sound, with nothing before the first character', () => {
    expect(textIn(withNoise(sent(letters), -6, 21))).toBe(letters)
  })

  test('with one packet in seventeen lost', () => {
    const sound = sent(letters)
    for (let at = 160 * 40; at < sound.length; at += 160 * 17) sound.fill(0, at, at + 160)
    expect(textIn(sound)).toBe(letters)
  })

  test('typed by hand with a packet lost while mark is held, which looks like a shift to letters', () => {
    const keys = encode('1234567').map((code) =>
      joined(transmit([code], { stopBits: 1.5, baud: 50 }).subarray(leadMs * 8), silence(200)),
    )
    const sound = withNoise(around(joined(...keys)), 99, 3)
    const tailEnd = 500 + keys.slice(0, 4).reduce((ms, key) => ms + key.length / 8, 0) - 200
    const lost = Math.round((tailEnd - 140) / 20) * 160
    sound.fill(0, lost, lost + 160)
    expect(textIn(sound)).toBe('1234567')
  })

  test.each(['gsm', 'amr-nb'] as const)('through the codec of a mobile telephone: %s', (codec) => {
    expect(textIn(throughMobile(sent(letters, { stopBits: 1.5 }), codec))).toBe(letters)
  })

  test('at another rate than before the pause', () => {
    const sound = joined(sent(letters), silence(4000), sent(letters, { baud: 50 }))
    expect(textIn(sound)).toBe(letters + letters)
  })

  test('ANS-15: a caller at 45.45 or 50 baud is known to be, so that it is answered at its own rate', () => {
    for (const baud of [45.45, 50]) {
      const listener = createListener()
      listener.push(withNoise(sent(letters, { baud }), 0, 61))
      expect(listener.baud().toFixed(0)).toBe(baud.toFixed(0))
    }
  })

  test('at the rate it began with, however noisy it becomes', () => {
    for (const baud of [45.45, 50]) {
      const text = `${letters} ${letters}`
      const clear = transmit(encode(text), { baud })
      const noise = withNoise(clear, -6, 41)
      const half = Math.floor(clear.length / 320) * 160
      const sound = joined(silence(500), clear.subarray(0, half), noise.subarray(half))
      const listener = createListener()
      const bauds = new Set<string>()
      for (let at = 0; at < sound.length; at += 160) {
        if (listener.push(sound.subarray(at, at + 160)).length > 0) {
          bauds.add(listener.baud().toFixed(0))
        }
      }
      expect([...bauds]).toEqual([baud.toFixed(0)])
    }
  })

  test('with both readings of every code, how sure it is, and when', () => {
    const [first, second] = heardIn(sent('7Q'))
    expect(first).toMatchObject({ text: '7', letter: 'U', figure: '7', shiftCertain: true })
    expect(second).toMatchObject({ text: 'Q', letter: 'Q', figure: '1', shiftCertain: true })
    if (first?.kind !== 'character') throw new Error('nothing was read')
    expect(first.confidence).toBeGreaterThan(0.8)
    expect(Math.abs(first.atMs - (500 + leadMs + 8 * 22))).toBeLessThan(12)
  })
})

test('X-01: mark for 150 ms before the first start bit and for 300 ms after the last character', () => {
  const sound = transmit(encode('E'), { stopBits: 2 })
  const isMark = (fromMs: number, ms: number): boolean => {
    const piece = sound.subarray(fromMs * 8, (fromMs + ms) * 8)
    return power(piece, 1400) > 100 * power(piece, 1800)
  }
  expect(isMark(0, 150)).toBe(true)
  expect(isMark(150, 20)).toBe(false)
  expect(isMark(sound.length / 8 - 300, 300)).toBe(true)
  expect(sound.length / 8).toBeCloseTo(150 + 2 * 8 * 22 + 300, -1)
})

test('the sound never jumps', () => {
  const sound = transmit(encode(mixed))
  const most = 10 ** ((-12 - 3.17) / 20) * 2 * Math.sin((Math.PI * 1800) / 8000)
  const jump = sound.reduce((worst, x, n) => Math.max(worst, Math.abs(x - (sound[n - 1] ?? 0))), 0)
  expect(jump).toBeLessThanOrEqual(most + 1e-6)
})

test('in pieces of any size the same is heard', () => {
  const sound = withNoise(sent(mixed), 0, 5)
  expect(heardIn(sound, 37)).toEqual(heardIn(sound))
  expect(heardIn(sound, sound.length)).toEqual(heardIn(sound))
})

describe('nothing is taken for a text telephone that is none', () => {
  const expectNothingIn = (sound: Float32Array): void => {
    const listener = createListener()
    expect([...listener.push(sound), ...listener.push(silence(2000))]).toEqual([])
    expect(listener.isTextTelephone()).toBe(false)
  }

  test('ANS-32: speech', () => {
    expectNothingIn(
      espeakSays('en-us', 'Please read the confirmation ID, group by group, and press hash.'),
    )
    expectNothingIn(espeakSays('de', 'Bitte nennen Sie jetzt die Gruppen von eins bis sechs.'))
  })

  test('ANS-30, ANS-31: the tones of the network, of keys and of fax', () => {
    for (const [low, high] of [
      [697, 1209],
      [770, 1336],
      [852, 1477],
      [941, 1336],
    ]) {
      const key = soxMakes('synth', '0.1', 'sine', `${low}`, 'sine', `${high}`, 'gain', '-6')
      expectNothingIn(joined(...Array.from({ length: 20 }, () => joined(key, silence(80)))))
    }
    for (const hertz of ['440', '1100', '1400', '1800', '2100']) {
      expectNothingIn(soxMakes('synth', '4', 'sine', hertz, 'gain', '-10'))
    }
  })

  test('noise as loud as it can be, clicks, and nothing at all', () => {
    expectNothingIn(soxMakes('-R', 'synth', '20', 'whitenoise'))
    expectNothingIn(Float32Array.from({ length: 80_000 }, (_, n) => (n % 160 === 0 ? 1 : 0)))
    expectNothingIn(Float32Array.from({ length: 80_000 }, (_, n) => (n % 2 === 0 ? 1 : -1)))
    expectNothingIn(silence(20_000))
    expectNothingIn(new Float32Array(80_000).fill(Number.NaN))
  })
})

test('after all of that it still reads', () => {
  const bad = joined(soxMakes('-R', 'synth', '3', 'whitenoise'), new Float32Array(8000).fill(NaN))
  expect(textIn(joined(bad, sent(letters)))).toBe(letters)
})

function power(sound: Float32Array, hertz: number): number {
  let [re, im] = [0, 0]
  sound.forEach((x, n) => {
    re += x * Math.cos((2 * Math.PI * hertz * n) / 8000)
    im += x * Math.sin((2 * Math.PI * hertz * n) / 8000)
  })
  return re * re + im * im
}
