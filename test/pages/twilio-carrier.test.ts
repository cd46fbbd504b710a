import { EventEmitter } from 'node:events'
import { describe, expect, test } from '@jest/globals'
import type { CarrierEvent } from '../../src/pages/console/softphone/carrier.ts'
import type { Chosen } from '../../src/pages/console/softphone/sound-devices.ts'
import {
  twilioCarrier,
  type TwilioDevice,
} from '../../src/pages/console/softphone/twilio-carrier.ts'

/** Stands in for Twilio's `Call`: tells its documented events, and notes what it is told. */
class StandInCall extends EventEmitter {
  readonly told: string[] = []
  disconnect(): void {
    this.told.push('disconnect')
  }
  mute(isOn: boolean): void {
    this.told.push(isOn ? 'mute' : 'unmute')
  }
}

/** And for its `Device`. */
class StandInDevice extends EventEmitter {
  readonly asked: unknown[] = []
  readonly tokens: string[] = []
  isDestroyed = false
  /** What it speaks by, in the order in which it was told. */
  readonly sound: string[] = []
  readonly audio = {
    setInputDevice: async (id: string) => void this.sound.push(`microphone ${id}`),
    unsetInputDevice: async () => void this.sound.push('no microphone'),
    speakerDevices: { set: async (id: string) => void this.sound.push(`loudspeaker ${id}`) },
  }
  readonly call = new StandInCall()
  /** Settles the call that was asked for. */
  readonly answer: PromiseWithResolvers<StandInCall> = Promise.withResolvers<StandInCall>()
  connect(options: unknown): Promise<StandInCall> {
    this.asked.push(options)
    return this.answer.promise
  }
  updateToken(token: string): void {
    this.tokens.push(token)
  }
  destroy(): void {
    this.isDestroyed = true
  }
}

function play(chosen: Chosen = {}) {
  const devices: StandInDevice[] = []
  const events: CarrierEvent[] = []
  let choose: (chosen: Chosen) => void = () => undefined
  const carrier = twilioCarrier(
    (token) => {
      const device = new StandInDevice()
      device.updateToken(token)
      devices.push(device)
      return device as unknown as TwilioDevice
    },
    {
      chosen: () => chosen,
      onChosen: (listener) => {
        choose = listener
      },
    },
  )
  const settle = async (): Promise<void> => {
    for (let turns = 0; turns < 4; turns += 1) await Promise.resolve()
  }
  const device = (): StandInDevice => {
    const last = devices.at(-1)
    if (last === undefined) throw new Error('nothing was opened')
    return last
  }
  return {
    carrier,
    choose: (next: Chosen) => choose(next),
    events,
    device,
    settle,
    dial: (isMuted = false) =>
      carrier.dial({
        contact: 'one',
        token: 'token',
        isMuted,
        tell: (event) => events.push(event),
      }),
    /** A call that Twilio has begun. */
    begun: async (): Promise<StandInCall> => {
      const { call, answer } = device()
      answer.resolve(call)
      await settle()
      return call
    },
  }
}

describe('Twilio’s softphone', () => {
  test('dials with the contact alone, and is connected when its call is accepted', async () => {
    const played = play()
    played.dial()
    const call = await played.begun()
    expect(played.device().asked).toEqual([
      { params: { contact: 'one' }, rtcConstraints: { audio: true } },
    ])
    expect(played.events).toEqual([])
    call.emit('accept')
    expect(played.events).toEqual([{ kind: 'connected' }])
  })

  test('is muted from its first moment where its operator is', async () => {
    const played = play()
    played.dial(true)
    const call = await played.begun()
    call.emit('accept')
    played.carrier.mute(false)
    expect(call.told).toEqual(['mute', 'unmute'])
  })

  test('wavers while Twilio makes the connection again, and then speaks on', async () => {
    const played = play()
    played.dial()
    const call = await played.begun()
    for (const event of ['accept', 'reconnecting', 'reconnected']) call.emit(event)
    expect(played.events.map(({ kind }) => kind)).toEqual(['connected', 'wavers', 'connected'])
  })

  test.each([
    ['a call that is hung up is over', [['disconnect']], 'over'],
    [
      'a microphone that is refused is told as that, though Twilio says so after the call',
      [['disconnect'], ['error', { code: 31401 }]],
      'microphone',
    ],
    [
      'a network that failed is told as that',
      [['error', { code: 53405 }], ['disconnect']],
      'failed',
    ],
    ['a call that was called off is over', [['cancel']], 'over'],
  ] as const)('%s', async (_, told, why) => {
    const played = play()
    played.dial()
    const call = await played.begun()
    for (const [event, error] of told) call.emit(event, error)
    await played.settle()
    expect(played.events).toEqual([{ kind: 'ended', why }])
  })

  test('that cannot reach Twilio is opened anew for the next call', async () => {
    const played = play()
    played.dial()
    const first = played.device()
    first.emit('error', { code: 31005 })
    expect(played.events).toEqual([{ kind: 'ended', why: 'failed' }])
    expect(first.isDestroyed).toBe(true)
    played.dial()
    expect(played.device()).not.toBe(first)
  })

  test('that Twilio does not let dial has failed', async () => {
    const played = play()
    played.dial()
    played.device().answer.reject(Object.assign(new Error('no'), { code: 20104 }))
    await played.settle()
    expect(played.events).toEqual([{ kind: 'ended', why: 'failed' }])
  })

  test('tells that its token ends soon, and takes another', async () => {
    const played = play()
    played.dial()
    const call = await played.begun()
    call.emit('accept')
    played.device().emit('tokenWillExpire', played.device())
    expect(played.events.at(-1)).toEqual({ kind: 'expires' })
    played.carrier.renew?.('newer')
    expect(played.device().tokens).toEqual(['token', 'newer'])
  })

  test('speaks by the microphone and the loudspeaker that were chosen, and listens no longer than the call lasts', async () => {
    const played = play({ input: 'headset', output: 'speaker' })
    played.dial()
    const call = await played.begun()
    call.emit('accept')
    expect(played.device().asked).toMatchObject([
      { rtcConstraints: { audio: { deviceId: 'headset' } } },
    ])
    played.choose({ input: 'table' })
    call.emit('disconnect')
    await played.settle()
    expect(played.device().sound).toEqual([
      'loudspeaker speaker',
      'loudspeaker default',
      'microphone table',
      'no microphone',
    ])
  })

  test('that was hung up before Twilio had begun its call hangs up then, and says nothing', async () => {
    const played = play()
    played.dial()
    played.carrier.hangUp()
    const call = await played.begun()
    expect(call.told).toEqual(['disconnect'])
    call.emit('accept')
    expect(played.events).toEqual([])
  })
})
