import { describe, expect, test } from '@jest/globals'
import { madeUpId, runOf, withWrongDigit } from '../support/ids.ts'
import { startTalk, type Talk } from '../support/talk.ts'

const id = madeUpId(31)
const digits = runOf(id)
const call = (options: Parameters<typeof startTalk>[0] = {}): Talk =>
  startTalk({ genuine: [id], answered: { isWritten: true }, ...options })

test('in writing nobody is told that no keys are heard, and the last goodbye has his case number', () => {
  const talk = call()
  expect(talk.expected()?.speech).toBe(false)
  expect(talk.hear('')).toEqual(['entry.silent 1'])
  expect(talk.hear('')).toEqual(['entry.loudspeaker 1'])
  expect(talk.hear('').filter((said) => said.startsWith('digits'))).toHaveLength(2)
  expect(talk.outcome()).toBe('nobody')
})

describe('what came through badly', () => {
  const garbled = [10, 24, 39, 46, 60]
  const keys = garbled.reduce((text, at) => withWrongDigit(text, at), digits)
  const doubts = Array.from(digits, (_, at) => (garbled.includes(at) ? 1 : 0))

  test('five digits in five groups that nobody could read heal without a question', () => {
    expect(call().input({ kind: 'keys', keys, doubts })).toEqual(['gate.ready'])
  })

  test('that is what their doubt is for: without it so many slips are no ID', () => {
    expect(call().input({ kind: 'keys', keys })).toEqual(['is.not-ours'])
  })

  test('the doubt is kept with the key, for a later call to go on from', () => {
    const talk = call()
    talk.input({ kind: 'keys', keys: '12#4', doubts: [0, 0.3, 0, 1] })
    expect(talk.keyed().slice(0, 4)).toEqual([
      { kind: 'press', key: '1' },
      { kind: 'press', key: '2', doubt: 0.3 },
      { kind: 'mark', mark: 'group-end' },
      { kind: 'press', key: '4', doubt: 1 },
    ])
  })
})

test('more than was asked for, as a whole ID with a mark after each group, was not cut off', () => {
  const slips = [id[0], '7777777', id[2], id[3], '888888', ...id.slice(5)].join('#')
  expect(call().input({ kind: 'keys', keys: slips })).toEqual(['entry.unclear 5'])
})

describe('what an answer may be', () => {
  const answers = (talk: Talk): string | undefined => talk.expected()?.answer

  test('from the welcome to the last block it is said with every question', () => {
    const talk = call()
    expect(answers(talk)).toBe('groups')
    talk.press(digits)
    expect(answers(talk)).toBe('any')
    talk.hear('#')
    expect(answers(talk)).toBe('read-back')
    talk.hear('5')
    expect(answers(talk)).toBe('any')
    talk.hear('1')
    for (const _ of id.slice(0, 8)) talk.hear('#')
    expect([answers(talk), talk.said.at(-1)?.at(-1)]).toEqual(['another', 'done.next-computer'])
  })

  test('a language, and what is offered, are answered in their own ways', () => {
    const languages = ['nl', 'en'].map((tag) => tag as never) as [never, never]
    expect(answers(call({ script: { choice: 'equal', languages } }))).toBe('language')
    const exhausted = call({
      activate: () => ({
        kind: 'refused',
        reason: 'exhausted',
        used: 3,
        limit: 3,
        extension: 'may-be-asked',
      }),
    })
    exhausted.press(digits)
    expect(answers(exhausted)).toBe('choice')
  })
})

describe('who wants to be asked once more, in another form', () => {
  test.each([
    ['', 'welcome.key-all'],
    [digits.slice(0, 14), 'entry.next-group 3'],
    [digits, 'gate.ready'],
  ])('is asked the same, and nothing counts as silence (%#)', (keys, last) => {
    const talk = call()
    if (keys !== '') talk.input({ kind: 'keys', keys })
    expect(talk.said.at(-1)?.at(-1)).toBe(last)
    for (const _ of [1, 2, 3, 4]) expect(talk.input({ kind: 'again' }).at(-1)).toBe(last)
    expect(talk.outcome()).toBeUndefined()
  })

  test('has the same block written once more', () => {
    const talk = call()
    talk.press(digits)
    talk.hear('#')
    talk.hear('#')
    expect(talk.input({ kind: 'again' })).toEqual(talk.said.at(-2))
  })
})
