import { describe, expect, test } from '@jest/globals'
import { dammDigit } from '../../src/identifiers/damm.ts'
import { showGroups } from '../../src/identifiers/digit-groups.ts'
import { madeUpId, presses, runOf, withWrongDigit } from '../support/ids.ts'
import { confirmationId, startTalk } from '../support/talk.ts'

const id = madeUpId(13)
const digits = runOf(id)
const release = madeUpId(13, 2)
const call = (options = {}): ReturnType<typeof startTalk> =>
  startTalk({ genuine: [id], ...options })

/** Digits that look random and are the same in each run. */
const noise = (length: number, seed: number): string => {
  let value = seed
  return Array.from({ length }, () => {
    value = (value * 1_103_515_245 + 12_345) % 2_147_483_648
    return String(Math.floor(value / 65_536) % 10)
  }).join('')
}

const caseDigits = (seven: string): string => `${seven}${dammDigit(seven)}`

describe('what was keyed says what it is', () => {
  test.each([24, 25, 26])('%i keys that fit nowhere are the product key', (length) => {
    const talk = call()
    expect(talk.press(`7${noise(length - 1, 5)}`)).toEqual(['is.product-key'])
    talk.press(digits)
    expect(talk.state().kind).toBe('at-gate')
  })

  test.each(['0201234567', '0031201234567', '15550123', '442079460123'])(
    'a telephone number is not taken for an ID: %s',
    (number) => {
      const talk = call()
      talk.press(number)
      talk.press(digits)
      expect(['at-gate', 'reading-back']).toContain(talk.state().kind)
      expect(talk.said.flat().filter((said) => said.startsWith('entry.once'))).toEqual([])
    },
  )

  test.each(['9201234567', '0201234567', '0031201234567'])(
    'no ID begins as %s does: the line says which number it needs',
    (number) => {
      expect(call().press(number)).toEqual(['is.other-number'])
    },
  )

  test('ten keys with a slip in group one are the beginning of an ID', () => {
    expect(call().press(withWrongDigit(digits.slice(0, 10), 4))).toEqual([])
  })

  test('the confirmation ID itself belongs into the computer', () => {
    const talk = call()
    expect(talk.press(confirmationId.join(''))).toEqual(['is.confirmation-id'])
  })

  test('an answer that may begin an ID is read first, and then said to be the answer', () => {
    const answer = showGroups(123_456n * 10n ** 42n + 987_654_321n, 8)
    const talk = call()
    expect(talk.press(answer.join(''))).toEqual(['is.confirmation-id'])
    talk.press(digits)
    expect(talk.state().kind).toBe('at-gate')
  })

  test('eight groups of an ID are not taken for the answer, though they may look like one', () => {
    const talk = call()
    expect(talk.press(digits.slice(0, 56))).toEqual(['entry.next-group 9'])
    talk.press(digits.slice(56))
    expect(talk.state().kind).toBe('at-gate')
  })

  test('nor are eight groups of a release ID, which is not offered before it is whole', () => {
    const talk = call({ releases: [release] })
    expect(talk.press(runOf(release).slice(0, 56))).toEqual(['entry.next-group 9'])
  })

  test('a case number of eight digits opens its case', () => {
    const talk = call({ openCase: presses(digits.slice(0, 30)) })
    const number = caseDigits('8234567')
    expect(talk.press(number)).toEqual(['case.found'])
    expect(talk.recalledCases).toEqual([number])
    talk.press(digits.slice(30))
    expect(talk.state().kind).toBe('at-gate')
  })

  test('an unknown case number is said to be unknown, and the entry begins', () => {
    const talk = call()
    expect(talk.press(caseDigits('8234567'))).toEqual(['case.unknown'])
    talk.press(digits)
    expect(talk.state().kind).toBe('at-gate')
  })

  test('a release ID is said to be one; who keys an installation ID then activates', () => {
    const talk = call({ releases: [release] })
    expect(talk.press(runOf(release))).toEqual(['release.offer'])
    talk.press(digits)
    expect(talk.state().kind).toBe('at-gate')
  })

  test.each([1, 2, 3, 4, 5, 6])('another maker’s 54 digits, then a person (%i)', (seed) => {
    const talk = call()
    expect(talk.press(noise(54, seed * 7))).toEqual(['is.not-ours'])
    expect(talk.press(noise(54, seed * 11))).toEqual(
      expect.arrayContaining(['is.not-ours-again', 'person.hours']),
    )
  })

  test('another maker’s 63 digits are named so at once; one in twenty may fit by chance', () => {
    const seeds = Array.from({ length: 40 }, (_, index) => index + 1)
    const named = seeds.filter((seed) => call().press(noise(63, seed * 7919))[0] === 'is.not-ours')
    expect(named.length).toBeGreaterThanOrEqual(38)
  })

  test('another maker’s 63 digits a second time lead to a person, never to nine questions', () => {
    const talk = call()
    talk.press(noise(63, 7))
    expect(talk.press(noise(63, 22))).toEqual(
      expect.arrayContaining(['is.not-ours-again', 'person.hours']),
    )
  })

  test('after another maker’s ID the right one is taken without a question', () => {
    const talk = call()
    talk.press(noise(54, 3))
    talk.press(digits)
    expect(talk.state().kind).toBe('at-gate')
  })
})

test('nine groups that fit, made for other digits, are none of the strange ones', () => {
  const talk = call()
  const other = showGroups(
    123_456_789_012_345_678_901_234_567_890_123_456_789_012_345_678_901n + 10n ** 53n,
    9,
  )
  expect(talk.press(other.join(''))).toEqual(['entry.compare 4'])
})
