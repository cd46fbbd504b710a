import { expect, test } from '@jest/globals'
import { createLoad } from '../../../src/channels/voice/load.ts'

const limits = {
  call: { inHand: 2, roundInMs: 300 },
  turn: { inHand: 3, roundInMs: 1_000 },
}

const openLoad = () => {
  const time = { now: 5_000 }
  const rounds: (() => void)[] = []
  const load = createLoad(limits, { now: () => time.now, everyRound: (work) => rounds.push(work) })
  return {
    load,
    pass: (ms: number) => (time.now += ms),
    comeRound: () => rounds.forEach((work) => work()),
    tooMuchFor: () => (['call', 'turn'] as const).filter(load.isTooMuchFor),
  }
}

test('turns that wait for others make room, calls first, until they are done or have failed', async () => {
  const { load, tooMuchFor } = openLoad()
  const ends: PromiseWithResolvers<void>[] = []
  const taken: Promise<unknown>[] = []
  const take = (): void => {
    const end = Promise.withResolvers<void>()
    ends.push(end)
    taken.push(load.during(() => end.promise).catch(() => {}))
  }
  take()
  expect(tooMuchFor()).toEqual([])
  take()
  expect(tooMuchFor()).toEqual(['call'])
  take()
  expect(tooMuchFor()).toEqual(['call', 'turn'])
  ends[0]?.reject(new Error('failed'))
  ends[1]?.resolve()
  await Promise.all(taken.slice(0, 2))
  expect(tooMuchFor()).toEqual([])
})

test('a round that lasts makes room at once, while it lasts and in the next one', () => {
  const { pass, comeRound, tooMuchFor } = openLoad()
  expect(tooMuchFor()).toEqual([])
  pass(299)
  expect(tooMuchFor()).toEqual([])
  pass(1)
  expect(tooMuchFor()).toEqual(['call'])
  pass(700)
  expect(tooMuchFor()).toEqual(['call', 'turn'])
  comeRound()
  expect(tooMuchFor()).toEqual(['call', 'turn'])
  pass(20)
  comeRound()
  expect(tooMuchFor()).toEqual([])
})

test('a process that has nothing to do comes round all the time', () => {
  const { pass, comeRound, tooMuchFor } = openLoad()
  for (let rounds = 0; rounds < 1_000; rounds += 1) {
    pass(20)
    comeRound()
    expect(tooMuchFor()).toEqual([])
  }
})
