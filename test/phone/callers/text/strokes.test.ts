import { describe, expect, test } from '@jest/globals'
import { byHand, typist, type TextManner } from '../../../../src/phone/callers/text/manner.ts'
import { textStrokes, type TextStroke } from '../../../../src/phone/callers/text/strokes.ts'
import { seededChance } from '../../../../src/phone/index.ts'

const text = '1234567 8901234 5678901 GA'
const seeds = Array.from({ length: 400 }, (_, seed) => seed)
const typed = (manner: TextManner, seed: number): readonly TextStroke[] =>
  textStrokes(text, { manner, chance: seededChance(seed) })
const keysOf = (manner: TextManner, seed: number): string =>
  typed(manner, seed)
    .map(({ key }) => key)
    .join('')

/** As the other end reads it: a backspace takes a character back, and a run of X the word before it. */
function corrected(keys: string): string {
  let text = ''
  for (const key of keys) text = key === '\b' ? text.slice(0, -1) : text + key
  return text.replaceAll(/[^\s]*X{3,} /g, '')
}

test('by hand the pauses are 50 ms and more, 300 on the average; a typist makes none', () => {
  const pauses = seeds.flatMap((seed) =>
    typed({ ...byHand, slips: { share: 0, seen: 0 } }, seed).map(({ beforeInMs }) => beforeInMs),
  )
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(50)
  expect(pauses.reduce((sum, ms) => sum + ms, 0) / pauses.length).toBeCloseTo(300, -1)
  expect(typed(typist, 1).every(({ beforeInMs }) => beforeInMs === 0)).toBe(true)
})

describe('slips', () => {
  test('three keys in a hundred go wrong, and what nobody sees stays', () => {
    const unseen = { ...byHand, slips: { share: 0.03, seen: 0 } }
    const wrong = seeds.filter((seed) => keysOf(unseen, seed) !== text).length
    const expected = 400 * (1 - 0.97 ** text.length)
    expect(Math.abs(wrong - expected)).toBeLessThan(40)
  })

  test.each(['backspace', 'crossing-out'] as const)(
    'what is seen is set right by %s',
    (corrects) => {
      const seen = { ...byHand, corrects, slips: { share: 0.03, seen: 1 } }
      for (const seed of seeds) expect(corrected(keysOf(seen, seed))).toBe(text)
      const mark = corrects === 'backspace' ? '\b' : 'XXX'
      expect(seeds.some((seed) => keysOf(seen, seed).includes(mark))).toBe(true)
    },
  )
})
