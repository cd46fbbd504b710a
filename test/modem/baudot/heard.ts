import { createListener } from '../../../src/modem/baudot/listen.ts'
import type { Heard } from '../../../src/modem/mode.ts'
import { silence } from '../programs.ts'

/** All that is heard in a sound and the two quiet seconds after it, in pieces of so many samples. */
export function heardIn(sound: Float32Array, piece = 160): readonly Heard[] {
  const listener = createListener()
  return [sound, silence(2000)].flatMap((part) => {
    const heard: Heard[] = []
    for (let at = 0; at < part.length; at += piece) {
      heard.push(...listener.push(part.subarray(at, at + piece)))
    }
    return heard
  })
}

export function textIn(sound: Float32Array): string {
  return heardIn(sound)
    .map((one) => (one.kind === 'garble' ? '~' : one.text))
    .join('')
}
