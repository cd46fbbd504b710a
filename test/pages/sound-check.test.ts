import { describe, expect, test } from '@jest/globals'
import type { AttendingView, ContactView } from '../../src/operators/api/protocol-board.ts'
import type { Board } from '../../src/pages/console/desk/board.ts'
import { createSoundDevices } from '../../src/pages/console/softphone/sound-devices.ts'
import { levelOf, speechBegins } from '../../src/pages/console/softphone/sound-level.ts'
import { waitsFor } from '../../src/pages/console/softphone/waits-for.ts'

/** A tone of so many steps of 127 to each side. */
const tone = (steps: number): Uint8Array =>
  Uint8Array.from({ length: 2048 }, (_, at) => 128 + Math.round(steps * Math.sin(at / 5)))

describe('the microphone test', () => {
  test.each([
    ['silence', tone(0), 0, 0],
    ['the noise of a room', tone(1), 0, speechBegins],
    ['speech', tone(20), speechBegins, 0.9],
    ['a shout', tone(127), 0.9, 1],
    ['nothing', new Uint8Array(), 0, 0],
  ])('shows %s as loud as it is felt', (_, samples, from, to) => {
    expect(levelOf(samples)).toBeGreaterThanOrEqual(from)
    expect(levelOf(samples)).toBeLessThanOrEqual(to)
  })
})

test('a microphone and a loudspeaker that were chosen are known on the next page', async () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  }
  const media = {
    enumerateDevices: async () => [
      { kind: 'audioinput', deviceId: 'headset', label: 'Headset' },
      { kind: 'audioinput', deviceId: '', label: '' },
      { kind: 'videoinput', deviceId: 'camera', label: 'Camera' },
      { kind: 'audiooutput', deviceId: 'speaker', label: 'Speaker' },
    ],
  }
  const devices = createSoundDevices(storage, media)
  expect(await devices.list()).toEqual({
    input: [{ id: 'headset', name: 'Headset' }],
    output: [{ id: 'speaker', name: 'Speaker' }],
  })
  devices.choose({ input: 'headset' })
  expect(createSoundDevices(storage, undefined).chosen()).toEqual({ input: 'headset' })
  devices.choose({})
  expect(createSoundDevices(storage, undefined).chosen()).toEqual({})
})

describe('it rings', () => {
  const you = 'you' as Board['you'] & AttendingView['id']
  const waiting = { id: 'one', phase: 'waiting', canTake: true } as ContactView
  const board = (
    state: AttendingView['state'],
    contacts: readonly ContactView[] = [waiting],
  ): Board => ({
    contacts,
    attending: [{ id: you, state } as AttendingView],
    you,
    aheadInMs: 0,
  })

  test('for somebody whom an operator who is free can help', () => {
    expect(waitsFor(board('available'))).toEqual(['one'])
    expect(waitsFor(board('available', [{ ...waiting, canTake: false }]))).toEqual([])
  })

  test.each(['busy', 'after-call', 'away'] as const)('not for whoever is %s', (state) => {
    expect(waitsFor(board(state))).toEqual([])
  })

  test('not for whoever speaks with a caller', () => {
    const own = { ...waiting, id: 'own', phase: 'with', operator: { id: you, name: '' } } as const
    expect(waitsFor(board('available', [waiting, own]))).toEqual([])
  })
})
