import { dataBits, sampleRate, type Channel } from './channel.ts'
import type { Sender } from '../mode.ts'
import { createTonePlayer, type Tone } from '../tone-player.ts'

export type Sending = {
  /** Mark is held so long before the first start bit. */
  readonly leadMs: number
  /** Mark is held so long after the last character; for ever in a mode with a carrier. */
  readonly tailMs: number
  /** In dBm0. */
  readonly level?: number
}

/** What T.50 has not is left out. */
const lastCode = 0x7f

/** Sends T.50 with even parity, with a phase that never jumps. A carrier that is held for ever is up from the beginning. */
export function createTransmitter(channel: Channel, sending: Sending): Sender {
  const { leadMs, tailMs, level = -12 } = sending
  const isCarrier = tailMs === Infinity
  const held = (ms: number): Tone => ({ hertz: channel.mark, samples: (ms * sampleRate) / 1000 })
  let codes: number[] = []
  let state: 'dark' | 'lead' | 'code' | 'tail' = 'dark'

  const next = (): readonly Tone[] => {
    if (state === 'dark' && (isCarrier || codes.length > 0)) {
      state = 'lead'
      return [held(leadMs)]
    }
    if (state === 'code') codes.shift()
    const [code] = codes
    if (code !== undefined) {
      state = 'code'
      return frame(code, channel)
    }
    const isTail = isCarrier || state === 'code'
    state = isTail ? 'tail' : 'dark'
    return isTail ? [held(isCarrier ? 1 : tailMs)] : []
  }
  const player = createTonePlayer(level, next)

  return {
    waiting: () => codes.length,
    write: (text) => {
      const more = Array.from(text, (character) => character.codePointAt(0) ?? 0)
      codes = [...codes, ...more.filter((code) => code <= lastCode)]
      if (state === 'tail' && codes.length > 0) player.cut()
    },
    stop: () => {
      codes = state === 'code' ? codes.slice(0, 1) : []
    },
    fill: player.fill,
  }
}

function frame(code: number, { mark, space, baud, stopBits }: Channel): Tone[] {
  const data = Array.from({ length: dataBits }, (_, bit) => (code >> bit) & 1)
  const parity = data.reduce((sum, bit) => sum ^ bit, 0)
  const samples = sampleRate / baud
  return [
    ...[0, ...data, parity].map((bit) => ({ hertz: bit === 1 ? mark : space, samples })),
    { hertz: mark, samples: stopBits * samples },
  ]
}
