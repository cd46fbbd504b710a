import { chance } from '../../modem/noise.ts'

/** What a telephone network does to the sound of a call, 20 ms after 20 ms. */
export type Channel = {
  readonly toLine: (sound: Float32Array) => Float32Array
  readonly toCaller: (sound: Float32Array) => Float32Array
}

export type Disturbance = {
  /** In dB over 300 to 3400 Hz. */
  readonly snr: number
  /** The part of the packets to the caller that come as nothing; those to the line are left out by its stream. */
  readonly loss: number
}

/** The levels of spandsp's sender and of ours, as amplitudes. */
const [callersAmplitude, linesAmplitude] = [-14, -12].map((dBm0) => 10 ** ((dBm0 - 3.17) / 20)) as [
  number,
  number,
]

/** White noise both ways, all the time, and lost packets to the caller. */
export function createChannel({ snr, loss }: Disturbance, seed: number): Channel {
  const random = chance(seed)
  const noisy = (sound: Float32Array, amplitude: number): Float32Array => {
    const deviation = amplitude * Math.sqrt((0.5 / 10 ** (snr / 10)) * (4000 / 3100))
    const from = Math.floor(random() * (noise.length - sound.length))
    return sound.map((x, n) => x + deviation * (noise[from + n] ?? 0))
  }
  return {
    toLine: (sound) => noisy(sound, callersAmplitude),
    toCaller: (sound) =>
      random() < loss ? new Float32Array(sound.length) : noisy(sound, linesAmplitude),
  }
}

/** Two minutes of white noise; each frame takes its own from anywhere in it. */
const noise = whiteNoise(960_000)

function whiteNoise(length: number): Float32Array {
  const random = chance(20_261)
  return Float32Array.from(
    { length },
    () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  )
}
