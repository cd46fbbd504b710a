import { describe, expect, test } from '@jest/globals'
import type { Language } from '../../src/base/brand.ts'
import { digitsOf } from '../../src/dialogue/entry.ts'
import { madeUpId, presses, runOf, withWrongDigit } from '../support/ids.ts'
import { startTalk, type Talk, type TalkOptions } from '../support/talk.ts'

const id = madeUpId(31)
const digits = runOf(id)
const groups = (from: number, to: number): string => id.slice(from - 1, to).join('')

/** The record of the call is lost; these keys came in as it was looked for. */
const lostAt = (keys: string, options: TalkOptions['answered'] = {}, script = {}): Talk =>
  startTalk({ genuine: [id], script, answered: { lost: { keys }, ...options } })

describe('when the record of a call is lost, and the caller has just keyed', () => {
  test('the first groups, the line goes on with the one after them', () => {
    const talk = lostAt(groups(1, 4))
    expect(talk.said).toEqual([['apology.go-on', 'entry.next-group 5']])
    expect(talk.press(groups(5, 9))).toEqual(['gate.ready'])
  })

  test('a part of a group after them, he goes on inside it', () => {
    const talk = lostAt(digits.slice(0, 31))
    expect(talk.said).toEqual([['apology.go-on']])
    expect(talk.press(digits.slice(31))).toEqual(['gate.ready'])
  })

  test('all nine, he is asked nothing', () => {
    expect(lostAt(digits).said).toEqual([['gate.ready']])
  })

  test('a slip among them, they are kept all the same', () => {
    const talk = lostAt(withWrongDigit(groups(1, 5), 9))
    expect(talk.said).toEqual([['apology.go-on', 'entry.next-group 6']])
    talk.press(groups(6, 9))
    expect(talk.said.at(-2)).toEqual(['gate.ready'])
  })

  test('the last groups, they go on top of what his case still holds', () => {
    const talk = lostAt(groups(6, 9), { beginnings: [presses(groups(1, 5))] })
    expect(talk.said).toEqual([['gate.ready']])
  })

  test('groups of which the first are lost, he is asked for all of them', () => {
    const talk = lostAt(groups(6, 9))
    expect(talk.said).toEqual([['apology.begin-again', 'welcome.who', 'welcome.key-all']])
    expect(talk.press(digits)).toEqual(['gate.ready'])
  })

  test.each(['', '1', '2', '#', '915'])('%j, which is none of an ID, he begins again', (keys) => {
    expect(lostAt(keys).said[0]?.[0]).toBe('apology.begin-again')
  })

  test('that he wants a person, one is looked for', () => {
    expect(lostAt(`${groups(1, 2)}*0`).sought).toMatchObject([{ reason: 'asked' }])
    expect(digitsOf(lostAt(`${groups(1, 2)}*0`).keyed())).toBe(groups(1, 2))
    expect(lostAt('0').said).toEqual([['apology.go-on', 'entry.lone-zero']])
  })

  test('and the line is unable by now, his groups wait under the case number', () => {
    const talk = lostAt(groups(1, 4), { line: 'unable' })
    expect(talk.said[0]).toEqual(
      expect.arrayContaining(['unable.now', 'case.waits', 'digits 12345674']),
    )
    expect(digitsOf(talk.keyed())).toBe(groups(1, 4))
  })
})

test('whoever keyed nothing, and of whom an earlier call is known, goes on with that', () => {
  const talk = lostAt('', { beginnings: [presses(groups(1, 5))] })
  expect(talk.said).toEqual([['apology.go-on', 'welcome.who', 'resume.go-on']])
})

test('his language is lost with the call: he is offered all of them only where no key of his is in hand', () => {
  const script = { choice: 'equal', languages: ['nl', 'fr'] as unknown as readonly [Language] }
  expect(lostAt('', {}, script).said[0]).toEqual([
    'apology.begin-again',
    'language.offer 1',
    'language.offer 2',
  ])
  expect(lostAt(groups(1, 4), {}, script).said[0]).toEqual(['apology.go-on', 'entry.next-group 5'])
})
