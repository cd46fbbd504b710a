import { expect, test } from '@jest/globals'
import { createDetector } from '../../../src/modem/baudot/detector.ts'
import { encode } from '../../../src/modem/baudot/encode.ts'
import { transmit } from '../../../src/modem/baudot/signal/transmit.ts'
import { withNoise } from '../noise.ts'
import { espeakSays, joined, silence, soxMakes } from '../programs.ts'

const speech = espeakSays('en-us', 'I would like to activate my copy, please. Can you hear me?')

/** After how many milliseconds it is known. */
function knownAfter(sound: Float32Array, piece = 160): number | undefined {
  const detector = createDetector()
  for (let at = 0; at < sound.length; at += piece) {
    detector.push(sound.subarray(at, at + piece))
    if (detector.isTextTelephone()) return at / 8
  }
  return undefined
}

/** By hand, with no lead: the carrier falls after each character. */
function typed(codes: readonly number[], how = {}): Float32Array {
  const lead = 150 * 8
  return joined(
    ...codes.flatMap((code) => [transmit([code], how).subarray(lead), silence(150)]),
    silence(1500),
  )
}

test('a text telephone on a voice line is known once its second character is typed', () => {
  const second = 2 * 176 + 300 + 150
  for (const how of [{}, { baud: 50 }, { level: -40 }, { stopBits: 1 }]) {
    const ms = knownAfter(joined(speech, silence(3000), typed(encode('GA').slice(0, 2), how)))
    expect(ms).toBeLessThan(speech.length / 8 + 3000 + second + 900)
  }
})

test('also in as much noise as there is sound', () => {
  for (let seed = 1; seed <= 10; seed += 1) {
    const sound = withNoise(joined(silence(2000), typed(encode('HELLO'))), 0, seed)
    expect(knownAfter(sound)).toBeLessThan(4000)
  }
})

test('one character alone is none', () => {
  expect(knownAfter(joined(silence(2000), typed(encode('G').slice(0, 1))))).toBeUndefined()
})

test('in pieces of any size it is known at the same time', () => {
  const sound = joined(speech, typed(encode('HELLO')))
  const known = knownAfter(sound) ?? 0
  expect(known).toBeGreaterThan(0)
  expect(Math.abs((knownAfter(sound, 37) ?? 0) - known)).toBeLessThan(21)
})

test('speech, keys, the tones of the network and of fax, noise and nothing at all are no text telephone', () => {
  const none = [
    speech,
    espeakSays('de', 'Bitte nennen Sie jetzt die Gruppen von eins bis sechs.'),
    soxMakes('-R', 'synth', '20', 'whitenoise'),
    silence(5000),
    new Float32Array(40_000).fill(Number.NaN),
    ...['440', '1100', '1400', '1800', '2100', '1400:1800'].map((hertz) =>
      soxMakes('synth', '4', 'sine', hertz, 'gain', '-10'),
    ),
    joined(
      ...Array.from({ length: 20 }, () =>
        joined(
          soxMakes('synth', '0.33', 'sine', '950', 'gain', '-10'),
          soxMakes('synth', '0.33', 'sine', '1400', 'gain', '-10'),
          soxMakes('synth', '0.33', 'sine', '1800', 'gain', '-10'),
          silence(1000),
        ),
      ),
    ),
  ]
  for (const sound of none) expect(knownAfter(joined(sound, silence(2000)))).toBeUndefined()
})
