import { describe, expect, test } from '@jest/globals'
import type { ActivationResult, Confirmed } from '../../src/base/activation.ts'
import type { Keyed } from '../../src/base/keyed.ts'
import type { Came } from '../../src/dialogue/input.ts'
import { digitsOf } from '../../src/dialogue/entry.ts'
import { madeUpId, presses, runOf } from '../support/ids.ts'
import {
  caseNumber,
  confirmationId,
  startTalk,
  type Talk,
  type TalkOptions,
} from '../support/talk.ts'

const id = madeUpId(16)
const digits = runOf(id)
const twice = [`digits ${caseNumber}`, 'case.once-more', `digits ${caseNumber}`]

const confirmed: Confirmed = {
  kind: 'confirmed',
  installationId: id,
  confirmationId,
  keyClass: 'mak',
  used: 1,
  limit: 3,
  reactivation: false,
  emergency: false,
  caseNumber,
}

/** Somebody calls while people are there. */
const call = (options: TalkOptions = {}): Talk =>
  startTalk({ people: 'waits', genuine: [id], ...options })

const comesBack = (talk: Talk, came: Came): readonly string[] =>
  talk.input({ kind: 'operator', came })

/** Five groups are keyed, and then a person is asked for. */
const afterFiveGroups = (options?: TalkOptions): Talk => {
  const talk = call(options)
  talk.hear(digits.slice(0, 35))
  talk.hear('*0')
  return talk
}

const refusedCall = (result: ActivationResult, options: TalkOptions = {}): Talk => {
  const talk = call({ activate: () => result, ...options })
  talk.press(digits)
  return talk
}

describe('whom a person had called back', () => {
  const calledBack = (came: Came, beginnings: readonly Keyed[] = []): Talk =>
    call({ answered: { came, beginnings } })

  test('hears his answer from the gate on, though he spoke with no line on this call', () => {
    const talk = calledBack({ kind: 'returned', confirmed })
    expect(talk.said).toEqual([['person.back', 'gate.ready']])
    expect(talk.hear('#')[0]).toMatch(/^block A /)
  })

  test('goes on at the first group that is missing', () => {
    const talk = calledBack({ kind: 'returned', keyed: presses(digits.slice(0, 42)) })
    expect(talk.said).toEqual([['person.back', 'entry.next-group 7']])
  })

  test('and who goes on by himself, goes on with what his own call had brought in', () => {
    const talk = calledBack({ kind: 'back' }, [presses(digits.slice(0, 35))])
    expect(talk.said).toEqual([['person.back', 'resume.go-on']])
    expect(talk.press(digits.slice(35))).toEqual(['gate.ready'])
    const whole = calledBack({ kind: 'back' }, [presses(digits)])
    expect(whole.said).toEqual([['person.back', 'resume.whole']])
    expect(whole.hear('#')).toEqual(['gate.ready'])
  })

  test('hears goodbye where nothing is left to be done', () => {
    const talk = calledBack({ kind: 'helped' })
    expect(talk.said).toEqual([['goodbye']])
    expect(talk.outcome()).toBe('helped')
  })
})

describe('who is led to a person', () => {
  test('hears that he is put through, and what he keyed goes with him', () => {
    const talk = afterFiveGroups()
    expect(talk.said.at(-1)).toEqual(['person.connecting'])
    expect(talk.turn()).toMatchObject({ kind: 'transfer' })
    expect(talk.sought).toMatchObject([{ reason: 'asked' }])
    expect(digitsOf(talk.sought[0]?.keyed ?? [])).toBe(digits.slice(0, 35))
  })

  test('is told what the core said no to, and that somebody can look at it', () => {
    const talk = refusedCall({ kind: 'refused', reason: 'other-board' })
    expect(talk.said.at(-1)).toEqual([
      'refused.other-board',
      'refused.evidence',
      'person.look-at-it',
    ])
    expect(talk.sought).toMatchObject([
      { reason: 'other-board', refused: { reason: 'other-board' } },
    ])
  })

  test('who asks for one in an offer is known by the no that led to it', () => {
    const talk = refusedCall({
      kind: 'refused',
      reason: 'exhausted',
      used: 4,
      limit: 3,
      extension: 'may-be-asked',
    })
    talk.hear('0')
    expect(talk.sought).toMatchObject([{ reason: 'asked', refused: { used: 4, limit: 3 } }])
  })

  test('whose telephone has no keys is led there by his silence', () => {
    const talk = call()
    talk.hear('')
    expect(talk.hear('')).toEqual(['person.connecting'])
    expect(talk.sought).toMatchObject([{ reason: 'silence', keyed: [] }])
  })

  test('where nobody is there hears what was always said', () => {
    const talk = afterFiveGroups({ people: 'nobody' })
    expect(talk.said.at(-1)).toEqual([
      'person.not-here',
      'person.hours',
      'case.pen',
      'case.number',
      ...twice,
      'case.waits',
      'goodbye',
    ])
    expect(talk.outcome()).toBe('left-open')
  })
})

