import { contrastMs, keptContrast, type Contrast } from './contrast.ts'
import { kept, keptMs, samplesPerMs, tones, type Sums } from './front-end.ts'
import type { LostFrames } from './lost-frames.ts'
import { offsets } from './offset-search.ts'
import { createSlidingTones, type SlidingTones } from './sliding-tones.ts'

/** For every millisecond, what a bit that ends there looks like. */
export type Bits = {
  /** How long a bit is. */
  readonly width: number
  /** Amplitudes of both tones over the bit that ends there, at the offset that is chosen now. */
  readonly tonesOf: (endMs: number) => Tones
  /** What it says for a mark and for a space; below 0 is against. */
  readonly forMark: Float32Array
  readonly forSpace: Float32Array
  readonly step: (ms: number, offset: number, amplitude: number) => void
}

type Pair = { readonly marks: SlidingTones; readonly spaces: SlidingTones }
type Tones = { readonly mark: number; readonly space: number }

export type Heard = {
  readonly sums: Sums
  readonly lost: LostFrames
  readonly contrast: Contrast
}

/** Where neither for nor against is said, in parts of the sender's amplitude. */
const threshold = 0.56
const [least, most] = [-0.5, 0.75]
/** The width that the costs of the trellis are made for. */
const usualWidth = 22

export function createBits({ sums, lost: lostFrames, contrast }: Heard, width: number): Bits {
  const forMark = new Float32Array(keptMs)
  const forSpace = new Float32Array(keptMs)
  const scale = 2 / (samplesPerMs * width)
  let at = -1
  let lost = 0
  let pair = atOffset(0)

  function atOffset(offset: number): Pair {
    const at = (tone: number): SlidingTones => createSlidingTones([tone * offset], 1, width)
    return { marks: at(tones.mark), spaces: at(tones.space) }
  }

  const slide = ({ marks, spaces }: Pair, ms: number, isFirst: boolean): void => {
    const [now, old] = [ms & kept, (ms - width) & kept]
    const none = isFirst || ms < width
    marks.step(
      sums.markRe[now] as number,
      sums.markIm[now] as number,
      none ? 0 : (sums.markRe[old] as number),
      none ? 0 : (sums.markIm[old] as number),
    )
    spaces.step(
      sums.spaceRe[now] as number,
      sums.spaceIm[now] as number,
      none ? 0 : (sums.spaceRe[old] as number),
      none ? 0 : (sums.spaceIm[old] as number),
    )
  }

  /** As it stands at the end of a bit. */
  const pairAt = (offset: number, endMs: number): Pair => {
    const made = atOffset(offsets[offset] ?? 0)
    for (let t = Math.max(0, endMs - width + 1); t <= endMs; t += 1) slide(made, t, true)
    return made
  }

  const tonesOf = ({ marks, spaces }: Pair): Tones => ({
    mark: Math.sqrt(marks.power(0)) * scale,
    space: Math.sqrt(spaces.power(0)) * scale,
  })

  return {
    width,
    tonesOf: (endMs) => tonesOf(pairAt(at, endMs)),
    forMark,
    forSpace,
    step: (ms, offset, amplitude) => {
      if (offset === at) slide(pair, ms, false)
      else pair = pairAt(offset, ms)
      at = offset
      const here = ms & kept
      const { mark, space } = tonesOf(pair)
      lost +=
        Number(lostFrames.isLost(ms)) - (ms >= width ? Number(lostFrames.isLost(ms - width)) : 0)
      const there = 1 - lost / width
      const weight = there > 0.08 ? (there * width) / usualWidth : 0
      if (contrast.isBetter()) {
        let [v, sound, count] = [0, 0, 0]
        for (let t = ms - width + contrastMs; t <= ms; t += 1) {
          if (lostFrames.isLost(t)) continue
          v += contrast.at[t & keptContrast] as number
          sound += contrast.sound[t & keptContrast] as number
          count += 1
        }
        const [c, p] = count === 0 ? [0, 0] : [v / count, sound / count]
        forMark[here] = weight * clip((p * (1 + c)) / 2)
        forSpace[here] = weight * clip((p * (1 - c)) / 2)
        return
      }
      forMark[here] = weight === 0 ? 0 : weight * clip(mark / amplitude / there)
      forSpace[here] = weight === 0 ? 0 : weight * clip(space / amplitude / there)
    },
  }
}

function clip(part: number): number {
  return Math.min(most, Math.max(least, part - threshold))
}
