/** What the port knows and what is said over HTTP are the same: a kind added to one fails here, or does not compile. */
import { describe, expect, test } from '@jest/globals'
import { keyedSequences } from '../../../src/activation/contract/keyed.ts'
import { reason, refused } from '../../../src/activation/contract/results.ts'
import type { LimitedTo, Refusal } from '../../../src/base/activation.ts'
import type { KeyedItem } from '../../../src/base/keyed.ts'

type Given<T> = { readonly [R in T extends { reason: infer N extends string } ? N : never]: object }

const refusals: Given<Refusal> = {
  unreadable: { groups: [5, 9] },
  'check-digit': { group: 5 },
  blocked: { blockClass: 'stolen' },
  exhausted: { used: 50, limit: 50, extension: 'asked' },
  'retired-product': { since: 1_700_000_000_000, successor: 'Example Office 2' },
  limited: { to: 'releases', until: 1_700_000_000_000 },
  'out-of-range': {},
  'unknown-version': {},
  'unknown-product': {},
  'unknown-key': {},
  forged: {},
  'network-activated': {},
  'wrong-region': {},
  'other-board': {},
  'host-limit': {},
  'not-served-here': {},
  'too-little-hardware': {},
}

const limits: Readonly<Record<LimitedTo, true>> = {
  reactivations: true,
  'new-machines': true,
  releases: true,
  'release-too-soon': true,
  tries: true,
}

type Mark = Extract<KeyedItem, { kind: 'mark' }>['mark']

const marks: Readonly<Record<Mark, object>> = {
  'group-end': {},
  timer: {},
  full: {},
  resumed: {},
  'going-on': {},
  asked: { group: 3 },
  named: { group: 3 },
}

describe('over HTTP', () => {
  test.each(Object.entries(refusals))('the refusal %s is said whole', (name, more) => {
    const refusal = { kind: 'refused', reason: name, ...more }
    expect(refused.parse(refusal)).toEqual(refusal)
    expect(reason.parse(name)).toBe(name)
  })

  test.each(Object.keys(limits))('%s may be limited', (to) => {
    const refusal = { kind: 'refused', reason: 'limited', to }
    expect(refused.parse(refusal)).toEqual(refusal)
  })

  test.each(Object.entries(marks))('the mark %s is understood in what was keyed', (mark, more) => {
    const keyed = [
      [
        { kind: 'press', key: '*', doubt: 0.5 },
        { kind: 'mark', mark, ...more },
      ],
    ]
    expect(keyedSequences.parse(keyed)).toEqual(keyed)
  })
})
