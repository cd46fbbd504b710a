import { describe, expect, test } from '@jest/globals'
import { madeUpId, presses, runOf, withWrongDigit } from '../support/ids.ts'
import { startTalk, type Talk, type TalkOptions } from '../support/talk.ts'

const id = madeUpId(26)
const digits = runOf(id)
const other = madeUpId(27)
const from = (place: number, to = 9): string => digits.slice(7 * (place - 1), 7 * to)

/** A caller whom the line does not know, and an open case with so many of his groups. */
const call = (groups: number, options: TalkOptions = {}): Talk =>
  startTalk({
    genuine: [id, other],
    elsewhere: presses(digits.slice(0, 7 * groups)),
    answered: { isWithheld: true },
    ...options,
  })

describe('after a dropped call, with his number withheld', () => {
  test('the caller hears in one sentence how he goes on', () => {
    expect(call(5).said[0]).toEqual(['welcome.who', 'welcome.key-all', 'resume.pair'])
  })

  test('he hears it too after the offer of a language', () => {
    const talk = call(5, { script: { choice: 'main-and-other' } })
    expect(talk.hear('')).toEqual(['welcome.key-all', 'resume.pair'])
  })

  test.each([5, 6, 7, 8])(
    'he keys the last two of %i groups, goes on, and is answered',
    (groups) => {
      const talk = call(groups)
      expect(talk.hear(from(groups - 1))).toEqual(['gate.ready'])
    },
  )

  test.each([5, 6, 7])('he keys the last two of %i groups, waits, and hears the next', (groups) => {
    const talk = call(groups)
    expect(talk.hear(from(groups - 1, groups))).toEqual([`entry.next-group ${groups + 1}`])
    talk.press(from(groups + 1))
    expect(talk.state().kind).toBe('at-gate')
  })

  test('he may wait after each of the two', () => {
    const talk = call(6)
    talk.hear(from(5, 5))
    expect(talk.hear(from(6, 6))).toEqual(['entry.next-group 7'])
    talk.press(from(7))
    expect(talk.state().kind).toBe('at-gate')
  })

  test('he may key two that are not the last: what came after them is keyed anew', () => {
    const talk = call(7)
    expect(talk.hear(from(5))).toEqual(['gate.ready'])
  })

  test('hash after each group is no hindrance', () => {
    const talk = call(6)
    talk.hear(`${from(5, 5)}#${from(6, 6)}#`)
    expect(talk.keyed().filter(({ kind }) => kind === 'press')).toHaveLength(42)
  })

  test('slips in what follows heal as ever', () => {
    const talk = call(6)
    expect(talk.hear(withWrongDigit(from(5), 17))).toEqual(['gate.ready'])
  })

  test('another computer’s ID is an ID', () => {
    expect(call(6).press(runOf(other))).toEqual(['gate.ready'])
  })

  test('groups that lead nowhere are said to; and if they turn out to be his all the same, they count', () => {
    const talk = call(0)
    expect(talk.hear(from(5, 6))).toEqual(['resume.not-found'])
    talk.press(digits)
    expect(talk.state().kind).toBe('at-gate')
  })

  test('nearly a whole ID with a slip in each of its first groups is healed as ever', () => {
    const keyed = from(5, 6) + from(3)
    expect(call(0).press(keyed)).not.toContain('resume.not-found')
  })

  test('not a digit of the case that was found is spoken', () => {
    const talk = call(7)
    talk.hear(from(6, 7))
    talk.hear('')
    talk.hear('*0')
    const said = talk.said.flat().join(' ')
    for (const group of id) expect(said).not.toContain(group)
  })
})

test('who was told nothing of it, and whose groups lead nowhere, is heard as ever', () => {
  const talk = startTalk({ genuine: [id] })
  talk.hear(from(5, 6))
  expect(talk.said.flat()).not.toContain('resume.not-found')
  expect(talk.keyed().filter(({ kind }) => kind === 'press')).toHaveLength(14)
})

test('who goes on from the same telephone may begin with two groups as well', () => {
  const talk = startTalk({
    genuine: [id],
    answered: { beginnings: [presses(digits.slice(0, 42))] },
  })
  expect(talk.hear(from(5))).toEqual(['gate.ready'])
})
