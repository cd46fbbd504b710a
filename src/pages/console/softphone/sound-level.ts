/** How loud samples around 128 are: 0 is silence, 1 as loud as can be. */
export function levelOf(samples: Uint8Array): number {
  if (samples.length === 0) return 0
  const sum = samples.reduce((total, sample) => total + ((sample - 128) / 128) ** 2, 0)
  // Loudness is felt by its logarithm: sixty decibels are all of the scale.
  const decibels = 10 * Math.log10(sum / samples.length)
  return Math.min(1, Math.max(0, 1 + decibels / 60))
}

/** Speech, and not the noise of a quiet room. */
export const speechBegins = 0.4
