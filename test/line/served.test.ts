import { expect, test } from '@jest/globals'
import { demoNumbers, textNumbers } from '../../src/line/served.ts'
import { loadScripts } from '../../src/scripts/load-scripts.ts'

const { scripts } = loadScripts({ scriptsFolder: 'voice-scripts', localesFolder: 'locales' })

test('the demo has a number to speak at and one for text telephones in each country', () => {
  const numbers = demoNumbers(scripts)
  expect(numbers.map(({ country, kind }) => `${country} ${kind}`)).toEqual(
    [...scripts.keys()].flatMap((country) => [`${country} voice`, `${country} text`]),
  )
  expect(new Set(numbers.map(({ number }) => number)).size).toBe(numbers.length)
})

test('people write at the numbers for text telephones, by the customs of their country', () => {
  const numbers = demoNumbers(scripts)
  const written = textNumbers(scripts, numbers)
  expect([...written.keys()]).toEqual(
    numbers.filter(({ kind }) => kind === 'text').map(({ number }) => number),
  )
  for (const { number, country } of numbers)
    expect([undefined, scripts.get(country)?.text]).toContain(written.get(number)?.customs)
})
