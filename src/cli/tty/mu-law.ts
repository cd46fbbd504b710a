/** A byte of G.711 mu-law as a sample, 1 at full scale. */
export function fromMuLaw(byte: number): number {
  const code = ~byte & 0xff
  const size = (((code & 0x0f) << 3) + 132) << ((code >> 4) & 7)
  return ((code & 0x80) === 0 ? size - 132 : 132 - size) / 32768
}
