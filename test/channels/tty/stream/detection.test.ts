import { expect, test } from '@jest/globals'
import { createDetection } from '../../../../src/channels/tty/stream/detection.ts'
import type { Party } from '../../../../src/channels/tty/stream/party.ts'
import { createDetector } from '../../../../src/modem/baudot/detector.ts'
import { baudot45 } from '../../../../src/modem/baudot/mode.ts'
import { seededChance } from '../../../../src/phone/chance.ts'

const detection = (): { readonly party: Party; readonly told: string[] } => {
  const told: string[] = []
  const wire = { mark: () => {}, clear: () => {}, close: (why: string) => void told.push(why) }
  return { party: createDetection(createDetector(), wire, () => void told.push('found')), told }
}

/** How many frames of the sound are listened to before the stream is closed. */
const listensTo = (
  { party, told }: ReturnType<typeof detection>,
  sound: (at: number) => Float32Array | undefined,
): number => {
  for (let at = 0; at < 3_000; at += 1) {
    expect(party.frame(sound(at))).toBeUndefined()
    if (told.includes('end')) return at + 1
  }
  return Infinity
}

test('a text telephone is found out while it types, once, and its stream is closed', () => {
  const sender = baudot45.speak()
  sender.write('HELLO GA')
  const heard = detection()
  const frames = listensTo(heard, (at) => {
    const sound = new Float32Array(160)
    if (at >= 50) sender.fill(sound)
    return sound
  })
  expect(frames).toBeLessThan(50 + 150)
  expect(heard.told).toEqual(['found', 'end'])
  expect(heard.party.frame(undefined)).toBeUndefined()
  expect(heard.told).toHaveLength(2)
})

test('whoever is silent, or makes noise, is listened to for 15 seconds', () => {
  const chance = seededChance(5)
  for (const sound of [
    () => undefined,
    () => new Float32Array(160),
    () => Float32Array.from({ length: 160 }, () => (chance.below(2_000) - 1_000) / 1_000),
  ]) {
    const heard = detection()
    expect(listensTo(heard, sound)).toBe(750)
    expect(heard.told).toEqual(['end'])
  }
})
