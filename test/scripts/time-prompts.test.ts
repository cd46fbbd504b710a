import { expect, test } from '@jest/globals'
import type { Language } from '../../src/base/brand.ts'
import { promptKeys } from '../../src/dialogue/prompt-keys.ts'
import { loadScripts } from '../../src/scripts/load-scripts.ts'
import { timePrompts } from '../../src/scripts/time-prompts.ts'
import { createWording } from '../../src/wording/create-wording.ts'

const { scripts, locales } = loadScripts({
  scriptsFolder: 'voice-scripts',
  localesFolder: 'locales',
})
const names = new Map([...scripts.values()].flatMap((script) => [...script.names]))
const times = timePrompts(createWording(locales), names)
const secondsOf = (name: string, language: string): number =>
  times.find((time) => time.name === name)?.seconds[language as Language] ?? Number.NaN

test('every prompt and a block at each pace is timed in every language', () => {
  expect(times.map(({ name }) => name)).toEqual([
    ...promptKeys,
    'a block, slow',
    'a block, normal',
    'a block, fast',
  ])
  for (const { seconds } of times) {
    expect(Object.keys(seconds).toSorted()).toEqual(['de', 'en', 'fr', 'nl', 'sv'])
    expect(Math.min(...Object.values(seconds))).toBeGreaterThan(0.3)
  }
})

test('a block is said in about five seconds, slower when asked', () => {
  expect(secondsOf('a block, normal', 'nl')).toBeGreaterThan(4.5)
  expect(secondsOf('a block, normal', 'nl')).toBeLessThan(5.5)
  expect(secondsOf('a block, slow', 'nl')).toBeGreaterThan(6.5)
  expect(secondsOf('a block, fast', 'nl')).toBeLessThan(4.5)
})

test('nobody listens longer than ten seconds before the first key', () => {
  for (const language of ['de', 'en', 'fr', 'nl', 'sv']) {
    const both = secondsOf('welcome.who', language) + secondsOf('welcome.key-all', language)
    expect(both).toBeLessThanOrEqual(10)
  }
})
