import { expect, test } from '@jest/globals'
import { pause, virtualClock } from '../../src/phone/index.ts'

const never = new AbortController().signal

test('hours pass in an instant, and what was asked for happens in its order', async () => {
  const clock = virtualClock()
  const happened: string[] = []
  const wait = async (name: string, ms: number): Promise<void> => {
    await pause(clock, ms, never)
    happened.push(`${name} at ${clock.now()}`)
  }
  await Promise.all([wait('third', 7_200_000), wait('first', 1), wait('second', 5000)])
  expect(happened).toEqual(['first at 1', 'second at 5000', 'third at 7200000'])
})

test('what is due at the same moment happens in the order in which it was asked for', async () => {
  const clock = virtualClock()
  const happened: number[] = []
  for (const n of [1, 2, 3]) clock.after(1000, () => happened.push(n))
  await pause(clock, 1000, never)
  expect(happened).toEqual([1, 2, 3])
})

test('no time passes while the outside world is at work', async () => {
  const clock = virtualClock()
  clock.after(1, () => {})
  const outside = new Promise((resolve) =>
    setImmediate(() => setImmediate(() => setImmediate(resolve))),
  )
  await clock.during(() => outside)
  expect(clock.now()).toBe(0)
  await pause(clock, 10, never)
  expect(clock.now()).toBe(10)
})

test('time goes on when the outside world failed', async () => {
  const clock = virtualClock()
  await expect(clock.during(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
  await pause(clock, 10, never)
  expect(clock.now()).toBe(10)
})

test('what was taken back does not happen', async () => {
  const clock = virtualClock()
  let happened = false
  clock.after(5, () => {
    happened = true
  })()
  await pause(clock, 10, never)
  expect(happened).toBe(false)
})

test('a pause ends at once when it is stopped', async () => {
  const clock = virtualClock()
  const stop = new AbortController()
  clock.after(30, () => stop.abort())
  await pause(clock, 1000, stop.signal)
  expect(clock.now()).toBe(30)
  await pause(clock, 1000, stop.signal)
  expect(clock.now()).toBe(30)
})
