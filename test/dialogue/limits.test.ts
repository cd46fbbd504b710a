import { describe, expect, test } from '@jest/globals'
import type { Turn } from '../../src/dialogue/turn.ts'
import { madeUpId, runOf, withWrongDigit } from '../support/ids.ts'
import { startTalk, type Talk } from '../support/talk.ts'

const id = madeUpId(22)
const digits = runOf(id)
const forged = runOf(madeUpId(32))
const spoiled = [1, 2, 4, 5, 15, 16, 18, 19, 29, 30, 32, 33, 43, 44, 46, 47].reduce(
  withWrongDigit,
  digits,
)

const asked = (talk: Talk): Extract<Turn, { kind: 'ask' }> => {
  const turn = talk.turn()
  if (turn.kind !== 'ask') throw new Error('the line does not listen')
  return turn
}

const slow = (options = {}): Talk => startTalk({ genuine: [id], slowInMs: 8_000, ...options })

const waitsBefore = (talk: Talk): number =>
  (asked(talk).first ?? []).reduce(
    (sum, prompt) => sum + (prompt.kind === 'silence' ? prompt.ms : 0),
    0,
  )

describe('after many entries without a proof', () => {
  test('the line says so, and waits before it asks again', () => {
    const talk = slow()
    expect(talk.press(spoiled)[0]).toBe('limit.moment')
    expect(waitsBefore(talk)).toBe(8_500)
  })

  test('a key does not end the wait: the line does not listen in it', () => {
    const talk = slow()
    talk.press(spoiled)
    expect(asked(talk).say.some(({ kind }) => kind === 'silence')).toBe(true)
    expect(asked(talk).say).not.toContainEqual({ kind: 'words', key: 'limit.moment' })
  })

  test('an ID that was not made with a key of ours is compared as slowly', () => {
    const talk = slow({ genuine: [] })
    expect(talk.press(forged)).toEqual(['limit.moment', 'entry.compare 4'])
  })

  test('a fresh start is offered as slowly', () => {
    const talk = slow()
    talk.press(spoiled)
    for (let tries = 0; tries < 3; tries += 1) talk.press('1234567')
    expect(talk.said.at(-1)).toEqual(['limit.moment', 'entry.again'])
  })

  test('a genuine ID is through at once', () => {
    const talk = slow({ answered: { slowInMs: 20_000 } })
    expect(talk.press(digits)).toEqual(['gate.ready'])
    expect(asked(talk).first).toBeUndefined()
  })

  test('so is one that heals', () => {
    const talk = slow({ answered: { slowInMs: 20_000 } })
    expect(talk.press(withWrongDigit(digits, 30))).toEqual(['gate.ready'])
  })

  test('so is one in which a group had to be keyed again', () => {
    const talk = slow({ answered: { slowInMs: 20_000 } })
    const other = (id[4] ?? '').replaceAll(/\d/g, (digit) => String((Number(digit) + 3) % 10))
    const asks = talk.press(digits.slice(0, 28) + other + digits.slice(35))
    expect(asks).toEqual(['limit.moment', 'entry.once-more 5'])
    expect(talk.press(id[4] ?? '')).toEqual(['gate.ready'])
    expect(asked(talk).first).toBeUndefined()
  })

  test('who has only paused is not made to wait, nor loses a key', () => {
    const talk = slow({ genuine: [], answered: { slowInMs: 20_000 } })
    talk.hear(forged.slice(0, 59))
    expect(talk.reads.map(({ entry }) => entry)).toEqual(['begun'])
    expect(asked(talk).first).toBeUndefined()
  })

  test('fewer readings are tried', () => {
    const usual = startTalk({ genuine: [] })
    usual.press(spoiled)
    const slowed = slow({ answered: { slowInMs: 2_000 } })
    slowed.press(spoiled)
    expect(usual.reads.map(({ atMost }) => atMost)).toEqual([20_000])
    expect(slowed.reads.map(({ atMost }) => atMost)).toEqual([2_000])
  })
})

describe('what counts', () => {
  const kinds = (talk: Talk): readonly string[] => talk.reads.map(({ entry }) => entry)

  test('an entry counts once, however often a group of it is asked again', () => {
    const talk = startTalk({ genuine: [] })
    talk.press(spoiled)
    for (let tries = 0; tries < 3; tries += 1) talk.press('1234567')
    expect(kinds(talk)).toEqual(['whole', 'counted', 'counted', 'counted'])
  })

  test('a fresh start is another entry', () => {
    const talk = startTalk({ genuine: [] })
    talk.press(spoiled)
    for (let tries = 0; tries < 3; tries += 1) talk.press('1234567')
    talk.press('1')
    talk.press(spoiled)
    expect(kinds(talk).at(-1)).toBe('whole')
  })

  test('what is not all there does not count', () => {
    const talk = startTalk({ genuine: [] })
    talk.hear(forged.slice(0, 59))
    talk.press(forged.slice(59))
    expect(kinds(talk)).toEqual(['begun', 'whole'])
  })
})

describe('a call that lasts too long', () => {
  const holdFor = (talk: Talk, holds: number): readonly string[] => {
    let said: readonly string[] = []
    for (let held = 0; held < holds; held += 1) said = talk.hear('5')
    return said
  }
  const read = (talk: Talk): void => {
    talk.press(digits)
    for (let blocks = 0; blocks < 9; blocks += 1) talk.press('#')
  }

  /** Held for a quarter of an hour before each of two IDs, and for five minutes before the third. */
  const longTalk = (relay: boolean): Talk => {
    const talk = startTalk({ genuine: [id], script: { relay } })
    for (let computers = 0; computers < 2; computers += 1) {
      holdFor(talk, 3)
      read(talk)
    }
    holdFor(talk, 1)
    return talk
  }

  test.each([
    ['', false],
    [' of a relay, after twice the time,', true],
  ])('is told so once%s before it ends', (_, relay) => {
    const talk = longTalk(relay)
    const before = talk.said.flat().filter((said) => said === 'limit.soon')
    expect(before).toEqual([])
    const said = id.slice(0, 7).map((group) => talk.hear(group))
    expect(said.flat().filter((one) => one === 'limit.soon')).toHaveLength(1)
  })
})
