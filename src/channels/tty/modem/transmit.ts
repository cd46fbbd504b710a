import { tones } from './front-end.ts'

export type Sending = {
  readonly baud?: number
  readonly stopBits?: number
  /** In dBm0. */
  readonly level?: number
}

/** V.18 X-01: mark stands so long before the first start bit, and so long after the last character. */
export const leadMs = 150
export const tailMs = 300
const sampleRate = 8000
/** A sine at full scale has 3.17 dBm0. */
const fullScale = 3.17

/**
 * One transmission at 8 kHz, with a phase that never jumps. Two stop bits, since there are receivers that can do with no
 * less.
 */
export function transmit(
  codes: readonly number[],
  { baud = 45.45, stopBits = 2, level = -12 }: Sending = {},
): Float32Array {
  const bit = sampleRate / baud
  const held = (ms: number): Tone => ({ hertz: tones.mark, samples: (ms * sampleRate) / 1000 })
  const sent = [
    held(leadMs),
    ...codes.flatMap((code) => character(code, bit, stopBits)),
    held(tailMs),
  ]
  const total = sent.reduce((sum, { samples }) => sum + samples, 0)
  const sound = new Float32Array(Math.round(total))
  const amplitude = 10 ** ((level - fullScale) / 20)
  let [phase, until, n] = [0, 0, 0]
  for (const { hertz, samples } of sent) {
    until += samples
    for (; n < until && n < sound.length; n += 1) {
      sound[n] = amplitude * Math.sin(phase)
      phase = (phase + (2 * Math.PI * hertz) / sampleRate) % (2 * Math.PI)
    }
  }
  return sound
}

type Tone = { readonly hertz: number; readonly samples: number }

function character(code: number, bit: number, stopBits: number): readonly Tone[] {
  const data = Array.from({ length: 5 }, (_, n) => ((code >> n) & 1) === 1)
  return [
    { hertz: tones.space, samples: bit },
    ...data.map((isMark) => ({ hertz: isMark ? tones.mark : tones.space, samples: bit })),
    { hertz: tones.mark, samples: bit * stopBits },
  ]
}
