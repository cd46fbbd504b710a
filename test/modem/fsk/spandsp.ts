import { spawnSync } from 'node:child_process'
import type { Channel } from '../../../src/modem/fsk/channel.ts'
import { compiled } from '../../bench/tty/senders.ts'
import { chance } from '../noise.ts'

const sends = compiled('spandsp-sends')

export type Typing = {
  /** In dBm0. */
  readonly level: number
  /** By how much the tones are off. */
  readonly offset: number
  readonly seed: number
}

/** A text as spandsp's modulator sends it: even parity, typed by hand, with the carrier up between the characters. */
export function spandspTypes(channel: Channel, text: string, typing: Typing): Float32Array {
  const { mark, space, baud, stopBits } = channel
  const random = chance(typing.seed)
  const held = (ms: number): string => '1'.repeat(Math.round((2 * ms * baud) / 1000))
  const typed = Array.from(text, (character) => {
    const code = character.charCodeAt(0)
    const data = Array.from({ length: 7 }, (_, bit) => (code >> bit) & 1)
    const parity = data.reduce((sum, bit) => sum ^ bit, 0)
    const bits = [0, ...data, parity].map((bit) => `${bit}${bit}`).join('')
    return bits + '11'.repeat(stopBits) + held(250 * random())
  })
  const args = [baud * 200, mark * (1 + typing.offset), space * (1 + typing.offset), typing.level]
  const { status, stdout } = spawnSync(
    sends,
    args.map((one) => `${Math.round(one)}`),
    { input: held(400) + typed.join('') + held(300), maxBuffer: 1 << 28 },
  )
  if (status !== 0) throw new Error('spandsp did not send')
  return Float32Array.from(
    { length: stdout.length >> 1 },
    (_, n) => stdout.readInt16LE(2 * n) / 32768,
  )
}
