import { expect, test } from '@jest/globals'
import { encode } from '../../../src/modem/baudot/encode.ts'
import { createStories, type Stories } from '../../../src/modem/baudot/stories.ts'
import type { Heard } from '../../../src/modem/mode.ts'

const everySecond = 170

/** The codes of a text, of which one has lost a bit whole, or more. */
function typed(stories: Stories, text: string, at = -1, lost: readonly number[] = []): string {
  const heard = encode(text).flatMap((code, place) =>
    stories.push(codeAt(code, place, place === at ? lost : [])),
  )
  return textOf(heard)
}

function codeAt(
  code: number,
  place: number,
  lost: readonly number[],
): Parameters<Stories['push']>[0] {
  let readings = [{ code, against: 0 }]
  for (const bit of lost) {
    // Of two that are as likely the first that comes is the wrong one.
    readings = readings.flatMap((one) => [{ code: one.code ^ (1 << bit), against: 0 }, one])
  }
  return {
    readings,
    isSure: lost.length === 0,
    isGarbled: lost.length > 1,
    mayBeNone: false,
    confidence: lost.length === 0 ? 0.9 : 0,
    atMs: place * everySecond,
  }
}

const textOf = (heard: readonly Heard[]): string =>
  heard.map((one) => (one.kind === 'garble' ? '~' : one.text)).join('')

test('a code of which nobody doubts anything is given at once', () => {
  const stories = createStories()
  expect(encode('A1').map((code, place) => textOf(stories.push(codeAt(code, place, []))))).toEqual([
    '',
    'A',
    '',
    '1',
  ])
})

test('a letter that lost a bit is the one that goes with its neighbours', () => {
  const text = 'THE COMPUTER IS NEW GA'
  const at = encode(text).indexOf(0x16)
  for (const bit of [0, 1, 2, 3, 4]) {
    expect(typed(createStories(), text, at, [bit])).toBe(text)
  }
})

test('a shift that lost a bit is found by what was typed after it', () => {
  const text = 'ROOM 90214 NOW'
  const figures = encode(text).indexOf(0x1b)
  expect(typed(createStories(), text, figures, [2])).toBe(text)
  expect(typed(createStories(), 'NETWORK NOW', 0, [2])).toBe('NETWORK NOW')
})

test('what is a shift to letters, or nothing but a packet lost from a held mark, is told by what comes after it', () => {
  const letters = 0x1f
  const digits = encode('90214')
  const typedWith = (codes: readonly number[]): string => {
    const stories = createStories()
    const heard = codes.flatMap((code, place) =>
      stories.push({ ...codeAt(code, place, []), mayBeNone: code === letters && place > 0 }),
    )
    return textOf([...heard, ...stories.settle(60_000)])
  }
  expect(typedWith([...digits.slice(0, 3), letters, ...digits.slice(3)])).toBe('90214')
  expect(typedWith(encode('7 NETWORK NOW'))).toBe('7 NETWORK NOW')
})

test('words of the top row stay words after a doubtful letter', () => {
  const text = 'IN PURITY QUIET'
  for (const bit of [0, 1, 2, 3, 4]) {
    expect(typed(createStories(), text, 3, [bit])).toContain('PURITY QUIET')
  }
})

test('of a code that lost two bits nothing is said, but what comes after it is read in its shift', () => {
  expect(typed(createStories(), 'IT IS 4471 GA', 10, [0, 3])).toBe('IT IS 44~1 GA')
})

test('a digit that lost a bit is given with no confidence, when nothing more comes too', () => {
  const stories = createStories()
  encode('90').forEach((code, place) => stories.push(codeAt(code, place, [])))
  const [five = 0] = encode('5').slice(1)
  expect(stories.push(codeAt(five, 3, [1]))).toEqual([])
  expect(stories.settle(3 * everySecond + 3000)).toEqual([])
  expect(stories.settle(3 * everySecond + 4000)).toMatchObject([
    { kind: 'character', confidence: 0 },
  ])
})
