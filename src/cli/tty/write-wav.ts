/** A WAV file of 16 bit PCM at 8 kHz; its channels are equally long. */
export function writeWav(...channels: readonly Float32Array[]): Uint8Array {
  const rate = 8000
  const block = 2 * channels.length
  const bytes = new Uint8Array(44 + block * (channels[0]?.length ?? 0))
  const view = new DataView(bytes.buffer)
  const name = (at: number, text: string): void => bytes.set(new TextEncoder().encode(text), at)
  name(0, 'RIFF')
  view.setUint32(4, bytes.length - 8, true)
  name(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, channels.length, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, block * rate, true)
  view.setUint16(32, block, true)
  view.setUint16(34, 16, true)
  name(36, 'data')
  view.setUint32(40, bytes.length - 44, true)
  channels.forEach((samples, channel) => {
    samples.forEach((x, n) => {
      const sample = Math.round(Math.max(-1, Math.min(1, x)) * 32767)
      view.setInt16(44 + block * n + 2 * channel, sample, true)
    })
  })
  return bytes
}
