import { kept, samplesPerMs, tones, type Sums } from './front-end.ts'
import { createSlidingTones } from './sliding-tones.ts'

/** By how much a sender's tones are off, as parts of their frequency; V.18 wants ±5 % found. */
export const offsets: readonly number[] = Array.from({ length: 21 }, (_, n) => (n - 10) * 0.005)

export type OffsetSearch = {
  readonly step: (ms: number) => void
  /** Into `offsets`. */
  readonly chosen: () => number
  /** How strong the stronger tone has just been, as the amplitude of a sine. */
  readonly envelope: () => number
}

const stepMs = 2
const window = 11
const forgetsMs = 1500
const choosesEveryMs = 20
/** So much more contrast another offset must have. */
const margin = 1.02

/** Finds the offset at which mark and space stand apart best. */
export function createOffsetSearch(sums: Sums): OffsetSearch {
  const mark = createSlidingTones(
    offsets.map((offset) => offset * tones.mark),
    stepMs,
    window,
  )
  const space = createSlidingTones(
    offsets.map((offset) => offset * tones.space),
    stepMs,
    window,
  )
  const contrast = new Float64Array(offsets.length)
  let chosen = offsets.indexOf(0)
  let envelope = 0

  return {
    chosen: () => chosen,
    envelope: () => envelope,
    step: (ms) => {
      if (ms % stepMs === 0) return
      const [a, b] = [ms & kept, (ms - 1) & kept]
      const [c, d] = [(ms - stepMs * window) & kept, (ms - 1 - stepMs * window) & kept]
      slide(mark, sums.markRe, sums.markIm, [a, b, c, d])
      slide(space, sums.spaceRe, sums.spaceIm, [a, b, c, d])
      for (let i = 0; i < contrast.length; i += 1) {
        const [m, s] = [mark.power(i), space.power(i)]
        const apart = m + s - 2 * Math.sqrt(m * s)
        contrast[i] = (contrast[i] as number) * (1 - stepMs / forgetsMs) + apart
      }
      const stronger = Math.max(mark.power(chosen), space.power(chosen))
      envelope = (2 * Math.sqrt(stronger)) / (stepMs * window * samplesPerMs)
      if (ms % choosesEveryMs === choosesEveryMs - 1) chosen = better(contrast, chosen)
    },
  }
}

type Places = readonly [number, number, number, number]

function slide(
  bank: ReturnType<typeof createSlidingTones>,
  re: Float32Array,
  im: Float32Array,
  [a, b, c, d]: Places,
): void {
  bank.step(
    (re[a] as number) + (re[b] as number),
    (im[a] as number) + (im[b] as number),
    (re[c] as number) + (re[d] as number),
    (im[c] as number) + (im[d] as number),
  )
}

function better(contrast: Float64Array, chosen: number): number {
  let best = chosen
  for (let i = 0; i < contrast.length; i += 1) {
    if ((contrast[i] as number) > (contrast[best] as number)) best = i
  }
  return (contrast[best] as number) > (contrast[chosen] as number) * margin ? best : chosen
}