describe('who comes back to the automatic line', () => {
  test('with an answer is at the gate, and is asked for nothing', () => {
    const talk = afterFiveGroups()
    const back = { kind: 'returned', confirmed } as const
    expect(comesBack(talk, back)).toEqual(['person.back', 'gate.ready'])
    expect(talk.hear('#')[0]).toBe(`block A ${confirmationId[0]} normal`)
  })

  test('with seven groups goes on at the eighth', () => {
    const talk = afterFiveGroups()
    const keyed = presses(digits.slice(0, 49))
    expect(comesBack(talk, { kind: 'returned', keyed })).toEqual([
      'person.back',
      'entry.next-group 8',
    ])
    talk.hear(id[7] ?? '')
    expect(talk.hear(id[8] ?? '')).toEqual(['gate.ready'])
  })

  test('is asked for a group that was left out', () => {
    const talk = afterFiveGroups()
    const keyed = presses(digits.slice(0, 14) + digits.slice(21, 42))
    expect(comesBack(talk, { kind: 'returned', keyed })).toContain('entry.missing-group 3')
    expect(talk.hear(id[2] ?? '')).toEqual(['entry.next-group 7'])
  })

  test('with nine groups is at the gate', () => {
    const talk = afterFiveGroups()
    expect(comesBack(talk, { kind: 'returned', keyed: presses(digits) })).toEqual(['gate.ready'])
  })

  test.each([{ kind: 'back' }, { kind: 'returned' }] as const)(
    'with nothing ($kind) is asked for the group where he was',
    (came) => {
      const talk = afterFiveGroups()
      expect(comesBack(talk, came)).toEqual(['person.back', 'entry.next-group 6'])
      expect(talk.press(digits.slice(35))).toEqual(['gate.ready'])
    },
  )

  test('out of the read-back hears the very block', () => {
    const talk = call()
    for (const keys of [digits, '#', '#', '#']) talk.press(keys)
    talk.hear('0')
    talk.hear('0')
    expect(talk.sought).toMatchObject([{ reason: 'asked', confirmed: id }])
    expect(comesBack(talk, { kind: 'back' })).toEqual([
      'person.back',
      `block C ${confirmationId[2]} normal`,
    ])
  })

  test('after a no hears his case number, and may key another ID', () => {
    const talk = refusedCall({ kind: 'refused', reason: 'unknown-key' })
    const said = comesBack(talk, { kind: 'back' })
    expect(said).toEqual([
      'person.back',
      'case.pen',
      'case.number',
      ...twice,
      'person.hours',
      'done.next-computer',
    ])
    talk.hear('')
    expect(talk.outcome()).toBe('refused')
  })

  test('where nothing came of his keys begins again from group one', () => {
    const talk = call({ genuine: [] })
    for (let entries = 0; entries < 2; entries += 1) talk.press('94'.repeat(27))
    expect(talk.sought).toMatchObject([{ reason: 'entry' }])
    expect(comesBack(talk, { kind: 'back' })).toEqual(['person.back', 'entry.from-one'])
  })
})

describe('the call of who was with a person', () => {
  test('ends with a goodbye where all is done', () => {
    const talk = afterFiveGroups()
    expect(comesBack(talk, { kind: 'helped' })).toEqual(['goodbye'])
    expect([talk.outcome(), talk.keyed()]).toEqual(['helped', []])
  })

  test('ends with the case number where he will be called back', () => {
    const talk = afterFiveGroups()
    const said = comesBack(talk, { kind: 'callback' })
    expect(said).toEqual(['person.called-back', 'case.pen', 'case.number', ...twice, 'goodbye'])
    expect(talk.outcome()).toBe('callback')
    expect(digitsOf(talk.keyed())).toBe(digits.slice(0, 35))
  })

  test('ends as ever where nobody came', () => {
    const talk = afterFiveGroups()
    expect(comesBack(talk, { kind: 'nobody' }).slice(0, 2)).toEqual([
      'person.not-here',
      'person.hours',
    ])
    const refused = refusedCall({ kind: 'refused', reason: 'unknown-key' })
    expect(comesBack(refused, { kind: 'nobody' })[0]).toBe('case.pen')
    expect(refused.outcome()).toBe('refused')
  })

  test('loses nothing that was keyed when he hangs up', () => {
    const talk = afterFiveGroups()
    expect(digitsOf(talk.keyed())).toBe(digits.slice(0, 35))
    talk.input({ kind: 'hangup' })
    expect([talk.outcome(), digitsOf(talk.keyed())]).toEqual(['hung-up', digits.slice(0, 35)])
  })

  test('is not shortened by the time he waited, or spoke with a person', () => {
    const talk = afterFiveGroups()
    talk.wait(3 * 60 * 60_000)
    expect(comesBack(talk, { kind: 'back' })).toEqual(['person.back', 'entry.next-group 6'])
    talk.wait(46 * 60_000)
    talk.hear('')
    expect(talk.outcome()).toBe('left-open')
  })

  test('what else comes in while he waits leads to the same place in the queue', () => {
    const talk = afterFiveGroups()
    expect(talk.hear('1')).toEqual(['person.connecting'])
    expect(talk.sought).toHaveLength(2)
    expect(digitsOf(talk.sought[1]?.keyed ?? ([] as Keyed))).toBe(digits.slice(0, 35))
  })
})
