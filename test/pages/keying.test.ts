import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { keyForCaller } from '../../src/pages/phone/telephone/keying.ts'
import type { Key } from '../../src/phone/live-protocol.ts'

type State = { call: { phase: string; hears: number }; speaking: boolean }

const keys: readonly Key[] = ['1', '1', '9', '1', '4', '1', '8', '6', '1', '3']

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

function telephoneWith(state: State) {
  const pressed: Key[] = []
  const done = jest.fn()
  const telephone = {
    state: () => state,
    press: (key: Key) => {
      pressed.push(key)
    },
    release: () => undefined,
  }
  const options = { speed: 1, random: () => 0.5, onKey: () => undefined, onDone: done }
  return { pressed, done, hand: keyForCaller(telephone, keys, options) }
}

const asked = { call: { phase: 'talking', hears: 63 }, speaking: false }

describe('the helping hand', () => {
  test('keys all of it, in a person’s time', () => {
    const { pressed, done } = telephoneWith(asked)
    jest.advanceTimersByTime(4000)
    expect(pressed.length).toBeGreaterThan(3)
    expect(pressed.length).toBeLessThan(keys.length)
    jest.advanceTimersByTime(10_000)
    expect(pressed).toEqual(keys)
    expect(done).toHaveBeenCalled()
  })

  test('lets the line finish, and leaves the choice of a language to the caller', () => {
    const state = { call: { phase: 'talking', hears: 63 }, speaking: true }
    const { pressed } = telephoneWith(state)
    jest.advanceTimersByTime(20_000)
    state.speaking = false
    state.call = { phase: 'talking', hears: 1 }
    jest.advanceTimersByTime(20_000)
    expect(pressed).toEqual([])
    state.call = { phase: 'talking', hears: 63 }
    jest.advanceTimersByTime(3000)
    expect(pressed[0]).toBe('1')
  })

  test('waits while the line is deaf, and goes on with the next key', () => {
    const state = structuredClone(asked)
    const { pressed } = telephoneWith(state)
    jest.advanceTimersByTime(3500)
    state.call.hears = 0
    const before = pressed.length
    jest.advanceTimersByTime(5000)
    expect(pressed).toHaveLength(before)
    state.call.hears = 40
    jest.advanceTimersByTime(10_000)
    expect(pressed).toEqual(keys)
  })

  test('stops when it is told to, and when the call is over', () => {
    const told = telephoneWith(asked)
    jest.advanceTimersByTime(3000)
    told.hand.stop()
    const before = told.pressed.length
    jest.advanceTimersByTime(10_000)
    expect(told.pressed).toHaveLength(before)

    const state = structuredClone(asked)
    const hungUp = telephoneWith(state)
    state.call.phase = 'ended'
    jest.advanceTimersByTime(10_000)
    expect(hungUp.done).toHaveBeenCalledTimes(1)
    expect(hungUp.pressed).toEqual([])
  })
})
