/** What comes before a carrier: 2100 Hz for a second, and 75 ms of silence (V.25, and V.18 ANS-26). */
export type AnswerTone = {
  readonly begin: () => void
  /** Fills what it can of `samples`; says how many of them. */
  readonly fill: (samples: Float32Array) => number
}

const sampleRate = 8000
const toneSamples = sampleRate
const allSamples = toneSamples + (75 * sampleRate) / 1000
/** -12 dBm0. */
const amplitude = 10 ** ((-12 - 3.17) / 20)

export function createAnswerTone(): AnswerTone {
  let at = allSamples
  return {
    begin: () => {
      at = 0
    },
    fill: (samples) => {
      const count = Math.min(samples.length, allSamples - at)
      for (let n = 0; n < count; n += 1) {
        samples[n] =
          at < toneSamples ? amplitude * Math.sin((2 * Math.PI * 2100 * at) / sampleRate) : 0
        at += 1
      }
      return count
    },
  }
}
