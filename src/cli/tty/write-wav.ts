/** A WAV file of 16 bit PCM at 8 kHz. */
export function writeWav(samples: Float32Array): Uint8Array {
  const rate = 8000
  const bytes = new Uint8Array(44 + 2 * samples.length)
  const view = new DataView(bytes.buffer)
  const name = (at: number, text: string): void => bytes.set(new TextEncoder().encode(text), at)
  name(0, 'RIFF')
  view.setUint32(4, bytes.length - 8, true)
  name(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, 2 * rate, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  name(36, 'data')
  view.setUint32(40, 2 * samples.length, true)
  samples.forEach((x, n) => {
    view.setInt16(44 + 2 * n, Math.round(Math.max(-1, Math.min(1, x)) * 32767), true)
  })
  return bytes
}
