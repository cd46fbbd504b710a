import { describe, expect, test } from '@jest/globals'
import { fits } from '../../src/identifiers/digit-groups.ts'
import { madeUpId, runOf, withWrongDigit } from '../support/ids.ts'
import { caseNumber, startTalk } from '../support/talk.ts'

const id = madeUpId(14)
const digits = runOf(id)
const groups = [1, 2, 3, 4, 5, 6, 7, 8, 9]
const call = (options = {}): ReturnType<typeof startTalk> =>
  startTalk({ genuine: [id], ...options })

/** The run with other digits in these groups, which fit nowhere: nothing heals them. */
const spoiled = (...spoiledGroups: readonly number[]): string =>
  id
    .map((own, index) => (spoiledGroups.includes(index + 1) ? otherThan(own, index + 1) : own))
    .join('')

const otherThan = (own: string, place: number): string => {
  const other = (by: number): string =>
    own.replaceAll(/\d/g, (digit) => String((Number(digit) + by) % 10))
  return [3, 4, 6, 7].map(other).find((digits) => !fits(digits, place)) ?? own
}

const group = (number: number): string => id[number - 1] ?? ''

describe('when nothing heals', () => {
  test.each(groups.slice(0, 8))(
    'group %i alone is asked once more, and then it is right',
    (number) => {
      const talk = call()
      expect(talk.press(spoiled(number))).toEqual([`entry.once-more ${number}`])
      expect(talk.expected()?.atMost).toBe(7)
      talk.press(group(number))
      expect(talk.state().kind).toBe('at-gate')
    },
  )

  test('group nine is not asked: what is keyed before it tells it', () => {
    const talk = call()
    expect([...talk.press(spoiled(9)), ...talk.hear('')]).toEqual(['gate.ready'])
  })

  describe('a full listening may have cut off the end', () => {
    const tooMany = digits.slice(0, 10) + digits.slice(8, 10) + spoiled(4, 6).slice(10)

    test('the line listens for it, without a word, before it asks', () => {
      const talk = call()
      expect(talk.press(tooMany.slice(0, 63))).toEqual([])
      expect(talk.expected()).toMatchObject({ atMost: 63, patienceInMs: 5_000 })
      expect(talk.hear(tooMany.slice(63))).toEqual(['entry.unclear 4'])
    })

    test.each(['', '#'])('nothing more comes (%j): then it asks', (nothing) => {
      const talk = call()
      talk.press(tooMany.slice(0, 63))
      expect(talk.hear(nothing)).toEqual(['entry.go-on 9'])
    })

    test('a lone zero is the end of it, and not a wish for a person', () => {
      const talk = call()
      talk.press(tooMany.slice(0, 63))
      expect(talk.hear('0')).toEqual(['entry.go-on 9'])
    })

    test('group nine, worked out while it is yet to be keyed, is waited for', () => {
      const talk = call()
      const twice = digits.slice(0, 56) + group(8)
      expect(talk.press(twice)).toEqual([])
      expect(talk.hear(group(9))).toEqual(['gate.ready'])
    })

    test('who waits to be answered is asked for group nine, though it could be worked out', () => {
      const talk = call()
      talk.press(withWrongDigit(group(1), 2))
      for (const number of [2, 3, 4, 5, 6, 7]) talk.press(group(number))
      expect(talk.press(group(8))).toEqual(['entry.next-group 9'])
      expect(talk.press(group(9))).toEqual(['gate.ready'])
    })

    test('all 63 digits that fit seven by seven, but for one group, are the end: it asks at once', () => {
      expect(call().press(spoiled(4))).toEqual(['entry.once-more 4'])
    })

    test('a request that he keyed on through was not heard: it is made again', () => {
      const other = madeUpId(29)
      const own = runOf(other)
      const bad = own.slice(0, 28) + otherThan(other[4] ?? '', 5) + own.slice(35)
      const keys = bad.slice(0, 52) + bad.slice(49)
      const talk = call({ genuine: [other] })
      expect(talk.press(keys.slice(0, 63))).toEqual(['entry.unclear 5'])
      expect(talk.hear(keys.slice(63))).toEqual(['entry.and-group 5'])
      talk.press(other[4] ?? '')
      expect(talk.state().kind).toBe('at-gate')
    })
  })

  test('nearly all keys, with slips, and then silence: it asks for group nine, and does not wait', () => {
    const talk = call()
    const short = spoiled(4, 6)
    expect(talk.hear(short.slice(0, 30) + short.slice(31, 61))).toEqual(['entry.go-on 9'])
    expect(talk.expected()?.atMost).toBe(7)
  })

  test('a second group is asked for in other words', () => {
    const talk = call({ genuine: [] })
    talk.press(spoiled(2, 4, 6))
    talk.press('1234567')
    expect(talk.said.flat().filter((said) => /once-more|unclear|and-group/.test(said))).toEqual([
      expect.stringMatching(/^entry\.unclear /),
      expect.stringMatching(/^entry\.and-group /),
    ])
  })

  test('the answer to a question may hold a slip itself', () => {
    const talk = call()
    talk.press(spoiled(5))
    talk.hear(withWrongDigit(group(5), 3))
    expect(talk.state().kind).toBe('at-gate')
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('a left-out group %i is named, or healed', (number) => {
    const talk = call()
    const said = talk.press(id.filter((_, index) => index !== number - 1).join(''))
    if (talk.state().kind === 'entering') {
      const asked = Number(said.at(-1)?.at(-1))
      talk.press(asked === 9 ? group(9) : group(number))
      if (talk.state().kind === 'entering') talk.press(group(number))
    }
    expect(talk.state().kind).toBe('at-gate')
  })

  test('a left-out group nine is just the next one', () => {
    const talk = call()
    expect(talk.press(digits.slice(0, 56))).toEqual(['entry.next-group 9'])
  })

  test('after three questions a fresh start is offered; one begins again from group one', () => {
    const talk = call({ genuine: [] })
    talk.press(spoiled(2, 4, 6, 8))
    for (let asked = 0; asked < 3; asked++) talk.press('1234567')
    expect(talk.said.at(-1)).toEqual(['entry.again'])
    expect(talk.press('1')).toEqual(['entry.from-one'])
  })

  test('what fails after a fresh start again leads to a person', () => {
    const talk = call({ genuine: [] })
    for (let round = 0; round < 2; round++) {
      talk.press(spoiled(2, 4, 6, 8))
      for (let asked = 0; asked < 3; asked++) talk.press('1234567')
      if (round === 0) talk.press('1')
    }
    expect(talk.said.at(-1)).toEqual(expect.arrayContaining(['entry.not-working', 'person.hours']))
  })

  test('a fresh start goes through when the caller keys it right', () => {
    const talk = call()
    talk.press(spoiled(2, 4, 6, 8))
    for (let asked = 0; asked < 3; asked++) talk.press('1234567')
    if (talk.state().kind === 'entering') {
      talk.press('1')
      talk.press(digits)
    }
    expect(talk.state().kind).toBe('at-gate')
  })
})

describe('all nine groups fit and no proof holds', () => {
  test('two groups are compared, then the core says no; nobody is accused', () => {
    const talk = call({ genuine: [] })
    expect(talk.press(digits)).toEqual(['entry.compare 4'])
    expect(talk.press(group(4))).toEqual(['entry.compare-also 7'])
    const said = talk.press(group(7))
    expect(said.slice(0, 3)).toEqual(['refused.forged', 'case.pen', 'case.number'])
    expect(talk.outcome()).toBe('refused')
  })

  test('who lost keys where the line was deaf is never refused for it, but offered a fresh start', () => {
    const talk = call({ genuine: [] })
    talk.hear(digits.slice(0, 14))
    expect(talk.press(digits.slice(16))).not.toContain('entry.compare 4')
    expect(talk.outcome()).toBeUndefined()
  })

  test('who had mistyped twice in one group, so that it fitted, is through when it is compared', () => {
    const other = madeUpId(15)
    const mixed = [...id]
    mixed[3] = other[3] ?? ''
    const talk = call()
    talk.press(mixed.join(''))
    if (talk.state().kind === 'entering') talk.press(group(4))
    expect(talk.state().kind).toBe('at-gate')
  })
})

describe('refusals', () => {
  test.each([
    [{ reason: 'exhausted', used: 3, limit: 3, extension: 'none' }, ['refused.exhausted 3']],
    [{ reason: 'blocked', blockClass: 'stolen' }, ['refused.blocked-stolen', 'refused.objection']],
    [{ reason: 'unknown-key' }, ['refused.unknown-key']],
    [{ reason: 'unknown-product' }, ['refused.unknown-product']],
    [{ reason: 'too-little-hardware' }, ['refused.too-little-hardware']],
    [{ reason: 'not-served-here' }, ['refused.not-served-here']],
    [{ reason: 'wrong-region' }, ['refused.wrong-region']],
    [{ reason: 'host-limit' }, ['refused.host-limit']],
    [{ reason: 'other-board' }, ['refused.other-board', 'refused.evidence']],
    [{ reason: 'limited', to: 'tries', until: 7 }, ['refused.limited']],
    [
      { reason: 'limited', to: 'reactivations', until: 7 },
      ['refused.limited-reactivations', 'refused.limited-until 7'],
    ],
    [{ reason: 'limited', to: 'new-machines' }, ['refused.limited-new-machines']],
    [
      { reason: 'limited', to: 'release-too-soon', until: 7 },
      ['release.too-soon', 'refused.limited-until 7'],
    ],
    [{ reason: 'retired-product', since: 7 }, ['refused.retired-product 7']],
    [
      { reason: 'retired-product', since: 7, successor: 'Two' },
      ['refused.retired-product 7', 'refused.retired-product-successor Two'],
    ],
  ] as const)('%o is said, with the case number twice', (refusal, words) => {
    const talk = call({ activate: () => ({ kind: 'refused', ...refusal }) })
    expect(talk.press(digits)).toEqual([
      ...words,
      'case.pen',
      'case.number',
      `digits ${caseNumber}`,
      'case.once-more',
      `digits ${caseNumber}`,
      'person.hours',
      'goodbye',
    ])
  })
})
