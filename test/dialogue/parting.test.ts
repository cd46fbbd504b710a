import { describe, expect, test } from '@jest/globals'
import type { CallBackNoted } from '../../src/dialogue/input.ts'
import type { CaseNumber } from '../../src/base/brand.ts'
import { digitsOf } from '../../src/dialogue/entry.ts'
import { madeUpId, runOf } from '../support/ids.ts'
import { caseNumber, startTalk, type Talk, type TalkOptions } from '../support/talk.ts'

const id = madeUpId(31)
const digits = runOf(id)
const told = [
  'case.pen',
  'case.number',
  `digits ${caseNumber}`,
  'case.once-more',
  `digits ${caseNumber}`,
]
const other = '02079460991'

/** The desk notes every number but the ones that are no telephone's. */
const notes = (rest: Partial<CallBackNoted> = {}): TalkOptions => ({
  callsBack: (keyed) =>
    keyed === 'own'
      ? { noted: 'own', elsewhere: true, ...rest }
      : { noted: 'other', number: keyed, elsewhere: true, ...rest },
})

/** Out of hours somebody keys five groups and asks for a person. */
const outOfHours = (options: TalkOptions = {}): Talk => {
  const talk = startTalk({ people: 'later', ...notes(), ...options })
  talk.hear(digits.slice(0, 35))
  talk.hear('*0')
  return talk
}

describe('whoever asks for a person while nobody is there', () => {
  test('hears the hours, his case number, and at last that a one has him called back', () => {
    const talk = outOfHours()
    expect(talk.said.at(-1)).toEqual([
      'person.not-here',
      'person.hours',
      ...told,
      'case.waits',
      'call-back.offer',
    ])
    expect(talk.expected()).toMatchObject({ atMost: 63, patienceInMs: 4_000 })
  })

  test('who presses one is called back, and hears how to name another number', () => {
    const talk = outOfHours()
    expect(talk.hear('1')).toEqual(['person.called-back', 'call-back.other'])
    expect(talk.sought.at(-1)).toMatchObject({ kind: 'call-back', reason: 'asked' })
    expect(digitsOf(talk.sought.at(-1)?.keyed ?? [])).toBe(digits.slice(0, 35))
    expect(talk.hear('')).toEqual(['goodbye'])
    expect(talk.outcome()).toBe('callback')
    expect(digitsOf(talk.keyed())).toBe(digits.slice(0, 35))
  })

  test('who keeps silent is parted from as ever, and what he keyed waits', () => {
    const talk = outOfHours()
    expect(talk.hear('')).toEqual(['goodbye'])
    expect(talk.outcome()).toBe('left-open')
    expect(digitsOf(talk.keyed())).toBe(digits.slice(0, 35))
  })

  test('who presses something else hears the offer twice more, and no more', () => {
    const talk = outOfHours()
    expect(talk.hear('4')).toEqual(['call-back.offer'])
    expect(talk.hear('0')).toEqual(['call-back.offer'])
    expect(talk.hear('7')).toEqual(['goodbye'])
    expect(talk.outcome()).toBe('left-open')
  })

  test.each(['1234567', digits.slice(35), '11'])(
    'who is keying yet (%s) has not asked for a call, nor named a number',
    (keys) => {
      const talk = outOfHours()
      expect(talk.hear(keys)).toEqual(['call-back.offer'])
      expect(talk.sought.map(({ kind }) => kind)).not.toContain('call-back')
      expect(talk.hear('1')).toEqual(['person.called-back', 'call-back.other'])
    },
  )

  test('who hangs up after the one is called back all the same', () => {
    const talk = outOfHours()
    talk.hear('1')
    talk.input({ kind: 'hangup' })
    expect(talk.outcome()).toBe('callback')
  })

  test('where it cannot be noted he hears so, and the call ends as ever', () => {
    const talk = outOfHours({ callsBack: () => ({ noted: 'refused', elsewhere: false }) })
    expect(talk.hear('1')).toEqual(['call-back.refused', 'goodbye'])
    expect(talk.outcome()).toBe('left-open')
  })

  test('after a no of the core it is the same', () => {
    const talk = startTalk({
      people: 'later',
      ...notes(),
      genuine: [id],
      activate: () => ({ kind: 'refused', reason: 'other-board' }),
    })
    talk.press(digits)
    expect(talk.said.at(-1)?.slice(-2)).toEqual(['person.hours', 'call-back.offer'])
    expect(talk.hear('1')).toEqual(['person.called-back', 'call-back.other'])
    expect(talk.sought.at(-1)).toMatchObject({ refused: { reason: 'other-board' } })
  })
})

