import { createTonePlayer, type Tone } from '../../tone-player.ts'
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

/** Sends codes one after the other, with a phase that never jumps; silent where nothing is to be sent. */
export type Transmitter = {
  readonly send: (codes: readonly number[]) => void
  /** Fills all of `samples`; says whether any of it was sent. */
  readonly fill: (samples: Float32Array) => boolean
  /** Ends with the character that is being sent. */
  readonly stop: () => void
  readonly waiting: () => number
  /** Nothing is being sent, not even the mark after the last character. */
  readonly isSilent: () => boolean
}

/** Two stop bits, since there are receivers that can do with no less. */
export function createTransmitter({
  baud = 45.45,
  stopBits = 2,
  level = -12,
}: Sending = {}): Transmitter {
  const bit = sampleRate / baud
  const held = (ms: number): Tone => ({ hertz: tones.mark, samples: (ms * sampleRate) / 1000 })
  let codes: number[] = []
  let [isLit, isTail] = [false, false]

  /** The tones to send next; none: silence. */
  const next = (): readonly Tone[] => {
    const code = codes.shift()
    if (code !== undefined) {
      const lead = isLit ? [] : [held(leadMs)]
      ;[isLit, isTail] = [true, false]
      return [...lead, ...character(code, bit, stopBits)]
    }
    const isEnding = isLit && !isTail
    ;[isLit, isTail] = [isEnding, isEnding]
    return isEnding ? [held(tailMs)] : []
  }
  const player = createTonePlayer(level, next)

  return {
    waiting: () => codes.length,
    isSilent: () => !isLit && codes.length === 0,
    send: (more) => {
      codes = [...codes, ...more]
      if (isTail && codes.length > 0) player.cut()
    },
    stop: () => {
      codes = []
    },
    fill: player.fill,
  }
}

/** One transmission, from its lead to its tail. */
export function transmit(codes: readonly number[], sending: Sending = {}): Float32Array {
  const transmitter = createTransmitter(sending)
  transmitter.send(codes)
  const pieces: Float32Array[] = []
  while (!transmitter.isSilent()) {
    const piece = new Float32Array(8)
    transmitter.fill(piece)
    pieces.push(piece)
  }
  const sound = new Float32Array(pieces.length * 8)
  pieces.forEach((piece, index) => sound.set(piece, index * 8))
  return sound
}

function character(code: number, bit: number, stopBits: number): readonly Tone[] {
  const data = Array.from({ length: 5 }, (_, n) => ((code >> n) & 1) === 1)
  return [
    { hertz: tones.space, samples: bit },
    ...data.map((isMark) => ({ hertz: isMark ? tones.mark : tones.space, samples: bit })),
    { hertz: tones.mark, samples: bit * stopBits },
  ]
}
