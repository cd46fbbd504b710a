import { describe, expect, test } from '@jest/globals'
import {
  average,
  fluent,
  hashing,
  mobile,
  relay,
  seventy,
  waiting,
  type Manner,
} from '../../../src/phone/callers/manner.ts'
import { strokesOf, type Stroke } from '../../../src/phone/callers/strokes.ts'
import { seededChance } from '../../../src/phone/index.ts'
import { drawGap } from '../../../src/phone/gap.ts'

const entries = 600
const nine = Array.from({ length: 9 }, (_, place) => ({ group: place + 1, keys: '1234567' }))

const entryOf = (manner: Manner, seed: number): readonly Stroke[] =>
  strokesOf(nine, manner, seededChance(seed))

/** The keys of an entry that fall into the gaps of a line with one timer. */
const lostKeys = (manner: Manner, timerInMs: number, seed: number): number => {
  const gaps = seededChance(seed + 1_000_000)
  let at = 0
  let opens = 0
  let closes = Infinity
  let lost = 0
  for (const { beforeInMs } of entryOf(manner, seed)) {
    at += beforeInMs
    while (at >= closes) {
      opens = closes + drawGap(gaps, 700)
      closes = opens + timerInMs
    }
    if (at < opens) lost += 1
    else closes = at + timerInMs
  }
  return lost
}

/** The share of entries, in per cent, that lose a key. */
const sharePerCent = (manner: Manner, timerInMs: number): number => {
  const seeds = Array.from({ length: entries }, (_, seed) => seed)
  return (seeds.filter((seed) => lostKeys(manner, timerInMs, seed) > 0).length / entries) * 100
}

const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const pausesOf = (manner: Manner, isWanted: (place: number) => boolean): readonly number[] =>
  Array.from({ length: 200 }, (_, seed) => entryOf(manner, seed)).flatMap((strokes) =>
    strokes.filter((_, place) => isWanted(place)).map(({ beforeInMs }) => beforeInMs),
  )

describe('how many entries lose a key to the gap', () => {
  test.each([
    ['average', average, 60, 0.9],
    ['mobile', mobile, 69, 16],
    ['seventy years old', seventy, 70, 34],
  ])('%s: with a timer of 3 s and of 8 s as stated', (_, manner, short, long) => {
    expect(Math.abs(sharePerCent(manner, 3000) - short)).toBeLessThan(5)
    expect(Math.abs(sharePerCent(manner, 8000) - long)).toBeLessThan(4)
  })

  test('the fluent caller loses none', () => {
    expect(sharePerCent(fluent, 3000)).toBeLessThan(0.2)
  })
})

describe('the timing of keys', () => {
  test.each([
    ['fluent', fluent, 250, 600],
    ['average', average, 450, 2100],
    ['relay operator', relay, 400, 1500],
  ])('%s: key to key and group to group as stated', (_, manner, key, between) => {
    const inside = medianOf(pausesOf(manner, (place) => place % 7 !== 0))
    const border = medianOf(pausesOf(manner, (place) => place % 7 === 0 && place > 0))
    expect(Math.abs(inside / key - 1)).toBeLessThan(0.05)
    expect(Math.abs(border / between - 1)).toBeLessThan(0.05)
  })

  test('a mobile telephone is keyed in bursts of two to four keys', () => {
    const bursts = Array.from({ length: 300 }, (_, seed) => entryOf(mobile, seed)).flatMap(
      (strokes) => {
        const group = strokes.slice(0, 7)
        const looks = group.flatMap(({ beforeInMs }, place) =>
          place > 0 && beforeInMs > 1200 ? [place] : [],
        )
        return looks.slice(0, 1)
      },
    )
    const inRange = bursts.filter((place) => place >= 2 && place <= 4).length / bursts.length
    expect(inRange).toBeGreaterThan(0.85)
  })

  test('at seventy two pauses in five between groups last 8 s', () => {
    const borders = pausesOf(seventy, (place) => place % 7 === 0 && place > 0)
    const long = borders.filter((ms) => ms > 4500)
    expect(Math.abs(long.length / borders.length - 0.4)).toBeLessThan(0.04)
    expect(Math.abs(medianOf(long) / 8000 - 1)).toBeLessThan(0.05)
  })

  test('a relay operator answers after about 20 s', () => {
    expect(relay.answer.medianInMs).toBe(20_000)
  })
})

test('who presses hash does so after each of the nine groups', () => {
  expect(
    entryOf(hashing, 1)
      .map(({ key }) => key)
      .join(''),
  ).toBe('1234567#'.repeat(9))
})

test('who waits to be answered waits before each group but the first', () => {
  const waits = entryOf(waiting, 1).flatMap(({ waits: does }, place) => (does ? [place] : []))
  expect(waits).toEqual([7, 14, 21, 28, 35, 42, 49, 56])
})
