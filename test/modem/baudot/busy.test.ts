import { expect, test } from '@jest/globals'
import { encode } from '../../../src/modem/baudot/encode.ts'
import { createListener } from '../../../src/modem/baudot/listen.ts'
import { transmit } from '../../../src/modem/baudot/signal/transmit.ts'
import { withNoise } from '../noise.ts'
import { espeakSays, joined, silence, soxChanges } from '../programs.ts'

const pauseMs = 1000

/** In which part of the frames between two times somebody is sending. */
function busyShare(sound: Float32Array, fromMs = 0, untilMs = sound.length / 8): number {
  const listener = createListener()
  let [busy, frames] = [0, 0]
  for (let at = 0; at < sound.length; at += 160) {
    listener.push(sound.subarray(at, at + 160))
    const ms = at / 8 + 20
    if (ms <= fromMs || ms > untilMs) continue
    frames += 1
    if (listener.isBusy()) busy += 1
  }
  return busy / frames
}

/** A text in so much noise, its tones off by a part; the noise goes on for a second before and after it. */
function typed(offset: number, snr: number): { sound: Float32Array; endMs: number } {
  const sent = transmit(encode('I AM DEAF 471903'), { baud: 45.45 / (1 + offset) })
  const off = offset === 0 ? sent : soxChanges(sent, 'speed', `${1 + offset}`, 'rate', '8000')
  const sound = withNoise(joined(silence(pauseMs), off, silence(pauseMs)), snr, 71)
  return { sound, endMs: pauseMs + off.length / 8 }
}

test('somebody is sending from the first tone to the last, in as much noise as there is sound, with tones 5 % off', () => {
  for (const offset of [-0.05, 0, 0.05]) {
    for (const snr of [20, 0]) {
      const { sound, endMs } = typed(offset, snr)
      expect(busyShare(sound, pauseMs + 60, endMs)).toBeGreaterThan(0.98)
      expect(busyShare(sound, 0, pauseMs)).toBe(0)
      expect(busyShare(sound, endMs + 60)).toBe(0)
    }
  }
})

test('a quiet sender is sending, too', () => {
  expect(busyShare(transmit(encode('I AM DEAF'), { level: -45 }), 60)).toBe(1)
})

test('speech is not taken for somebody who sends, but for a moment', () => {
  const speech = espeakSays(
    'en-us',
    'Please key in the installation ID from your screen. Take your time.',
  )
  expect(busyShare(speech)).toBeLessThan(0.05)
  expect(busyShare(silence(2000))).toBe(0)
})
