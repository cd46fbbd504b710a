import { sampleRate, type Channel } from './channel.ts'

/** For every sixteenth of a bit, how strong both tones were in the bit that ends there. */
export type Bits = {
  readonly msPerHop: number
  /** Amplitudes as those of a sine, at `hop & kept`. */
  readonly mark: Float32Array
  readonly space: Float32Array
  /** The mean square of the samples of a hop. */
  readonly power: Float32Array
  /** Takes any number of samples and calls back with each whole hop. */
  readonly push: (samples: Float32Array, onHop: (hop: number) => void) => void
}

export const hopsPerBit = 16
/** How many hops are kept: more than a frame and the longest wait until one is certain. */
export const keptHops = 2048
export const kept = keptHops - 1

/** Sums are kept for so many samples: more than the longest bit. */
const keptSamples = 256
/** All tones are multiples of 5 Hz, so they repeat after so many samples. */
const turn = sampleRate / 5

export function createBits({ mark: markHz, space: spaceHz, baud }: Channel): Bits {
  const window = sampleRate / baud
  const hop = window / hopsPerBit
  const marks = createCorrelator(markHz, window)
  const spaces = createCorrelator(spaceHz, window)
  const energy = createSum()
  const mark = new Float32Array(keptHops)
  const space = new Float32Array(keptHops)
  const power = new Float32Array(keptHops)
  let [count, hops, energyBefore] = [0, 0, 0]

  return {
    msPerHop: (hop * 1000) / sampleRate,
    mark,
    space,
    power,
    push: (samples, onHop) => {
      for (let n = 0; n < samples.length; n += 1) {
        const given = samples[n] as number
        const sample = Number.isFinite(given) ? given : 0
        marks.push(sample)
        spaces.push(sample)
        energy.push(sample * sample)
        count += 1
        for (let at = (hops + 1) * hop; at <= count; at = (hops + 1) * hop) {
          const [here, all] = [hops & kept, energy.at(at)]
          mark[here] = marks.amplitude(at)
          space[here] = spaces.amplitude(at)
          power[here] = Math.max(0, all - energyBefore) / hop
          energyBefore = all
          onHop(hops)
          hops += 1
        }
      }
    },
  }
}

type Sum = {
  readonly push: (value: number) => void
  /** What came in before a time, which may stand between two samples. */
  readonly at: (samples: number) => number
}

function createSum(): Sum {
  const sums = new Float64Array(keptSamples)
  let [count, sum] = [0, 0]
  return {
    push: (value) => {
      sum += value
      count += 1
      sums[count % keptSamples] = sum
    },
    at: (samples) => {
      const whole = Math.floor(samples)
      const before = sums[whole % keptSamples] as number
      const part = samples - whole
      return part === 0
        ? before
        : before + part * ((sums[(whole + 1) % keptSamples] as number) - before)
    },
  }
}

type Correlator = {
  readonly push: (sample: number) => void
  /** Over the window that ends at a time. */
  readonly amplitude: (samples: number) => number
}

function createCorrelator(hertz: number, window: number): Correlator {
  const [cos, sin] = [wave(hertz, Math.cos), wave(hertz, Math.sin)]
  const [re, im] = [createSum(), createSum()]
  let phase = 0
  return {
    amplitude: (at) => {
      const from = Math.max(0, at - window)
      const [r, i] = [re.at(at) - re.at(from), im.at(at) - im.at(from)]
      return (2 / window) * Math.sqrt(r * r + i * i)
    },
    push: (sample) => {
      re.push(sample * (cos[phase] as number))
      im.push(sample * (sin[phase] as number))
      phase = phase + 1 === turn ? 0 : phase + 1
    },
  }
}

function wave(hertz: number, of: (angle: number) => number): Float32Array {
  return Float32Array.from({ length: turn }, (_, n) => of((2 * Math.PI * hertz * n) / sampleRate))
}
