import { describe, expect, test } from '@jest/globals'
import { madeUpId, runOf, withSwap, withWrongDigit } from '../support/ids.ts'
import { startTalk, type TalkOptions } from '../support/talk.ts'

const id = madeUpId(11)
const digits = runOf(id)
const groups = [1, 2, 3, 4, 5, 6, 7, 8, 9]

const call = (options: TalkOptions = {}): ReturnType<typeof startTalk> =>
  startTalk({ genuine: [id], ...options })

const isThrough = (talk: ReturnType<typeof startTalk>): boolean =>
  talk.state().kind === 'at-gate' || talk.state().kind === 'reading-back'

const questions = (talk: ReturnType<typeof startTalk>): readonly string[] =>
  talk.said.flat().filter((said) => /once-more|unclear|and-group|missing|compare|again/.test(said))

describe('a clean entry', () => {
  test('all 63 digits in one run are enough: nothing is asked', () => {
    const talk = call()
    talk.press(digits)
    expect(talk.said).toEqual([['welcome.who', 'welcome.key-all'], ['gate.ready']])
  })

  test.each([0, 1, 2, 3])('hash after every group, %i keys lost in each gap', (lostInGap) => {
    const talk = call({ lostInGap })
    talk.press(`${id.join('#')}#`)
    expect(questions(talk)).toEqual([])
    expect(isThrough(talk)).toBe(true)
  })

  test('a caller who waits after each group hears the next one named, and gets seven keys', () => {
    const talk = call()
    for (const group of id.slice(0, 8)) {
      talk.press(group)
      expect(talk.expected()?.atMost).toBe(7)
    }
    talk.press(id[8] ?? '')
    expect(talk.said.slice(1, -1).flat()).toEqual(
      groups.slice(1).map((group) => `entry.next-group ${group}`),
    )
    expect(isThrough(talk)).toBe(true)
  })

  test('who waits and ends with hash may press eight keys a group', () => {
    const talk = call()
    for (const group of id) talk.hear(`${group}#`)
    expect(questions(talk)).toEqual([])
    expect(isThrough(talk)).toBe(true)
  })

  test.each(groups)('who waits and comes short in group %i goes on in the run', (group) => {
    const talk = call()
    for (const early of id.slice(0, group - 1)) talk.press(early)
    talk.hear(id[group - 1]?.slice(0, 4) ?? '')
    talk.press(digits.slice(7 * (group - 1) + 4))
    expect(questions(talk)).toEqual([])
    expect(isThrough(talk)).toBe(true)
  })

  test.each(Array.from({ length: 62 }, (_, index) => index + 1))(
    'a run that the timer cuts after key %i is taken on from there',
    (cut) => {
      const talk = call()
      talk.hear(digits.slice(0, cut))
      if (cut === 1) talk.hear(digits.slice(1, 9))
      talk.press(digits.slice(cut === 1 ? 9 : cut))
      expect(questions(talk)).toEqual([])
      expect(isThrough(talk)).toBe(true)
    },
  )

  test.each(Array.from({ length: 56 }, (_, index) => index + 2))(
    'two keys lost in the gap after key %i heal',
    (cut) => {
      const talk = call()
      talk.hear(digits.slice(0, cut))
      talk.press(digits.slice(cut + 2))
      expect(questions(talk)).toEqual([])
      expect(isThrough(talk)).toBe(true)
    },
  )

  test('the first stop inside a group is silent and gives twelve seconds; the second one speaks', () => {
    const talk = call()
    expect(talk.expected()?.patienceInMs).toBe(8_000)
    expect(talk.hear(digits.slice(0, 10))).toEqual([])
    expect(talk.expected()?.patienceInMs).toBe(12_000)
    expect(talk.hear(digits.slice(10, 19))).toEqual(['entry.go-on 3'])
    expect(talk.expected()?.patienceInMs).toBe(12_000)
  })

  test('after a stop the line listens for all groups not complete, since one may be begun again', () => {
    const talk = call()
    talk.hear(digits.slice(0, 10))
    expect(talk.expected()?.atMost).toBe(7 * 8)
  })

  test('a provider that stops at fifty keys cuts at a group’s end', () => {
    const talk = call({ script: { keysPerListening: 50 } })
    expect(talk.expected()?.atMost).toBe(49)
    talk.press(digits)
    expect(questions(talk)).toEqual([])
    expect(isThrough(talk)).toBe(true)
  })

  test('a hundred and sixty keys without an end lead to a person', () => {
    const talk = call()
    for (let turn = 0; turn < 12 && talk.outcome() === undefined; turn++) {
      talk.hear('49176534917653')
    }
    expect(talk.said.at(-1)).toContain('person.hours')
  })

  test('keys A to D are noise', () => {
    const talk = call()
    talk.hear(`${digits.slice(0, 21)}A`)
    talk.press(digits.slice(21))
    expect(questions(talk)).toEqual([])
    expect(isThrough(talk)).toBe(true)
  })
})

