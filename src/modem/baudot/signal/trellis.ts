import type { Bits } from './bits.ts'
import { kept, keptMs } from './front-end.ts'

/**
 * The likeliest story of what was sent: carrier off, mark held, and frames of a start bit, five data bits and a stop bit,
 * each millisecond in one of them (Viterbi). A stop bit of any length is one stop bit and then mark held.
 */
/**
 * The bits must be known so far ahead of the trellis: whether mark is held is asked of the bit around a millisecond, since
 * of the bit that ends there half would still be mark when a space has begun.
 */
export const aheadMs = 11

export type Trellis = {
  readonly step: (ms: number, stopMs: number) => void
  /** The ends of the frames of the story as it looks at `ms`, oldest first, back to `since`. */
  readonly frames: (ms: number, since: number) => readonly number[]
  /** How much better than silence the story is, per millisecond, in the last seconds. */
  readonly gain: () => number
}

const carrierChanges = 0.3
const atUsualDistance = 0.2
/** A start bit below this is paid for by the slope as well, since a short silence in a mark looks like a weak one. */
const [weakStart, weakStartSlope] = [-0.11, 6]
const gainForgetsMs = 2000
const impossible = -1e9
/** The sums are looked back at over a frame and a long stop only; where they came from, over the whole story. */
const sumsMs = 256
const recent = sumsMs - 1

/** Where a state came from; of all three in a byte, two bits each. */
const [fromOff, fromMark, fromFrame, fromNeighbour] = [0, 1, 2, 3]
const [ofMark, ofFrame, two] = [2, 4, 3]

export function createTrellis({ width, forMark, forSpace }: Bits): Trellis {
  const off = new Float64Array(sumsMs)
  const mark = new Float64Array(sumsMs)
  const frame = new Float64Array(sumsMs)
  /** Mark held since the beginning, as the sum to take differences of. */
  const held = new Float64Array(sumsMs)
  const before = new Uint8Array(keptMs)
  const distance = new Uint8Array(keptMs)
  let [gain, best] = [0, 0]
  mark.fill(impossible)
  frame.fill(impossible)

  const beforeOff = (ms: number): number => (before[ms & kept] as number) & two
  const beforeMark = (ms: number): number => ((before[ms & kept] as number) >> ofMark) & two
  const beforeFrame = (ms: number): number => (before[ms & kept] as number) >> ofFrame

  /** Says where a frame that ends there came from. */
  const endFrame = (ms: number, stopMs: number): number => {
    const [here, at] = [ms & kept, ms & recent]
    frame[at] = impossible
    if (ms < 8 * width) return fromMark
    const start = ms - 7 * width
    const [lit, dark] = [
      mark[start & recent] as number,
      (off[start & recent] as number) - carrierChanges,
    ]
    let [begun, from] = [Math.max(lit, dark), dark > lit ? fromOff : fromMark]
    const forStart = forSpace[(start + width) & kept] as number
    if (stopMs > 0 && forStart > 0.05) {
      const neighbour = (start - stopMs) & recent
      const stop = (held[start & recent] as number) - (held[neighbour] as number)
      const chained = (frame[neighbour] as number) + stop + atUsualDistance
      if (chained > begun) {
        ;[begun, from] = [chained, fromNeighbour]
        distance[here] = stopMs
      }
    }
    let sum = begun + forStart + (forMark[here] as number)
    if (forStart < weakStart) sum -= (weakStart - forStart) * weakStartSlope
    for (let bit = 1; bit <= 5; bit += 1) {
      const end = (ms - bit * width) & kept
      sum += Math.max(forMark[end] as number, forSpace[end] as number)
    }
    frame[at] = sum
    return from
  }

  return {
    gain: () => gain,
    step: (ms, stopMs) => {
      const [here, at, last] = [ms & kept, ms & recent, (ms - 1) & recent]
      const one = (forMark[(ms + aheadMs) & kept] as number) / width
      held[at] = (held[last] as number) + one
      const frameFrom = endFrame(ms, stopMs)

      const stay = (mark[last] as number) + one
      const on = (off[last] as number) - carrierChanges + one
      const read = frame[at] as number
      const lit = Math.max(stay, on, read)
      mark[at] = lit
      const markFrom = lit === stay ? fromMark : lit === on ? fromOff : fromFrame

      const dark = off[last] as number
      const drop = lit - carrierChanges
      off[at] = Math.max(dark, drop)
      const offFrom = drop > dark ? fromMark : fromOff
      before[here] = offFrom | (markFrom << ofMark) | (frameFrom << ofFrame)

      const top = Math.max(off[at] as number, lit)
      gain += top - best - gain / gainForgetsMs
      best = top
    },
    frames: (ms, since) => {
      const ends: number[] = []
      let t = ms
      let dark = (off[ms & recent] as number) > (mark[ms & recent] as number)
      while (t > since) {
        if (dark) {
          if (beforeOff(t) === fromMark) dark = false
          else t -= 1
          continue
        }
        if (beforeMark(t) !== fromFrame) {
          dark = beforeMark(t) === fromOff
          t -= 1
          continue
        }
        ends.push(t)
        while (beforeFrame(t) === fromNeighbour && t > since) {
          t -= 7 * width + (distance[t & kept] as number)
          ends.push(t)
        }
        dark = beforeFrame(t) === fromOff
        t -= 7 * width
      }
      return ends.toReversed()
    },
  }
}
