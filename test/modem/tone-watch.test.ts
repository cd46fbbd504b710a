import { expect, test } from '@jest/globals'
import { createToneWatch, type Tone } from '../../src/modem/answering/tone-watch.ts'
import { joined, silence, soxMakes } from './programs.ts'

function tonesIn(sound: Float32Array, ownHertz: readonly number[] = []): readonly Tone[] {
  return createToneWatch().push(sound, ownHertz)
}

function sine(hertz: number, ms: number): Float32Array {
  return soxMakes('synth', `${ms / 1000}`, 'sine', `${hertz}`, 'gain', '-10')
}

test('MON-22 and MON-23: calling tones of 500 and 700 ms are reported, and those of 400 and 800 are not', () => {
  for (const hertz of [980, 1300] as const) {
    const reported = [400, 500, 700, 800].map((ms) =>
      tonesIn(joined(sine(hertz, ms), silence(1100))),
    )
    const call = [{ kind: 'calling', hertz }]
    expect(reported).toEqual([[], call, call, []])
  }
})

test('a carrier is reported once, and not when it is far off or comes back of ours', () => {
  expect(tonesIn(sine(1650, 2000))).toEqual([{ kind: 'carrier', hertz: 1650 }])
  expect(tonesIn(sine(1658, 2000))).toEqual([{ kind: 'carrier', hertz: 1650 }])
  expect(tonesIn(sine(1680, 2000))).toEqual([])
  expect(tonesIn(sine(1650, 2000), [1650])).toEqual([])
})
