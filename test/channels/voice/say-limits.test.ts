import { describe, expect, test } from '@jest/globals'
import type { Part } from '../../../src/channels/voice/phrases.ts'
import { cutToLimits } from '../../../src/channels/voice/say-limits.ts'

const text = (words: string): Part => ({ kind: 'text', text: words })
const rest: Part = { kind: 'break', ms: 500 }

const textOf = (parts: readonly Part[]): string =>
  parts.map((part) => (part.kind === 'text' ? part.text : '')).join(' ')

const polly = 'Polly.Laura-Neural'
const google = 'Google.nl-NL-Wavenet-A'

test('what fits is one Say', () => {
  expect(cutToLimits([text('Eén.'), rest, text('Twee.')], polly)).toEqual([
    [text('Eén.'), rest, text('Twee.')],
  ])
})

describe.each([
  [polly, 3000],
  [google, 5000],
  ['alice', 4096],
])('what %s says', (voice, most) => {
  const cut = (words: string): readonly string[] => cutToLimits([text(words)], voice).map(textOf)

  test.each([
    ['sentences', 'Dit is een zin van gewone lengte. '],
    ['words without a stop', 'woord '],
    ['one word without an end', 'x'],
    ['letters beyond ASCII', 'Это предложение. '],
    ['letters without blanks', '文字'],
    ['letters of four bytes', '\u{1F600}'],
  ])('is cut to its limits and all of it is said: %s', (_, unit) => {
    const words = unit.repeat(Math.ceil(20_000 / unit.length)).trim()
    const says = cut(words)
    for (const said of says) {
      expect(Buffer.byteLength(said)).toBeLessThanOrEqual(most)
      expect(encodeURIComponent(said).length).toBeLessThanOrEqual(4500)
    }
    expect(says.join('').replaceAll(' ', '')).toBe(words.replaceAll(' ', ''))
    expect(says.length).toBeLessThan(100)
  })

  test('is cut between sentences where there are some', () => {
    const says = cut('Dit is een zin van gewone lengte. '.repeat(300).trim())
    for (const said of says) expect(said).toMatch(/^Dit .*lengte\.$/)
  })
})

test('the breaks in what Google says count as well', () => {
  const parts = Array.from({ length: 300 }, () => [text('een'), rest]).flat()
  expect(cutToLimits(parts, polly)).toHaveLength(1)
  expect(cutToLimits(parts, google).length).toBeGreaterThan(1)
})

test('a Say never holds breaks alone', () => {
  expect(cutToLimits([rest, rest], polly)).toEqual([])
})