describe.each(groups)('one slip in group %i heals without a question', (group) => {
  const at = 7 * (group - 1)
  const own = id[group - 1] ?? ''
  const before = digits.slice(0, at)
  const after = digits.slice(at + 7)
  const slips: readonly (readonly [string, string])[] = [
    ['a wrong digit', withWrongDigit(digits, at + 3)],
    ['a wrong first digit', withWrongDigit(digits, at)],
    ['a wrong check digit', withWrongDigit(digits, at + 6)],
    ['two digits swapped', withSwap(digits, at + 2)],
    ['a lost key', digits.slice(0, at + 4) + digits.slice(at + 5)],
    ['a doubled key', digits.slice(0, at + 3) + digits.slice(at + 2)],
    ['an extra key', `${digits.slice(0, at + 2)}8${digits.slice(at + 2)}`],
    ['begun again after two keys', before + own.slice(0, 2) + own + after],
    ['begun again after six keys', before + own.slice(0, 6) + own + after],
    ['keyed twice', before + own + own + after],
    ['star: this group', `${before}${own.slice(0, 4)}*${own}${after}`],
    [
      'star: the last key',
      `${before}${own.slice(0, 3)}${own.at(3) === '8' ? '7' : '8'}*${own.slice(3)}${after}`,
    ],
    ['star: the group just finished', `${before}${withWrongDigit(own, 2)}*${own}${after}`],
    ['star: nothing', `${before}${own}*${after}`],
  ]

  test.each(slips)('%s', (_, keys) => {
    const talk = call()
    talk.press(keys)
    expect(questions(talk)).toEqual([])
    expect(isThrough(talk)).toBe(true)
  })

  test.each(slips)('%s, in an entry cut by the timer just before that group', (_, keys) => {
    const talk = call()
    if (at > 0) talk.hear(keys.slice(0, at))
    talk.press(keys.slice(at))
    expect(questions(talk)).toEqual([])
    expect(isThrough(talk)).toBe(true)
  })
})

describe('slips that touch two groups', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('swapped across the border after group %i', (group) => {
    const swapped =
      digits[7 * group - 1] !== digits[7 * group] ? withSwap(digits, 7 * group - 1) : digits
    const talk = call()
    talk.press(swapped)
    expect(questions(talk)).toEqual([])
    expect(isThrough(talk)).toBe(true)
  })

  const pairs = groups.flatMap((one) =>
    groups.filter((other) => other > one).map((other) => [one, other] as const),
  )

  test.each(pairs)('groups %i and %i exchanged', (one, other) => {
    const exchanged = [...id]
    exchanged[one - 1] = id[other - 1] ?? ''
    exchanged[other - 1] = id[one - 1] ?? ''
    const talk = call()
    talk.press(exchanged.join(''))
    expect(questions(talk)).toEqual([])
    expect(isThrough(talk)).toBe(true)
  })

  test.each(pairs)('a wrong digit in group %i and a lost key in group %i', (one, other) => {
    const wrong = withWrongDigit(digits, 7 * (one - 1) + 2)
    const at = 7 * (other - 1) + 5
    const talk = call()
    talk.press(wrong.slice(0, at) + wrong.slice(at + 1))
    expect(questions(talk)).toEqual([])
    expect(isThrough(talk)).toBe(true)
  })

  test('three slips: swapped, doubled and wrong', () => {
    const wrong = withWrongDigit(withSwap(digits, 9), 50)
    const talk = call()
    talk.press(wrong.slice(0, 30) + wrong.slice(29))
    expect(questions(talk)).toEqual([])
    expect(isThrough(talk)).toBe(true)
  })

  test('star as a mere separator between all groups', () => {
    const talk = call()
    talk.press(id.join('*'))
    expect(questions(talk)).toEqual([])
    expect(isThrough(talk)).toBe(true)
  })
})

describe('a key too many', () => {
  test.each([1, 2, 3])(
    '%i doubled keys push the last digits into the gap; nothing is asked',
    (count) => {
      let keys = digits
      for (let slip = 0; slip < count; slip++) {
        const at = 5 + slip * 17
        keys = keys.slice(0, at + 1) + keys.slice(at)
      }
      const talk = call({ lostInGap: 3 })
      talk.press(keys.slice(0, 63))
      expect(questions(talk)).toEqual([])
      expect(isThrough(talk)).toBe(true)
    },
  )

  test('a late hash or zero at the gate neither skips block A nor calls a person', () => {
    for (const late of ['0', '7', '70']) {
      const talk = call()
      talk.press(digits)
      talk.hear(late)
      expect(talk.said.at(-1)?.[0]).toMatch(/^block A /)
    }
  })
})
