/** White noise that is the same for the same seed, at the amplitude that stands so many dB under a sine's. */
export function withNoise(sound: Float32Array, snr: number, seed: number): Float32Array {
  const power = sound.reduce((most, x) => Math.max(most, Math.abs(x)), 0) ** 2 / 2
  const deviation = Math.sqrt((power / 10 ** (snr / 10)) * (4000 / 3100))
  const random = chance(seed)
  return sound.map((x) => x + deviation * bell(random))
}

/** Numbers from 0 to 1. */
export function chance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

function bell(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
