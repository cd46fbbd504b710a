/** What becomes of the samples first: one complex sum a millisecond for each tone, of which all else is made. */

export const samplesPerMs = 8

/** How many milliseconds are kept: a power of two, and more than the receiver's delay and a frame together. */
export const keptMs = 1024

/** At `ms & kept` stands what belongs to a millisecond. */
export const kept = keptMs - 1

/** Mark and space are multiples of 200 Hz, so one turn of both is 40 samples at 8 kHz. */
export const tones = { mark: 1400, space: 1800 } as const

export type Sums = {
  readonly markRe: Float32Array
  readonly markIm: Float32Array
  readonly spaceRe: Float32Array
  readonly spaceIm: Float32Array
  /** Of the squares of the samples. */
  readonly energy: Float32Array
}

export type FrontEnd = {
  readonly sums: Sums
  /** Takes any number of samples, 1 at full scale, and calls back with each whole millisecond. */
  readonly push: (samples: Float32Array, onMs: (ms: number) => void) => void
}

export function createFrontEnd(): FrontEnd {
  const sums: Sums = {
    markRe: new Float32Array(keptMs),
    markIm: new Float32Array(keptMs),
    spaceRe: new Float32Array(keptMs),
    spaceIm: new Float32Array(keptMs),
    energy: new Float32Array(keptMs),
  }
  const waiting = new Float32Array(samplesPerMs)
  let [count, ms] = [0, 0]

  return {
    sums,
    push: (samples, onMs) => {
      for (let i = 0; i < samples.length; i += 1) {
        const sample = samples[i] as number
        waiting[count] = Number.isFinite(sample) ? sample : 0
        count += 1
        if (count < samplesPerMs) continue
        count = 0
        sum(sums, waiting, ms)
        onMs(ms)
        ms += 1
      }
    },
  }
}

function sum(sums: Sums, samples: Float32Array, ms: number): void {
  const phase = (ms % 5) * samplesPerMs
  let [markRe, markIm, spaceRe, spaceIm, energy] = [0, 0, 0, 0, 0]
  for (let i = 0; i < samplesPerMs; i += 1) {
    const x = samples[i] as number
    markRe += x * (waves.markCos[phase + i] as number)
    markIm -= x * (waves.markSin[phase + i] as number)
    spaceRe += x * (waves.spaceCos[phase + i] as number)
    spaceIm -= x * (waves.spaceSin[phase + i] as number)
    energy += x * x
  }
  const at = ms & kept
  sums.markRe[at] = markRe
  sums.markIm[at] = markIm
  sums.spaceRe[at] = spaceRe
  sums.spaceIm[at] = spaceIm
  sums.energy[at] = energy
}

/** One turn of both tones: 40 samples. */
export const waves = {
  markCos: wave(tones.mark, Math.cos),
  markSin: wave(tones.mark, Math.sin),
  spaceCos: wave(tones.space, Math.cos),
  spaceSin: wave(tones.space, Math.sin),
}

function wave(frequency: number, of: (angle: number) => number): Float64Array {
  return Float64Array.from({ length: 40 }, (_, n) => of((2 * Math.PI * frequency * n) / 8000))
}
