import { Refusal } from '../refusal.ts'
import { fromMuLaw } from '../../modem/mu-law.ts'

export type Sound = {
  readonly rate: number
  /** 1 at full scale; of several channels the first. */
  readonly samples: Float32Array
}

const [pcm, muLaw, extensible] = [1, 7, 0xfffe]

/** Reads a WAV file of 8 or 16 bit PCM or mu-law; a chunk that is cut off is read as far as it goes. */
export function readWav(bytes: Uint8Array): Sound {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 12 || name(view, 0) !== 'RIFF' || name(view, 8) !== 'WAVE') {
    throw new Refusal('This is no WAV file.')
  }
  let format: Format | undefined
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = view.getUint32(at + 4, true)
    const chunk = new DataView(
      bytes.buffer,
      bytes.byteOffset + at + 8,
      Math.min(size, bytes.length - at - 8),
    )
    if (name(view, at) === 'fmt ' && chunk.byteLength >= 16) format = formatOf(chunk)
    if (name(view, at) === 'data' && format !== undefined) {
      return { rate: format.rate, samples: samplesOf(chunk, format) }
    }
    at += 8 + size + (size % 2)
  }
  throw new Refusal('This WAV file has no sound in it.')
}

type Format = {
  readonly rate: number
  readonly channels: number
  readonly bytes: number
  readonly read: (chunk: DataView, at: number) => number
}

function formatOf(chunk: DataView): Format {
  const tag = chunk.getUint16(0, true)
  const kind = tag === extensible && chunk.byteLength >= 26 ? chunk.getUint16(24, true) : tag
  const channels = chunk.getUint16(2, true)
  const rate = chunk.getUint32(4, true)
  const bits = chunk.getUint16(14, true)
  const read = readers[`${kind}/${bits}`]
  if (read === undefined || channels === 0 || rate < 4000 || rate > 384_000) {
    throw new Refusal(
      'This WAV file is neither PCM of 8 or 16 bits nor mu-law, or its rate is odd.',
    )
  }
  return { rate, channels, bytes: bits / 8, read }
}

const readers: Readonly<Record<string, (chunk: DataView, at: number) => number>> = {
  [`${pcm}/8`]: (chunk, at) => (chunk.getUint8(at) - 128) / 128,
  [`${pcm}/16`]: (chunk, at) => chunk.getInt16(at, true) / 32768,
  [`${muLaw}/8`]: (chunk, at) => fromMuLaw(chunk.getUint8(at)),
}

function samplesOf(chunk: DataView, { channels, bytes, read }: Format): Float32Array {
  const step = channels * bytes
  const count = Math.floor(chunk.byteLength / step)
  return Float32Array.from({ length: count }, (_, n) => read(chunk, n * step))
}

function name(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((n) => view.getUint8(at + n)))
}