describe('another number', () => {
  test('is said back, and may be keyed once more where it is wrong', () => {
    const talk = outOfHours()
    talk.hear('1')
    expect(talk.expected()).toMatchObject({ atMost: 19, finish: '#' })
    expect(talk.hear('02079460990')).toEqual([
      'call-back.number',
      'digits 02079460990',
      'call-back.wrong',
    ])
    expect(talk.hear(other)).toEqual(['call-back.number', `digits ${other}`, 'call-back.wrong'])
    expect(talk.hear('')).toEqual(['goodbye'])
    expect(talk.outcome()).toBe('callback')
  })

  test('that was said back is not replaced by his own where he presses something else', () => {
    const talk = outOfHours()
    talk.hear('1')
    expect(talk.hear('4')).toEqual(['call-back.other'])
    const withheld = outOfHours({ answered: { isWithheld: true } })
    withheld.hear(other)
    expect(withheld.hear('4')).toEqual(['call-back.wrong'])
  })

  test('is asked for at once of a caller whose own is withheld', () => {
    const talk = outOfHours({ answered: { isWithheld: true } })
    expect(talk.said.at(-1)?.at(-1)).toBe('call-back.offer-number')
    expect(talk.hear('1')).toEqual(['call-back.offer-number'])
    expect(talk.hear(other)).toEqual(['call-back.number', `digits ${other}`, 'call-back.wrong'])
  })

  test.each([digits.slice(20, 31), digits.slice(0, 5), digits.slice(16, 35)])(
    'is not what he keyed of his ID before (%s), and is asked for again',
    (keys) => {
      const talk = outOfHours({ answered: { isWithheld: true } })
      expect(talk.hear(keys)).toEqual(['call-back.offer-number'])
      expect(talk.sought.map(({ kind }) => kind)).not.toContain('call-back')
      expect(talk.hear(other)[1]).toBe(`digits ${other}`)
      expect(talk.hear(keys)).toEqual(['goodbye'])
      expect(talk.outcome()).toBe('callback')
    },
  )

  test('that nobody has is asked for again, and his own stays', () => {
    const talk = outOfHours({
      callsBack: (keyed) => ({ noted: keyed === 'own' ? 'own' : 'no-number', elsewhere: true }),
    })
    talk.hear('1')
    expect(talk.hear('12345')).toEqual(['call-back.no-number'])
    expect(talk.hear('12345')).toEqual(['call-back.no-number'])
    expect(talk.hear('12345')).toEqual(['goodbye'])
    expect(talk.outcome()).toBe('callback')
  })

  test('that may not be called leaves it at the one before', () => {
    const talk = outOfHours({
      callsBack: (keyed) => ({ noted: keyed === 'own' ? 'own' : 'refused', elsewhere: true }),
    })
    talk.hear('1')
    expect(talk.hear(other)).toEqual(['call-back.own', 'goodbye'])
    expect(talk.outcome()).toBe('callback')
  })

  test('is not offered to whom only his own may be called', () => {
    expect(outOfHours(notes({ elsewhere: false })).hear('1')).toEqual([
      'person.called-back',
      'goodbye',
    ])
  })
})

