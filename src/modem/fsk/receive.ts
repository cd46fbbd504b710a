import { createBits, hopsPerBit, type Bits } from './bits.ts'
import { bitsOfFrame, type Channel } from './channel.ts'

/** A start bit, seven data bits, a parity bit and a stop bit, as they were heard. */
export type Frame = {
  /** Data and parity, the first bit lowest. */
  readonly bits: number
  /** How far apart the tones are in each of them, in parts of the amplitude. */
  readonly margins: readonly number[]
  readonly startMs: number
  readonly endMs: number
  readonly amplitude: number
  /** The power in the tones that were chosen, in parts of all power. */
  readonly share: number
  /** The weakest bit, in parts of the amplitude. */
  readonly weakest: number
  /** How uneven the bits are: their deviation in parts of the amplitude. */
  readonly spread: number
  /** The other tone of each bit, in parts of the amplitude. */
  readonly wrongTone: number
  /** The mark before the start bit or the start bit, whichever is weaker, in parts of the amplitude. */
  readonly onset: number
  /** The start bit is a space and the stop bit a mark. */
  readonly isFramed: boolean
  /** A single bit stands between two others: what is slower never looks so. */
  readonly hasSingleBit: boolean
}

export type Receiver = {
  readonly push: (samples: Float32Array) => readonly Frame[]
  /** How strong the tones are now, as parts of all that is heard. */
  readonly shareNow: () => number
  readonly nowMs: () => number
}

const stopAt = bitsOfFrame + 1
/** The next start bit may come after half a stop bit, since clocks differ. */
const frameHops = (stopAt + 0.5) * hopsPerBit
const halfBit = hopsPerBit / 2
/** Longer than a frame, and a power of two, less one. */
const recent = 255
/**
 * A frame is given when the story has gone on for so long after it: longer where there are two stop bits, since frames
 * can then be laid in more ways.
 */
const certainAfter = { one: 22 * hopsPerBit, two: 66 * hopsPerBit } as const
const decidesEvery = 4 * hopsPerBit
/** How long before it became certain a frame may begin: the story may move one by a hop between two decisions. */
const movesWithin = frameHops + decidesEvery + hopsPerBit
/** Somebody who types is rarer than mark that is held, in which noise looks like a start bit; in parts of a bit. */
const rarity = 0.8
const sharedOver = 3 * hopsPerBit
/** Below -60 dBm0 nothing is looked for. */
const leastAmplitude = 7e-4

/**
 * Hears frames on a channel, and decides nothing about who sent them. Each hop belongs to mark that is held or to a
 * frame, and of all such stories the likeliest is told (Viterbi): so it falls into step again after noise.
 */
