import { describe, expect, test } from '@jest/globals'
import type { CaseNumber } from '../../src/base/brand.ts'
import { dammDigit } from '../../src/identifiers/damm.ts'
import { madeUpId, presses, runOf, withWrongDigit } from '../support/ids.ts'
import { startTalk, type Talk, type TalkOptions } from '../support/talk.ts'

const id = madeUpId(23)
const digits = runOf(id)
const other = madeUpId(24)
const group = (number: number, of = id): string => of[number - 1] ?? ''
const finished = `8234567${dammDigit('8234567')}` as CaseNumber

const call = (options: TalkOptions = {}): Talk =>
  startTalk({ genuine: [id, other], finishedCase: id, ...options })

/** A caller who has keyed the number of a finished case. */
const withNumber = (options: TalkOptions = {}): Talk => {
  const talk = call(options)
  expect(talk.press(finished)).toEqual([options.isClosed ? 'case.closed' : 'case.finished 8'])
  return talk
}

/** One whose last call from this telephone was answered. */
const again = { caseNumber: finished, group: 8 } as const
const fromSameTelephone = (options: TalkOptions = {}): Talk =>
  call({ ...options, answered: { again } })

describe('the number of a finished case', () => {
  test('leads to its answer once more, by the group that the line asks for', () => {
    const talk = withNumber()
    expect(talk.expected()).toMatchObject({ atMost: 7 })
    expect(talk.press(group(8))).toEqual(['gate.ready'])
    expect(talk.proofs).toEqual([`${finished} 8 ${group(8)}`])
  })

  test('before that group is right, the state of the call holds nothing of the ID', () => {
    const talk = withNumber()
    talk.press(group(8, other))
    const state = JSON.stringify(talk.state())
    for (const secret of id) expect(state).not.toContain(secret)
  })

  test('a slip shows in the check digit: it is asked for once more, and is no wrong group', () => {
    const talk = withNumber()
    expect(talk.press(withWrongDigit(group(8), 2))).toEqual(['case.unclear 8'])
    expect(talk.hear(group(8).slice(0, 6))).toEqual(['case.unclear 8'])
    expect(talk.proofs).toEqual([])
    expect(talk.press(group(8))).toEqual(['gate.ready'])
  })

  test('what stays unclear leads to a person', () => {
    const talk = withNumber()
    for (let times = 0; times < 2; times += 1) talk.hear('555')
    expect(talk.hear('555')).toEqual(expect.arrayContaining(['person.hours']))
  })

  test('a wrong group is said to be wrong, and asked for again', () => {
    const talk = withNumber()
    expect(talk.press(group(8, other))).toEqual(['case.wrong 8'])
    expect(talk.press(group(8))).toEqual(['gate.ready'])
  })

  test('the right digits of another group are not taken', () => {
    const talk = withNumber()
    talk.press(group(7))
    talk.press(group(9))
    expect(talk.state().kind).toBe('entering')
    expect(talk.proofs.filter((proof) => !proof.includes(' 8 '))).toEqual([])
  })

  test('a closed case says so at once, and takes the whole ID', () => {
    const talk = withNumber({ isClosed: true })
    expect(talk.press(digits)).toEqual(['gate.ready'])
    expect(talk.proofs).toEqual([])
  })

  test('who keys the whole ID instead of the group is answered', () => {
    const talk = withNumber()
    talk.press(digits)
    expect(talk.state().kind).toBe('at-gate')
  })

  test('who says nothing hears which group is next', () => {
    expect(withNumber().hear('')).toEqual(['entry.silent 8'])
  })

  test('a key that is blocked by now is refused, whoever heard its answer before', () => {
    const talk = withNumber({ activate: () => ({ kind: 'refused', reason: 'unknown-key' }) })
    expect(talk.press(group(8))).toContain('refused.unknown-key')
  })
})

describe('after a call that was answered, from the same telephone', () => {
  test('the line offers to read that answer again, and reads it for one group', () => {
    const talk = fromSameTelephone()
    expect(talk.said[0]).toEqual(['welcome.who', 'resume.again 8'])
    expect(talk.hear(group(8))).toEqual(['gate.ready'])
  })

  test('no keys but that group open it', () => {
    for (const keys of ['#', '1', '1#', group(7), group(9), '*', '55', group(8).slice(0, 6)]) {
      const talk = fromSameTelephone()
      talk.hear(keys)
      expect(talk.state().kind).not.toBe('at-gate')
    }
  })

  test('a slip in it is asked for once more', () => {
    const talk = fromSameTelephone()
    const slip = withWrongDigit(group(8), 2)
    expect(talk.hear(slip)).toEqual(['case.unclear 8'])
    expect(talk.press(group(8))).toEqual(['gate.ready'])
  })

  test('another computer is activated as ever: nothing is compared, nothing is asked', () => {
    const talk = fromSameTelephone()
    expect(talk.press(runOf(other))).toEqual(['gate.ready'])
    expect(talk.proofs).toEqual([])
  })

  test('who stops after group one of another computer is asked for no proof', () => {
    const talk = fromSameTelephone()
    expect(talk.hear(group(1, other))).toEqual(['entry.next-group 2'])
    expect(talk.proofs).toEqual([])
  })

  test('a case number is one still', () => {
    const talk = fromSameTelephone({ openCase: presses(digits.slice(0, 28)) })
    expect(talk.hear(finished)).toEqual(['case.found'])
  })

  test('once something is confirmed, one group says nothing any more', () => {
    const talk = fromSameTelephone()
    talk.press(runOf(other))
    while (talk.state().kind !== 'entering') talk.hear('#')
    talk.hear(group(8))
    expect(talk.proofs).toEqual([])
    expect(talk.state().kind).not.toBe('at-gate')
  })

  test('who is offered a language first hears of it after that', () => {
    const talk = call({ answered: { again }, script: { choice: 'main-and-other' } })
    expect(talk.hear('')).toEqual(['resume.again 8'])
  })
})

test('a call whose answer is read leaves nothing open', () => {
  const talk = withNumber()
  talk.press(group(8))
  expect(talk.keyed()).toEqual([])
  talk.input({ kind: 'hangup' })
  expect(talk.outcome()).toBe('activated')
})