test('whoever leaves the queue to be called back hears the same, with his case number', () => {
  const talk = startTalk({ people: 'waits', ...notes() })
  talk.hear(digits.slice(0, 35))
  talk.hear('*0')
  expect(talk.input({ kind: 'operator', came: { kind: 'callback', elsewhere: true } })).toEqual([
    'person.called-back',
    ...told,
    'call-back.other',
  ])
  expect(talk.hear(other)[1]).toBe(`digits ${other}`)
})

test('whoever waits until all people have left may be called back', () => {
  const talk = startTalk({ people: 'waits', ...notes() })
  talk.hear(digits.slice(0, 35))
  talk.hear('*0')
  const said = talk.input({ kind: 'operator', came: { kind: 'nobody', mayBeCalled: true } })
  expect(said.at(-1)).toBe('call-back.offer')
})

describe('whoever may have his case number as a text message', () => {
  const texts = { texts: 'sent' } as const
  const alone = (options: TalkOptions = {}): Talk => outOfHours({ people: 'nobody', ...options })

  test('hears so last, after the number itself, and has it by one key', () => {
    const talk = alone(texts)
    expect(talk.said.at(-1)).toEqual([
      'person.not-here',
      'person.hours',
      ...told,
      'case.waits',
      'text.offer',
    ])
    expect(talk.hear('2')).toEqual(['text.sent', 'goodbye'])
    expect(talk.texted).toEqual([caseNumber])
    expect(talk.outcome()).toBe('left-open')
    expect(digitsOf(talk.keyed())).toBe(digits.slice(0, 35))
  })

  test('may be called back as well, and is offered no second message', () => {
    const talk = outOfHours(texts)
    expect(talk.said.at(-1)?.slice(-2)).toEqual(['call-back.offer', 'text.offer'])
    expect(talk.hear('2')).toEqual(['text.sent', 'call-back.offer'])
    expect(talk.hear('2')).toEqual(['call-back.offer'])
    expect(talk.hear('1')).toEqual(['person.called-back', 'call-back.other'])
    expect(talk.texted).toHaveLength(1)
    expect(talk.outcome()).toBeUndefined()
  })

  test('hears an apology and his number once more where it cannot be sent, and may still be called back', () => {
    expect(alone({ texts: 'not-sent' }).hear('2')).toEqual(['text.not-sent', ...told, 'goodbye'])
    const talk = outOfHours({ texts: 'not-sent' })
    expect(talk.hear('2')).toEqual(['text.not-sent', ...told, 'call-back.offer'])
    expect(talk.hear('1')).toEqual(['person.called-back', 'call-back.other'])
  })

  test.each(['1', '22', '2345671', '*'])(
    'has not asked for it by %s, and hears of it twice more',
    (keys) => {
      const talk = alone(texts)
      expect([talk.hear(keys), talk.hear(keys)]).toEqual([['text.offer'], ['text.offer']])
      expect(talk.hear(keys)).toEqual(['goodbye'])
      expect(talk.texted).toEqual([])
    },
  )

  test('after a no of the core is sent the number in which that is looked into, be it one of before', () => {
    const waiting = '87654321' as CaseNumber
    const talk = startTalk({
      ...texts,
      genuine: [id],
      activate: () => ({
        kind: 'refused',
        reason: 'exhausted',
        used: 3,
        limit: 3,
        extension: 'may-be-asked',
      }),
      requestExtension: () => ({ kind: 'requested', already: true, caseNumber: waiting }),
    })
    talk.press(digits)
    expect(talk.hear('1').slice(-2)).toEqual(['person.hours', 'text.offer'])
    expect(talk.hear('2')).toEqual(['text.sent', 'goodbye'])
    expect(talk.texted).toEqual([waiting])
    expect(talk.outcome()).toBe('refused')
  })

  test('hears nothing of it where no case number is told: he has keyed nothing', () => {
    const talk = startTalk(texts)
    talk.input({ kind: 'text', text: 'hello' })
    talk.hear('')
    talk.hear('')
    expect(talk.said.flat()).not.toContain('text.offer')
    expect(talk.said.flat()).toContain('goodbye')
  })
})
