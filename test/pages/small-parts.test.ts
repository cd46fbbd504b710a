import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { numberFor, numbersOf } from '../../src/pages/phone/demo.ts'
import type { Device } from '../../src/phone/live-protocol.ts'
import {
  anotherMachine,
  rememberedCaller,
  rememberedMachine,
} from '../../src/pages/phone/machine.ts'
import { pairOf, ringOf } from '../../src/pages/phone/telephone/key-tones.ts'
import { keys } from '../../src/phone/live-protocol.ts'

const memoryOf = (kept = new Map<string, string>()) => ({
  getItem: (name: string) => kept.get(name) ?? null,
  setItem: (name: string, value: string) => {
    kept.set(name, value)
  },
})

describe('the tones of the keys', () => {
  test('every key has its own pair, as the standard says', () => {
    expect(keys.map((key) => [key, ...pairOf(key)])).toEqual([
      ['1', 697, 1209],
      ['2', 697, 1336],
      ['3', 697, 1477],
      ['4', 770, 1209],
      ['5', 770, 1336],
      ['6', 770, 1477],
      ['7', 852, 1209],
      ['8', 852, 1336],
      ['9', 852, 1477],
      ['*', 941, 1209],
      ['0', 941, 1336],
      ['#', 941, 1477],
    ])
  })

  test('it rings as it does in the country called', () => {
    expect(ringOf('NL')).toEqual([425])
    expect(ringOf('US')).toEqual([440, 480])
  })
})

describe('the made-up computer', () => {
  test('stays the same for a browser until another is asked for', () => {
    const memory = memoryOf()
    const first = rememberedMachine(memory, Math.random)
    expect(rememberedMachine(memory, Math.random)).toEqual(first)
    const second = anotherMachine(memory, Math.random)
    expect(second).not.toEqual(first)
    expect(rememberedMachine(memory, Math.random)).toEqual(second)
  })

  test('names enough components for an installation ID, disk and network among them', () => {
    const machine = anotherMachine(memoryOf(), Math.random)
    expect(Object.keys(machine).length).toBeGreaterThanOrEqual(4)
    expect(machine).toMatchObject({ disk: expect.any(String), network: expect.any(String) })
  })

  test('a browser that keeps nothing has a computer all the same', () => {
    const closed = {
      getItem: () => {
        throw new Error('denied')
      },
      setItem: () => {
        throw new Error('denied')
      },
    }
    expect(rememberedMachine(closed, Math.random).machine).toMatch(/^demo-/)
    expect(rememberedCaller(closed, () => 0.5)).toBe('500000')
  })

  test('its telephone keeps its number', () => {
    const memory = memoryOf()
    expect(rememberedCaller(memory, () => 0.000_042)).toBe('000042')
    expect(rememberedCaller(memory, () => 0.9)).toBe('000042')
  })
})

describe('the number that is offered first', () => {
  const numbers = [
    { number: '+441', shown: '1', country: 'GB', languages: ['en'], kind: 'voice' },
    { number: '+311', shown: '1', country: 'NL', languages: ['nl', 'en'], kind: 'both' },
    { number: '+321', shown: '1', country: 'BE', languages: ['nl', 'fr', 'de'], kind: 'text' },
  ] as const

  test('is the one of the country, else one where the language comes first, else the first', () => {
    expect(numberFor(numbers, 'BE', 'nl')?.country).toBe('BE')
    expect(numberFor(numbers, 'JP', 'nl')?.country).toBe('NL')
    expect(numberFor(numbers, undefined, 'de')?.country).toBe('GB')
  })

  test('is one that the telephone on the table can call', () => {
    const countries = (device: Device): readonly string[] =>
      numbersOf(numbers, device).map(({ country }) => country)
    expect(countries('telephone')).toEqual(['GB', 'NL'])
    expect(countries('text-telephone')).toEqual(['NL', 'BE'])
  })
})

describe('the words of the page', () => {
  type Texts = { readonly [key: string]: string | Texts }
  const keysIn = (texts: Texts, within = ''): readonly string[] =>
    Object.entries(texts).flatMap(([key, text]) => {
      if (typeof text !== 'string') return keysIn(text, `${within}${key}.`)
      const values = [...text.matchAll(/\{\{\w+\}\}/g)].map(([value]) => value).toSorted()
      return [`${within}${key} ${values.join(' ')}`]
    })
  const keyed = (language: string): readonly string[] =>
    keysIn(JSON.parse(readFileSync(`locales/${language}/pages.json`, 'utf8')) as Texts)

  test.each(['nl', 'de', 'fr', 'sv'])(
    '%s has every text that English has, with the same values',
    (language) => {
      expect(keyed(language).toSorted()).toEqual(keyed('en').toSorted())
    },
  )
})
