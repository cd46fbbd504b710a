/** G.711 mu-law, a byte a sample; a sample is 1 at full scale. */

export function fromMuLaw(byte: number): number {
  return samples[byte & 0xff] as number
}

export function toMuLaw(sample: number): number {
  const size = Math.min(Math.round(Math.abs(sample) * 32768), loudest) + bias
  const exponent = 24 - Math.clz32(size)
  const mantissa = (size >> (exponent + 3)) & 0x0f
  return ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xff
}

/** Two bytes mean nothing at all; this one is sent. */
export const silentByte = 0xff

const [bias, loudest] = [132, 32635]

const samples = Float32Array.from({ length: 256 }, (_, byte) => {
  const code = ~byte & 0xff
  const size = (((code & 0x0f) << 3) + bias) << ((code >> 4) & 7)
  return ((code & 0x80) === 0 ? size - bias : bias - size) / 32768
})
