import { dataBits, sampleRate, type Channel } from './channel.ts'
import type { Sender } from '../mode.ts'

export type Sending = {
  /** Mark is held so long before the first start bit. */
  readonly leadMs: number
  /** Mark is held so long after the last character; for ever in a mode with a carrier. */
  readonly tailMs: number
  /** In dBm0. */
  readonly level?: number
}

/** A sine at full scale has 3.17 dBm0. */
const fullScale = 3.17

/** What T.50 has not is left out. */
const lastCode = 0x7f

/** Sends T.50 with even parity, with a phase that never jumps. A carrier that is held for ever is up from the beginning. */
export function createTransmitter(channel: Channel, sending: Sending): Sender {
  const { leadMs, tailMs, level = -12 } = sending
  const amplitude = 10 ** ((level - fullScale) / 20)
  const isCarrier = tailMs === Infinity
  const held = (ms: number): Tone => ({ hertz: channel.mark, samples: (ms * sampleRate) / 1000 })
  let codes: number[] = []
  let [tones, state] = [[] as Tone[], 'dark' as 'dark' | 'lead' | 'code' | 'tail']
  let [phase, left] = [0, 0]

  const next = (): void => {
    if (state === 'dark' && (isCarrier || codes.length > 0)) {
      ;[tones, state] = [[held(leadMs)], 'lead']
      return
    }
    if (state === 'code') codes.shift()
    const [code] = codes
    if (code !== undefined) [tones, state] = [frame(code, channel), 'code']
    else if (isCarrier) [tones, state] = [[held(1)], 'tail']
    else if (state === 'code') [tones, state] = [[held(tailMs)], 'tail']
    else [tones, state] = [[], 'dark']
  }

  return {
    waiting: () => codes.length,
    write: (text) => {
      const more = Array.from(text, (character) => character.codePointAt(0) ?? 0)
      codes = [...codes, ...more.filter((code) => code <= lastCode)]
      if (state === 'tail' && codes.length > 0) [tones, left] = [[], 0]
    },
    stop: () => {
      codes = state === 'code' ? codes.slice(0, 1) : []
    },
    fill: (samples) => {
      let isSent = false
      for (let n = 0; n < samples.length; n += 1) {
        while (left <= 0) {
          tones = tones.slice(1)
          if (tones.length === 0) next()
          const [first] = tones
          if (first === undefined) break
          left += first.samples
        }
        const [now] = tones
        samples[n] = now === undefined ? 0 : amplitude * Math.sin(phase)
        if (now === undefined) {
          left = 0
          continue
        }
        isSent = true
        left -= 1
        phase = (phase + (2 * Math.PI * now.hertz) / sampleRate) % (2 * Math.PI)
      }
      return isSent
    },
  }
}

type Tone = { readonly hertz: number; readonly samples: number }

function frame(code: number, { mark, space, baud, stopBits }: Channel): Tone[] {
  const data = Array.from({ length: dataBits }, (_, bit) => (code >> bit) & 1)
  const parity = data.reduce((sum, bit) => sum ^ bit, 0)
  const samples = sampleRate / baud
  return [
    ...[0, ...data, parity].map((bit) => ({ hertz: bit === 1 ? mark : space, samples })),
    { hertz: mark, samples: stopBits * samples },
  ]
}
