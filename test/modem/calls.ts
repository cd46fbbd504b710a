import type { Heard, Mode, Sender } from '../../src/modem/mode.ts'
import { joined, silence } from './programs.ts'

/** What is sent of a text, in frames of a stream, and so long after it. */
export function sentBy(sender: Sender, text: string, afterMs = 400): Float32Array {
  const frames: Float32Array[] = []
  sender.write(text)
  for (let left = afterMs / 20; left > 0; left -= sender.waiting() === 0 ? 1 : 0) {
    const frame = new Float32Array(160)
    sender.fill(frame)
    frames.push(frame)
  }
  return joined(...frames)
}

/** All that a mode hears in a sound and the quiet two seconds after it. */
export function heardBy(mode: Mode, sound: Float32Array): readonly Heard[] {
  const listener = mode.hear()
  return [...listener.push(joined(silence(500), sound)), ...listener.push(silence(2000))]
}

export function textOf(heard: readonly Heard[]): string {
  return heard.map((one) => (one.kind === 'garble' ? '~' : one.text)).join('')
}

export function textBy(mode: Mode, sound: Float32Array): string {
  return textOf(heardBy(mode, sound))
}
