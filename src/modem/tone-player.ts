const sampleRate = 8000
/** A sine at full scale has 3.17 dBm0. */
const fullScale = 3.17

export type Tone = { readonly hertz: number; readonly samples: number }

/** Plays tones one after the other, each with the phase in which the last one ended; their lengths need not be whole. */
export type TonePlayer = {
  /** Fills all of `samples`, with silence where there is no tone; says whether there was any. */
  readonly fill: (samples: Float32Array) => boolean
  /** The tones that are being played end here. */
  readonly cut: () => void
}

/** `next`: the tones to play when the last have ended; none: silence for now. `level`: in dBm0. */
export function createTonePlayer(level: number, next: () => readonly Tone[]): TonePlayer {
  const amplitude = 10 ** ((level - fullScale) / 20)
  let tones: readonly Tone[] = []
  let [phase, left] = [0, 0]

  return {
    cut: () => {
      ;[tones, left] = [[], 0]
    },
    fill: (samples) => {
      let isSent = false
      for (let n = 0; n < samples.length; n += 1) {
        while (left <= 0) {
          tones = tones.slice(1)
          if (tones.length === 0) tones = next()
          const [first] = tones
          if (first === undefined) break
          left += first.samples
        }
        const [now] = tones
        samples[n] = now === undefined ? 0 : amplitude * Math.sin(phase)
        if (now === undefined) {
          left = 0
          continue
        }
        isSent = true
        left -= 1
        phase = (phase + (2 * Math.PI * now.hertz) / sampleRate) % (2 * Math.PI)
      }
      return isSent
    },
  }
}