export function createReceiver(channel: Channel): Receiver {
  const stops = channel.stopBits === 2 ? 'two' : 'one'
  const certain = certainAfter[stops]
  const kept = certain + movesWithin + hopsPerBit
  const bits = createBits(channel, kept)
  const { msPerHop, mark, space, power } = bits
  const best = new Float64Array(recent + 1)
  const isFrame = new Uint8Array(kept)
  /** How far apart the tones are at a hop, and were whole bits before it, all together: the sum of bits is a difference. */
  const strides = new Float64Array(recent + 1)
  let [now, told, lastFrame] = [0, 0, -1]

  const apart = (hop: number): number =>
    (mark[hop % kept] as number) - (space[hop % kept] as number)

  const noteStride = (hop: number): void => {
    const one = apart(hop)
    strides[hop & recent] =
      (strides[(hop - hopsPerBit) & recent] as number) + (one < 0 ? -one : one)
  }
  /** Of the whole bits after one hop and up to another. */
  const between = (from: number, until: number): number =>
    (strides[until & recent] as number) - (strides[from & recent] as number)

  const step = (hop: number): void => {
    const held = (best[(hop - 1) & recent] as number) + apart(hop + halfBit) / hopsPerBit
    best[hop & recent] = held
    isFrame[hop % kept] = 0
    const start = hop - frameHops
    if (start < hopsPerBit) return
    const data = between(start + hopsPerBit, start + stopAt * hopsPerBit)
    const [begin, end] = [-apart(start + hopsPerBit), apart(hop + halfBit)]
    const least = data / bitsOfFrame / 2
    // A frame that reaches into silence has nothing there, and would else be as likely as the right one.
    const missing = (least > begin ? least - begin : 0) + (least > end ? least - end : 0)
    const sum =
      (best[start & recent] as number) + begin + data + end / 2 - missing - rarity * 2 * least
    if (sum <= held) return
    best[hop & recent] = sum
    isFrame[hop % kept] = 1
    lastFrame = hop
  }

  /** Where the last whole frame or mark of the story ends: what comes after it is a frame that is still being sent. */
  const lastEnd = (hop: number): number => {
    let [most, end] = [best[hop & recent] as number, hop]
    for (let start = hop; start > hop - frameHops && start > 0; start -= 1) {
      const count = ((hop + halfBit - start) / hopsPerBit) | 0
      const first = start + hopsPerBit
      const begun = count === 0 ? 0 : between(first, start + count * hopsPerBit) - apart(first)
      const sum = (best[start & recent] as number) + begun
      if (sum > most) [most, end] = [sum, start]
    }
    return end
  }

  /** The starts of the frames that have become certain, oldest first. */
  const starts = (hop: number): readonly number[] => {
    const found: number[] = []
    const since = Math.max(told, hop - certain - movesWithin)
    if (lastFrame < since) return found
    for (let at = lastEnd(hop); at - frameHops >= since;) {
      if (isFrame[at % kept] === 0) at -= 1
      else {
        at -= frameHops
        found.push(at)
      }
    }
    return found.toReversed().filter((start) => start + frameHops <= hop - certain)
  }

  return {
    nowMs: () => now * msPerHop,
    shareNow: () => {
      const from = now - sharedOver
      if (from < 0) return 0
      let tone = 0
      for (let hop = from; hop < now; hop += 1) {
        tone += Math.max(mark[hop % kept] as number, space[hop % kept] as number) ** 2 / 2
      }
      const all = power(from, now)
      return all < leastAmplitude ** 2 / 2 ? 0 : tone / sharedOver / all
    },
    push: (samples) => {
      const found: Frame[] = []
      bits.push(samples, (hop) => {
        now = hop + 1
        noteStride(hop)
        if (hop < halfBit) return
        step(hop - halfBit)
        if (hop % decidesEvery !== 0) return
        for (const start of starts(hop - halfBit)) {
          told = start + frameHops
          const frame = readFrame(bits, start)
          if (frame.amplitude > leastAmplitude) found.push(frame)
        }
      })
      return found
    },
  }
}

function readFrame({ mark, space, power, msPerHop, kept }: Bits, start: number): Frame {
  const right: number[] = []
  const wrong: number[] = []
  let [read, last, run, hasSingleBit] = [0, 1, 0, false]
  for (let bit = 0; bit <= stopAt; bit += 1) {
    const at = (start + (bit + 1) * hopsPerBit) % kept
    const [m, s] = [mark[at] as number, space[at] as number]
    const value = bit === stopAt ? 1 : bit === 0 ? 0 : Number(m > s)
    if (bit > 0 && bit < stopAt) read |= value << (bit - 1)
    right.push(value === 1 ? m : s)
    wrong.push(value === 1 ? s : m)
    if (value === last) run += 1
    else {
      if (run === 1) hasSingleBit = true
      run = 1
    }
    last = value
  }
  const amplitude = Math.max(mean(right), 1e-9)
  const tone = mean(right.map((one) => (one * one) / 2))
  const end = start + (stopAt + 1) * hopsPerBit
  const deviation = Math.sqrt(mean(right.map((one) => (one - amplitude) ** 2)))
  const margins = right.map((one, bit) => (one - (wrong[bit] as number)) / amplitude)
  return {
    bits: read,
    margins: margins.slice(1, stopAt),
    startMs: start * msPerHop,
    endMs: end * msPerHop,
    amplitude,
    share: tone / Math.max(power(start, end), 1e-12),
    weakest: Math.min(...right) / amplitude,
    spread: deviation / amplitude,
    wrongTone: mean(wrong) / amplitude,
    onset: Math.min(mark[start % kept] as number, right[0] as number) / amplitude,
    isFramed: (margins[0] as number) > 0 && (margins[stopAt] as number) > 0,
    hasSingleBit,
  }
}

function mean(of: readonly number[]): number {
  return of.reduce((sum, one) => sum + one, 0) / of.length
}
