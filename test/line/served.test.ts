import { expect, test } from '@jest/globals'
import { demoNumbers, voiceNumbers } from '../../src/line/served.ts'
import { loadScripts } from '../../src/scripts/load-scripts.ts'

const { scripts } = loadScripts({ scriptsFolder: 'voice-scripts', localesFolder: 'locales' })

test('the demo has a number to speak at and one for text telephones in each country', () => {
  const numbers = demoNumbers(scripts)
  expect(numbers.map(({ country, kind }) => `${country} ${kind}`)).toEqual(
    [...scripts.keys()].flatMap((country) => [`${country} voice`, `${country} text`]),
  )
  expect(new Set(numbers.map(({ number }) => number)).size).toBe(numbers.length)
})

test('nobody speaks at a number for text telephones', () => {
  const numbers = demoNumbers(scripts)
  expect([...voiceNumbers(scripts, numbers).keys()]).toEqual(
    numbers.filter(({ kind }) => kind === 'voice').map(({ number }) => number),
  )
})
