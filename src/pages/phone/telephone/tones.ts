import type { Key } from '../../../phone/live-protocol.ts'
import { pairOf, ringOf } from './key-tones.ts'

/** What a telephone lets its owner hear beside voices. Nothing sounds before the first press. */
export type Tones = {
  readonly press: (key: Key) => void
  readonly release: () => void
  readonly ring: (country: string) => void
}

/** Tones by Web Audio, which is begun at the first of them. */
export function webAudioTones(isOn: () => boolean): Tones {
  let context: AudioContext | undefined
  let sounding: Burst | undefined

  const start = (tones: readonly number[]): Burst => {
    context ??= new AudioContext()
    void context.resume()
    return burst(context, tones)
  }
  return {
    press(key) {
      sounding?.stop()
      sounding = isOn() ? start(pairOf(key)) : undefined
    },
    release() {
      sounding?.stop()
      sounding = undefined
    },
    ring(country) {
      if (isOn()) start(ringOf(country)).stop(1)
    },
  }
}

type Burst = { readonly stop: (afterInSeconds?: number) => void }

const loudness = 0.07
const shortestInSeconds = 0.09
const fadeInSeconds = 0.012

function burst(context: AudioContext, tones: readonly number[]): Burst {
  const began = context.currentTime
  const volume = new GainNode(context, { gain: 0 })
  volume.gain.setTargetAtTime(loudness, began, fadeInSeconds / 3)
  volume.connect(context.destination)
  const oscillators = tones.map((frequency) => new OscillatorNode(context, { frequency }))
  for (const oscillator of oscillators) oscillator.connect(volume)
  for (const oscillator of oscillators) oscillator.start(began)
  return {
    stop(afterInSeconds = shortestInSeconds) {
      const end = Math.max(context.currentTime, began + afterInSeconds)
      volume.gain.setTargetAtTime(0, end, fadeInSeconds / 3)
      for (const oscillator of oscillators) oscillator.stop(end + fadeInSeconds * 4)
    },
  }
}
