import { kept, samplesPerMs, tones, type Sums } from './front-end.ts'
import { offsets } from './offset-search.ts'
import { createSlidingTones } from './sliding-tones.ts'

/**
 * Mark against space in a few milliseconds, as parts of the sound that there is, whatever its strength: a codec such as
 * GSM 06.10 lets the strength of the tones waver, but not which of them it is.
 */
export type Contrast = {
  readonly step: (ms: number, offset: number, amplitude: number) => void
  /** From 1 for mark to -1 for space, over the last `contrastMs`; at `ms & keptContrast`, for a bit only. */
  readonly at: Float32Array
  /** From 0 to 1, how surely there is a sound. */
  readonly sound: Float32Array
  /** The tones have lately been pure and their strength wavered, so that the contrast says more than the strength. */
  readonly isBetter: () => boolean
}

export const contrastMs = 10
/** A power of two, less one; more than a bit. */
export const keptContrast = 31
/** What is below this part of the usual amplitude is no tone, even where it wavers. */
const weakest = 0.3
const forgetsMs = 700
const [pureFrom, pureUntil] = [0.78, 0.72]
/** From so much contrast on it is one tone all through, and its strength tells. */
const wholeTone = 0.9
/** The variance of the strength, in parts of its square; G.711 without a codec before it stays far below. */
const wavering = 0.02

export function createContrast(sums: Sums): Contrast {
  const at = new Float32Array(keptContrast + 1)
  const sound = new Float32Array(keptContrast + 1)
  let [chosen, marks, spaces] = [-1, tonesAt(0, tones.mark), tonesAt(0, tones.space)]
  let [purity, seen, mean, square, isBetter] = [0, 0, 0, 0, false]

  const slide = (ms: number, isFirst: boolean): void => {
    const [now, old] = [ms & kept, (ms - contrastMs) & kept]
    const out = isFirst || ms < contrastMs ? 0 : 1
    const { markRe, markIm, spaceRe, spaceIm } = sums
    marks.step(of(markRe, now), of(markIm, now), out * of(markRe, old), out * of(markIm, old))
    spaces.step(of(spaceRe, now), of(spaceIm, now), out * of(spaceRe, old), out * of(spaceIm, old))
  }

  return {
    at,
    sound,
    isBetter: () => isBetter,
    step: (ms, offset, amplitude) => {
      if (offset !== chosen) {
        chosen = offset
        marks = tonesAt(offsets[offset] ?? 0, tones.mark)
        spaces = tonesAt(offsets[offset] ?? 0, tones.space)
        for (let t = Math.max(0, ms - contrastMs); t < ms; t += 1) slide(t, true)
      }
      slide(ms, false)
      let energy = 1e-12
      for (let t = ms - contrastMs + 1; t <= ms; t += 1) energy += of(sums.energy, t & kept)
      const samples = samplesPerMs * contrastMs
      const [m, s] = [Math.sqrt(marks.power(0)), Math.sqrt(spaces.power(0))]
      const v = (m - s) / Math.sqrt((energy * samples) / 2)
      const strength = (2 * Math.max(m, s)) / samples / amplitude
      at[ms & keptContrast] = v
      sound[ms & keptContrast] = Math.min(1, strength / weakest)
      if (strength <= weakest) return
      purity += (Math.abs(v) - purity) / forgetsMs
      if (Math.abs(v) > wholeTone) {
        seen += (1 - seen) / forgetsMs
        mean += (strength - mean) / forgetsMs
        square += (strength * strength - square) / forgetsMs
      }
      const isPure = purity > (isBetter ? pureUntil : pureFrom)
      const wavers = square * seen > mean * mean * (1 + (isBetter ? wavering / 2 : wavering))
      isBetter = isPure && wavers
    },
  }
}

function tonesAt(offset: number, tone: number): ReturnType<typeof createSlidingTones> {
  return createSlidingTones([tone * offset], 1, contrastMs)
}

function of(values: Float32Array, at: number): number {
  return values[at] as number
}
