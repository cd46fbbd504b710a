import { describe, expect, test } from '@jest/globals'
import { digitsOf } from '../../src/dialogue/entry.ts'
import { dammDigit } from '../../src/identifiers/damm.ts'
import { madeUpId, presses, runOf, withWrongDigit } from '../support/ids.ts'
import { startTalk, type Talk, type TalkOptions } from '../support/talk.ts'

const id = madeUpId(16)
const other = madeUpId(17)

/** Calls again; on the call before all nine groups had come in. */
const callAgain = (digits = runOf(id), options: TalkOptions = {}): Talk =>
  startTalk({ genuine: [id, other], answered: { beginnings: [presses(digits)] }, ...options })

describe('whoever had keyed all nine groups when the line failed', () => {
  test('hears that they are there, and is at the gate by one key', () => {
    const talk = callAgain()
    expect(talk.said[0]).toEqual(['welcome.who', 'resume.whole'])
    expect(talk.hear('#')).toEqual(['gate.ready'])
  })

  test('is answered for another computer where he keys its ID', () => {
    const talk = callAgain()
    talk.press(runOf(other))
    expect(talk.state()).toMatchObject({ kind: 'at-gate', answer: { installationId: other } })
  })

  test('is asked for what does not prove, and for no more', () => {
    const talk = callAgain([14, 15, 17, 18, 20].reduce(withWrongDigit, runOf(id)))
    expect(talk.hear('#')).toEqual(['entry.once-more 3'])
    expect(talk.hear(id[2] ?? '')).toEqual(['gate.ready'])
  })

  test('hears it again where he keeps silent, and loses nothing', () => {
    const talk = callAgain()
    talk.input({ kind: 'again' })
    expect(talk.said.at(-1)).toEqual(['resume.whole'])
    talk.input({ kind: 'hangup' })
    expect(digitsOf(talk.keyed())).toBe(runOf(id))
  })

  test('goes on at once where he keys his case number', () => {
    const talk = startTalk({ genuine: [id], openCase: presses(runOf(id)) })
    expect(talk.press(`8234567${dammDigit('8234567')}`)).toEqual(['gate.ready'])
  })
})

test('whoever had keyed eight groups goes on where he was, and hash is no answer', () => {
  const talk = callAgain(runOf(id).slice(0, 56))
  expect(talk.said[0]).toEqual(['welcome.who', 'resume.go-on'])
  expect(talk.hear('#')).not.toContain('gate.ready')
})
