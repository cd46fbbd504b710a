import { expect, test } from '@jest/globals'
import type { Language } from '../../src/base/brand.ts'
import { groupMissed, type Miss, missOf } from '../../src/dialogue/miss.ts'
import type { State } from '../../src/dialogue/state.ts'
import { dammDigit } from '../../src/identifiers/damm.ts'
import { madeUpId } from '../support/ids.ts'
import { startTalk, type Talk, type TalkOptions } from '../support/talk.ts'

const id = madeUpId(1)
const digits = id.join('')
const two = ['nl', 'en'].map((tag) => tag as Language) as [Language, Language]

/** What was in vain while a caller keyed these listenings, one after the other. */
function missesOf(talk: Talk, ...listenings: readonly string[]): readonly (Miss | undefined)[] {
  return listenings.map((keys) => {
    const before: State = talk.state()
    talk.hear(keys)
    return missOf(before, { kind: 'keys', keys, at: 0 }, talk.state())
  })
}

const start = (options: TalkOptions = {}): Talk => startTalk({ genuine: [id], ...options })

test('who keys his ID and hears his answer has missed nothing', () => {
  expect(missesOf(start(), digits, '#', '', '*', '')).toEqual(Array(5).fill(undefined))
})

test('silence where keys are waited for is a miss each time', () => {
  expect(missesOf(start(), '', digits.slice(0, 14), '', '')).toEqual([
    'silence',
    undefined,
    'silence',
    'silence',
  ])
})

test('silence after the last block, when there is no other computer, is an answer', () => {
  const talk = start()
  const blocks = Array<string>(9).fill('')
  expect(missesOf(talk, digits, ...blocks, '')).toEqual(Array(11).fill(undefined))
  expect(talk.outcome()).toBe('activated')
})

test('a group that must be asked for again is a miss', () => {
  const wrong = digits.replace(/^\d{7}/, (group) =>
    String((Number(group) + 1) % 10_000_000).padStart(7, '0'),
  )
  const talk = start({ genuine: [] })
  const [first] = missesOf(talk, wrong)
  expect(first).toBe('again')
  expect(missesOf(talk, '')).toEqual(['silence'])
})

test('languages that are offered once more are a miss, the main one for who keeps silent is none', () => {
  const equal = start({ script: { languages: two, choice: 'equal' } })
  expect(missesOf(equal, '', '')).toEqual(['silence', undefined])
  const other = start({ script: { languages: two, choice: 'equal' } })
  expect(missesOf(other, '9', '1')).toEqual(['again', undefined])
  const main = start({ script: { languages: two, choice: 'main-and-other' } })
  expect(missesOf(main, '')).toEqual([undefined])
})

test('what is said to the line instead of keyed brings nothing', () => {
  const talk = start()
  const before = talk.state()
  talk.input({ kind: 'text', text: 'hello' })
  expect(missOf(before, { kind: 'text', text: 'hello', at: 0 }, talk.state())).toBe('silence')
})

test('a hang-up is no miss', () => {
  const before = start().state()
  expect(missOf(before, { kind: 'hangup', at: 0 }, { kind: 'over', keyed: [] })).toBeUndefined()
})

test('a group of a finished case that is unclear or wrong is a miss', () => {
  const finishedCase = madeUpId(2)
  const talk = start({ finishedCase })
  const number = `8234567${dammDigit('8234567')}`
  const [wrong = '', right = ''] = [id[7], finishedCase[7]]
  talk.hear(number)
  expect(missesOf(talk, '5555555', wrong, right)).toEqual(['again', 'again', undefined])
})

test('a miss is about the group that is asked for, or that the caller would have begun with', () => {
  const groupsOf = (talk: Talk, ...listenings: readonly string[]): readonly unknown[] =>
    listenings.map((keys) => {
      const before = talk.state()
      talk.hear(keys)
      const miss = missOf(before, { kind: 'keys', keys, at: 0 }, talk.state())
      return miss && groupMissed(before, miss, talk.state())
    })
  expect(groupsOf(start(), '', digits.slice(0, 14), '')).toEqual([1, undefined, 3])
  const wrong = digits.replace(/^\d{7}/, (group) =>
    String((Number(group) + 1) % 10_000_000).padStart(7, '0'),
  )
  // The one of which an answer would tell most.
  expect(groupsOf(start({ genuine: [] }), wrong, '')).toEqual([9, 9])
})
