import type { Sender } from '../mode.ts'
import { keysOf } from './characters.ts'
import { sampleRate, tonesOf } from './tones.ts'

/** V.18 Annex B. */
const [toneMs, pauseMs] = [70, 50]
/** Of each of the two tones, in parts of full scale: -9 dBm0 together. */
const amplitude = 10 ** ((-12 - 3.17) / 20)
/** Tones come up and go within so many samples, so that nothing clicks. */
const edge = 16
const toneSamples = (toneMs * sampleRate) / 1000
const pauseSamples = (pauseMs * sampleRate) / 1000

/** A text without small letters goes out in small letters: capitals take four tones instead of two. */
export function createTransmitter(): Sender {
  let characters: (readonly string[])[] = []
  let [keys, at] = [[] as readonly string[], 0]

  const sample = (key: string): number => {
    const tones = tonesOf(key)
    if (at >= toneSamples || tones === undefined) return 0
    const gain = Math.min(1, (at + 1) / edge, (toneSamples - at) / edge) * amplitude
    return tones.reduce(
      (sum, hertz) => sum + gain * Math.sin((2 * Math.PI * hertz * at) / sampleRate),
      0,
    )
  }

  return {
    waiting: () => characters.length + (keys.length > 0 ? 1 : 0),
    write: (text) => {
      const isLoud = !/\p{Ll}/u.test(text)
      const sequences = keysOf(isLoud ? text.toLowerCase() : text)
      characters = [...characters, ...sequences.map((sequence) => Array.from(sequence))]
    },
    stop: () => {
      characters = []
    },
    fill: (samples) => {
      let isSent = false
      for (let n = 0; n < samples.length; n += 1) {
        if (keys.length === 0) [keys = [], ...characters] = characters
        const [key] = keys
        if (key === undefined) {
          samples[n] = 0
          continue
        }
        samples[n] = sample(key)
        isSent = true
        at += 1
        if (at < toneSamples + pauseSamples) continue
        at = 0
        keys = keys.slice(1)
      }
      return isSent
    },
  }
}
