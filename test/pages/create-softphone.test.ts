import { expect, test } from '@jest/globals'
import type { Carrier, Dial } from '../../src/pages/console/softphone/carrier.ts'
import {
  createSoftphone,
  type Softphone,
} from '../../src/pages/console/softphone/create-softphone.ts'
import { rememberedMutes } from '../../src/pages/console/softphone/remembered-mutes.ts'
import type { Wanted } from '../../src/pages/console/softphone/wanted.ts'
import type { Refusal } from '../../src/operators/api/protocol.ts'
import type { SoftphoneAccess } from '../../src/operators/api/protocol-board.ts'

type Played = {
  readonly softphone: Softphone
  readonly carried: readonly string[]
  /** The last call that was made. */
  readonly call: () => Dial
  /** Lets so much time pass. */
  readonly pass: (ms: number) => Promise<void>
}

const given: SoftphoneAccess = { kind: 'simulated', address: '/phone/operator', token: 'token' }
const caller: Wanted = {
  id: 'one',
  language: 'nl',
  as: 'operator',
  isHere: false,
  isCallerHere: true,
}

function play(
  answers: readonly (SoftphoneAccess | Refusal)[] = [],
  kept = new Map<string, string>(),
): Played {
  const carried: string[] = []
  const dials: Dial[] = []
  let now = 0
  let timers: readonly { readonly at: number; readonly run: () => void }[] = []
  const left = [...answers]
  const carrier: Carrier = {
    dial: (dial) => {
      carried.push(`dial ${dial.contact} ${dial.token}${dial.isMuted ? ' muted' : ''}`)
      dials.push(dial)
    },
    hangUp: () => carried.push('hang up'),
    mute: (isOn) => carried.push(isOn ? 'mute' : 'heard'),
    renew: (token) => carried.push(`renew ${token}`),
  }
  const softphone = createSoftphone({
    askForAccess: () => Promise.resolve(left.shift() ?? given),
    openCarrier: () => Promise.resolve(carrier),
    after: (ms, run) => {
      const timer = { at: now + ms, run }
      timers = [...timers, timer]
      return () => {
        timers = timers.filter((one) => one !== timer)
      }
    },
    mutes: rememberedMutes({
      getItem: (name) => kept.get(name) ?? null,
      setItem: (name, value) => kept.set(name, value),
      removeItem: (name) => kept.delete(name),
    }),
  })
  return {
    softphone,
    carried,
    call: () => {
      const last = dials.at(-1)
      if (last === undefined) throw new Error('nobody was called')
      return last
    },
    pass: async (ms) => {
      const until = now + ms
      for (;;) {
        // What was promised comes first.
        for (let turns = 0; turns < 8; turns += 1) await Promise.resolve()
        const next = timers
          .toSorted((one, other) => one.at - other.at)
          .find(({ at }) => at <= until)
        if (next === undefined) break
        now = next.at
        timers = timers.filter((one) => one !== next)
        next.run()
      }
      now = until
    },
  }
}

async function talking(played: Played): Promise<void> {
  played.softphone.open()
  await played.pass(0)
  played.softphone.want(caller)
  await played.pass(0)
  played.call().tell({ kind: 'connected' })
}

test('a call is made for the caller whom the desk names, and made again when it is lost', async () => {
  const played = play()
  await talking(played)
  expect(played.softphone.standing().call).toBe('talking')
  played.call().tell({ kind: 'ended', why: 'failed' })
  await played.pass(499)
  expect(played.carried).toEqual(['dial one token'])
  await played.pass(1)
  expect(played.carried).toEqual(['dial one token', 'dial one token'])
})

test('a call of which nothing is heard for half a minute is given up, and made again', async () => {
  const played = play()
  played.softphone.open()
  played.softphone.want(caller)
  await played.pass(0)
  const first = played.call()
  await played.pass(29_999)
  expect(played.carried).toEqual(['dial one token'])
  await played.pass(1)
  first.tell({ kind: 'connected' })
  expect(played.softphone.standing().call).toBe('lost')
  await played.pass(500)
  expect(played.carried).toEqual(['dial one token', 'hang up', 'dial one token'])
})

test('what an earlier call tells changes nothing any more', async () => {
  const played = play()
  await talking(played)
  const earlier = played.call()
  earlier.tell({ kind: 'ended', why: 'failed' })
  await played.pass(500)
  played.call().tell({ kind: 'connected' })
  earlier.tell({ kind: 'ended', why: 'over' })
  expect(played.softphone.standing().call).toBe('talking')
})

test('a line that gives no access is asked again, and then the call is made', async () => {
  const unreachable: Refusal = { kind: 'refused', reason: 'unreachable' }
  const played = play([unreachable, given, unreachable])
  played.softphone.open()
  played.softphone.want(caller)
  await played.pass(1_999)
  expect(played.softphone.standing().access).toBeUndefined()
  await played.pass(1)
  expect(played.softphone.standing().call).toBe('lost')
  await played.pass(500)
  expect(played.carried).toEqual(['dial one token'])
})

test('where operators have no telephones none is asked for again', async () => {
  const played = play([{ kind: 'refused', reason: 'not-found' }])
  played.softphone.open()
  await played.pass(60_000)
  expect(played.softphone.standing().access).toBe('refused')
})

test('an access that ends is renewed while the call goes on, however often that fails', async () => {
  const played = play([
    given,
    given,
    { kind: 'refused', reason: 'unreachable' },
    { ...given, token: 'newer' },
  ])
  await talking(played)
  played.call().tell({ kind: 'expires' })
  await played.pass(5_000)
  expect(played.carried).toEqual(['dial one token', 'renew newer'])
  expect(played.softphone.standing().call).toBe('talking')
})

test('whoever was muted is muted on a page that is loaded anew, and with the next caller is not', async () => {
  const kept = new Map<string, string>()
  const before = play([], kept)
  await talking(before)
  before.softphone.mute(true)
  const anew = play([], kept)
  await talking(anew)
  expect(anew.carried).toEqual(['dial one token muted'])
  anew.softphone.want({ ...caller, id: 'two' })
  await anew.pass(0)
  expect(anew.carried).toEqual(['dial one token muted', 'hang up', 'dial two token'])
})
