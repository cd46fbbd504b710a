import { sampleRate, type Channel } from './channel.ts'

/** For every sixteenth of a bit, how strong both tones were in the bit that ends there. */
export type Bits = {
  readonly msPerHop: number
  /** Amplitudes as those of a sine, at `hop % kept`. */
  readonly mark: Float32Array
  readonly space: Float32Array
  /** The mean square of the samples from one hop up to another. */
  readonly power: (from: number, until: number) => number
  /** So many hops are kept. */
  readonly kept: number
  /** Takes any number of samples and calls back with each whole hop. */
  readonly push: (samples: Float32Array, onHop: (hop: number) => void) => void
}

export const hopsPerBit = 16
/** The power is known to that many hops. */
const hopsOfPower = 4

/** All tones are multiples of 5 Hz, so they repeat after so many samples. */
const turn = sampleRate / 5

/** `kept`: a multiple of four, and more hops than a frame and the longest wait until one is certain. */
export function createBits({ mark: markHz, space: spaceHz, baud }: Channel, kept: number): Bits {
  const window = sampleRate / baud
  const hop = window / hopsPerBit
  const marks = createCorrelator(markHz, window)
  const spaces = createCorrelator(spaceHz, window)
  const energy = createSums(window)
  const keptSums = energy.length - 1
  const mark = new Float32Array(kept)
  const space = new Float32Array(kept)
  const power = new Float32Array(kept / hopsOfPower)
  let [count, hops, phase, energyBefore] = [0, 0, 0, 0]

  const notePower = (at: number): void => {
    const all = sumAt(energy, at)
    const part = all > energyBefore ? all - energyBefore : 0
    power[(hops / hopsOfPower - 1) % power.length] = part / hop / hopsOfPower
    energyBefore = all
  }

  return {
    msPerHop: (hop * 1000) / sampleRate,
    mark,
    space,
    power: (from, until) => {
      const [first, end] = [Math.ceil(from / hopsOfPower), Math.floor(until / hopsOfPower)]
      let sum = 0
      for (let at = first; at < end; at += 1) sum += power[at % power.length] as number
      return sum / (end - first)
    },
    kept,
    push: (samples, onHop) => {
      for (let n = 0; n < samples.length; n += 1) {
        const given = samples[n] as number
        const sample = Number.isFinite(given) ? given : 0
        marks.push(sample, count, phase)
        spaces.push(sample, count, phase)
        energy[(count + 1) & keptSums] = (energy[count & keptSums] as number) + sample * sample
        count += 1
        phase = phase + 1 === turn ? 0 : phase + 1
        for (let at = (hops + 1) * hop; at <= count; at = (hops + 1) * hop) {
          const here = hops % kept
          mark[here] = marks.amplitude(at)
          space[here] = spaces.amplitude(at)
          onHop(hops)
          hops += 1
          if (hops % hopsOfPower === 0) notePower(at)
        }
      }
    },
  }
}

/** What came in before each sample, at `samples & (length - 1)`; for a window, and a hop before it. */
function createSums(window: number): Float64Array {
  return new Float64Array(2 ** Math.ceil(Math.log2(window + 3)))
}

/** What came in before a time, which may stand between two samples. */
function sumAt(sums: Float64Array, samples: number): number {
  const kept = sums.length - 1
  const whole = samples | 0
  const before = sums[whole & kept] as number
  const part = samples - whole
  return part === 0 ? before : before + part * ((sums[(whole + 1) & kept] as number) - before)
}

type Correlator = {
  readonly push: (sample: number, count: number, phase: number) => void
  /** Over the window that ends at a time. */
  readonly amplitude: (samples: number) => number
}

function createCorrelator(hertz: number, window: number): Correlator {
  const { cos, sin } = wave(hertz)
  const re = createSums(window)
  const im = createSums(window)
  const kept = re.length - 1
  return {
    amplitude: (at) => {
      const from = at > window ? at - window : 0
      const r = sumAt(re, at) - sumAt(re, from)
      const i = sumAt(im, at) - sumAt(im, from)
      return (2 / window) * Math.sqrt(r * r + i * i)
    },
    push: (sample, count, phase) => {
      const [from, to] = [count & kept, (count + 1) & kept]
      re[to] = (re[from] as number) + sample * (cos[phase] as number)
      im[to] = (im[from] as number) + sample * (sin[phase] as number)
    },
  }
}

type Wave = { readonly cos: Float32Array; readonly sin: Float32Array }

/** One for each tone, whoever listens for it. */
const waves = new Map<number, Wave>()

function wave(hertz: number): Wave {
  const known = waves.get(hertz)
  if (known !== undefined) return known
  const of = (curve: (angle: number) => number): Float32Array =>
    Float32Array.from({ length: turn }, (_, n) => curve((2 * Math.PI * hertz * n) / sampleRate))
  const made = { cos: of(Math.cos), sin: of(Math.sin) }
  waves.set(hertz, made)
  return made
}
