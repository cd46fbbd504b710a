import type { Bits } from './bits.ts'
import { kept, samplesPerMs, type Sums } from './front-end.ts'

/** A way to read a frame, and how much speaks against it, in nats. */
export type Reading = { readonly code: number; readonly against: number }

/** A start bit, five data bits and a stop bit, as they were heard. */
export type Frame = {
  readonly code: number
  /** The code, and what else it may be where a bit was lost or nearly. */
  readonly readings: readonly Reading[]
  /** Milliseconds since the receiver began. */
  readonly startMs: number
  readonly endMs: number
  readonly amplitude: number
  /** The amplitude in parts of what else is heard in a bit, noise or speech. */
  readonly overNoise: number
  /** The power in the tones that were chosen, in parts of all power. */
  readonly share: number
  /** How uneven the bits are: their deviation in parts of the amplitude. */
  readonly spread: number
  /** The weakest bit, in parts of the amplitude. */
  readonly weakest: number
  /** The other tone of each bit, in parts of the amplitude. */
  readonly wrongTone: number
  /** How far apart the two tones of the most doubtful data bit are, in parts of the amplitude. */
  readonly margin: number
  /** The part of the start bit in which there was no sound at all, since its packet was lost. */
  readonly lostStart: number
}

/** At -7 dB the square of the amplitude is some thirty times that of the noise, and stronger tones leave no doubt. */
const againstPerPart = 30
const mostAgainst = 7

/** Reads the frame whose stop bit, of one bit, ends at `endMs`. */
export function readFrame(
  sums: Sums,
  { width, tonesOf, forMark, forSpace }: Bits,
  endMs: number,
): Frame {
  const startMs = endMs - 7 * width
  const right: number[] = []
  const wrong: number[] = []
  const doubts: Reading[] = []
  let [code, closest] = [0, Infinity]
  for (let bit = 0; bit <= 6; bit += 1) {
    const end = startMs + (bit + 1) * width
    const { mark, space } = tonesOf(end)
    const at = end & kept
    const apart = (forMark[at] as number) - (forSpace[at] as number)
    const isMark = bit === 6 || (bit > 0 && (apart === 0 ? mark > space : apart > 0))
    if (isMark && bit < 6) code |= 1 << (bit - 1)
    if (bit > 0 && bit < 6) {
      closest = Math.min(closest, Math.abs(mark - space))
      doubts.push({ code: 1 << (bit - 1), against: Math.abs(apart) * againstPerPart })
    }
    right.push(isMark ? mark : space)
    wrong.push(isMark ? space : mark)
  }
  const amplitude = mean(right)
  const power = powerOf(sums, startMs, endMs)
  const tone = mean(right.map((one) => (one * one) / 2))
  const noise = Math.sqrt((2 * Math.max(power - tone, 1e-12)) / (samplesPerMs * width))
  const deviation = Math.sqrt(mean(right.map((one) => (one - amplitude) ** 2)))
  return {
    code,
    readings: readingsOf(code, doubts),
    startMs,
    endMs,
    amplitude,
    overNoise: amplitude / noise,
    share: tone / Math.max(power, 1e-12),
    spread: deviation / Math.max(amplitude, 1e-12),
    weakest: Math.min(...right) / Math.max(amplitude, 1e-12),
    wrongTone: mean(wrong) / Math.max(amplitude, 1e-12),
    margin: closest / Math.max(amplitude, 1e-12),
    lostStart: silentPart(sums, startMs, startMs + width),
  }
}

/** `doubts`: each bit, and what speaks against turning it. */
function readingsOf(code: number, doubts: readonly Reading[]): readonly Reading[] {
  let readings: readonly Reading[] = [{ code, against: 0 }]
  for (const bit of doubts) {
    if (bit.against >= mostAgainst) continue
    const turned = readings.map((one) => ({
      code: one.code ^ bit.code,
      against: one.against + bit.against,
    }))
    readings = [...readings, ...turned.filter(({ against }) => against < mostAgainst)]
  }
  return readings
}

function powerOf(sums: Sums, startMs: number, endMs: number): number {
  let sum = 0
  for (let ms = startMs + 1; ms <= endMs; ms += 1) sum += sums.energy[ms & kept] as number
  return sum / ((endMs - startMs) * samplesPerMs)
}

function silentPart(sums: Sums, startMs: number, endMs: number): number {
  let silent = 0
  for (let ms = startMs + 1; ms <= endMs; ms += 1) silent += sums.energy[ms & kept] === 0 ? 1 : 0
  return silent / (endMs - startMs)
}

function mean(of: readonly number[]): number {
  return of.reduce((sum, one) => sum + one, 0) / of.length
}
