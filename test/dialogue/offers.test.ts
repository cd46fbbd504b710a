import { describe, expect, test } from '@jest/globals'
import type { ActivationResult } from '../../src/base/activation.ts'
import type { CaseNumber } from '../../src/base/brand.ts'
import { madeUpId, runOf } from '../support/ids.ts'
import { caseNumber, confirmationId, startTalk, type TalkOptions } from '../support/talk.ts'

const id = madeUpId(20)

/** A caller whose key's slots are taken, and who answers what is offered to him. */
const atOffer = (options: TalkOptions = {}): ReturnType<typeof startTalk> => {
  const talk = startTalk({ genuine: [id], activate: () => exhausted('may-be-asked'), ...options })
  talk.press(runOf(id))
  return talk
}

const exhausted = (extension: 'none' | 'may-be-asked' | 'asked'): ActivationResult => ({
  kind: 'refused',
  reason: 'exhausted',
  used: 5,
  limit: 5,
  extension,
})

const confirmed = (emergency: boolean): ActivationResult => ({
  kind: 'confirmed',
  installationId: id,
  confirmationId,
  keyClass: 'mak',
  used: 6,
  limit: 6,
  reactivation: false,
  emergency,
  caseNumber,
})

/** The answers of the core, one after the other; the last one again and again. */
const inTurn = (...answers: readonly ActivationResult[]): (() => ActivationResult) => {
  let next = 0
  return () => answers[Math.min(next++, answers.length - 1)] ?? exhausted('none')
}

const twice = (number: string): readonly string[] => [
  'case.pen',
  'case.number',
  `digits ${number}`,
  'case.once-more',
  `digits ${number}`,
]

const end = ['person.hours', 'goodbye']

describe('a key that is in use on as many computers as it may', () => {
  test('its owner may ask for more with one key', () => {
    expect(atOffer().said.at(-1)).toEqual(['refused.exhausted 5', 'extension.offer'])
  })

  test('he hears that it is noted, with the case number twice, and the call ends politely', () => {
    const talk = atOffer()
    expect(talk.hear('1')).toEqual(['extension.asked', ...twice(caseNumber), ...end])
    expect(talk.outcome()).toBe('refused')
  })

  test('it is asked once more, and once only, whether the core makes an exception', () => {
    const asked: string[] = []
    const talk = atOffer({
      activate: () => {
        asked.push('activate')
        return exhausted(asked.length === 1 ? 'may-be-asked' : 'asked')
      },
      requestExtension: () => {
        asked.push('request')
        return { kind: 'requested', already: false, caseNumber }
      },
    })
    talk.hear('1')
    expect(asked).toEqual(['activate', 'request', 'activate'])
  })

  test('an exception is told before the gate, and then the answer is read back as usual', () => {
    const talk = atOffer({ activate: inTurn(exhausted('may-be-asked'), confirmed(true)) })
    expect(talk.hear('1')).toEqual([
      'extension.asked',
      ...twice(caseNumber),
      'extension.emergency',
      'gate.ready',
    ])
    expect(talk.hear('')).toEqual([`block A ${confirmationId[0]} normal`, 'read.keys'])
  })

  test('an exception for which nobody had to ask on this call is told as well', () => {
    const talk = atOffer({ activate: () => confirmed(true) })
    expect(talk.said.at(-1)).toEqual(['extension.emergency', 'gate.ready'])
  })

  test('a request that others made meanwhile has its own case number', () => {
    const waiting = '87654327' as CaseNumber
    const talk = atOffer({
      requestExtension: () => ({ kind: 'requested', already: true, caseNumber: waiting }),
    })
    expect(talk.hear('1')).toEqual(['extension.already', ...twice(waiting), ...end])
  })

  test.each([
    ['who waits in vain', 'nobody', [...twice('87654327'), ...end]],
    ['who goes on by himself', 'back', expect.arrayContaining([...twice('87654327')])],
  ] as const)('%s hears the case number of the request, too', (_, kind, said) => {
    const waiting = '87654327' as CaseNumber
    const talk = atOffer({
      people: 'waits',
      requestExtension: () => ({ kind: 'requested', already: true, caseNumber: waiting }),
    })
    talk.hear('1')
    expect(talk.input({ kind: 'operator', came: { kind } })).toEqual(said)
  })

  test('a request of this call that was noted twice is its own', () => {
    const talk = atOffer({
      requestExtension: () => ({ kind: 'requested', already: true, caseNumber }),
    })
    expect(talk.hear('1')).toEqual(['extension.asked', ...twice(caseNumber), ...end])
  })

  test('where a request waits already nothing is offered', () => {
    const talk = atOffer({ activate: () => exhausted('asked') })
    expect(talk.said.at(-1)).toEqual([
      'refused.exhausted 5',
      'extension.already',
      ...twice(caseNumber),
      ...end,
    ])
  })

  test('where no more can be had nothing is offered', () => {
    const talk = atOffer({ activate: () => exhausted('none') })
    expect(talk.said.at(-1)).toEqual(['refused.exhausted 5', ...twice(caseNumber), ...end])
  })

  test('a request that is refused is said to be', () => {
    const talk = atOffer({
      requestExtension: () => ({ kind: 'refused', reason: 'blocked', blockClass: 'leaked' }),
    })
    expect(talk.hear('1')).toEqual([
      'refused.blocked-leaked',
      'refused.objection',
      ...twice(caseNumber),
      ...end,
    ])
  })
})

const networkActivated = (): ReturnType<typeof startTalk> =>
  atOffer({ activate: () => ({ kind: 'refused', reason: 'network-activated' }) })

describe('a key that a network activates', () => {
  test('the checks are offered, and told to who wants to hear them', () => {
    const talk = networkActivated()
    expect(talk.said.at(-1)).toEqual(['refused.network-activated', 'network.offer'])
    expect(talk.hear('1')).toEqual(['network.checks', ...twice(caseNumber), ...end])
    expect(talk.outcome()).toBe('refused')
  })
})

describe.each([
  ['more machines', 'refused.exhausted 5', atOffer],
  ['the checks', 'refused.network-activated', networkActivated],
])('an offer of %s', (_what, first, offered) => {
  test('silence lets it be, and the case number is said', () => {
    const talk = offered()
    expect(talk.hear('')).toEqual([...twice(caseNumber), ...end])
    expect(talk.outcome()).toBe('refused')
  })

  test('an entry’s late keys have it said once more', () => {
    const talk = offered()
    expect(talk.hear('#')[0]).toBe(first)
    expect(talk.hear('4')).toEqual([...twice(caseNumber), ...end])
  })

  test('zero asks for a person', () => {
    expect(offered().hear('0')).toEqual(expect.arrayContaining(['person.not-here', ...end]))
  })

  test('who hangs up has been refused', () => {
    const talk = offered()
    talk.input({ kind: 'hangup' })
    expect(talk.outcome()).toBe('refused')
  })
})
