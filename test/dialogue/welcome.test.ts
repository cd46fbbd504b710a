import { describe, expect, test } from '@jest/globals'
import type { Language } from '../../src/base/brand.ts'
import { chosenLanguage } from '../../src/dialogue/memory.ts'
import { madeUpId, presses, runOf } from '../support/ids.ts'
import { startTalk } from '../support/talk.ts'

const id = madeUpId(18)
const digits = runOf(id)
const [nl, fr, de, en] = ['nl', 'fr', 'de', 'en'] as unknown as [
  Language,
  Language,
  Language,
  Language,
]
const equal = { choice: 'equal', languages: [nl, fr, de] } as const
const mainAndOther = { choice: 'main-and-other', languages: [nl, en] } as const

describe('the first seconds', () => {
  test('with one language the welcome is already the entry', () => {
    const talk = startTalk()
    expect(talk.said).toEqual([['welcome.who', 'welcome.key-all']])
    expect(talk.expected()).toEqual({
      answer: 'groups',
      atMost: 63,
      finish: 'none',
      patienceInMs: 8_000,
      speech: false,
    })
  })

  test('a line that cannot finish says so before a digit is taken', () => {
    const talk = startTalk({ answered: { line: 'unable' } })
    expect(talk.said).toEqual([['welcome.who', 'unable.now', 'person.hours', 'goodbye']])
    expect(talk.outcome()).toBe('unable')
  })

  test('on a relay number every pause is doubled', () => {
    const talk = startTalk({ script: { relay: true } })
    expect(talk.expected()?.patienceInMs).toBe(16_000)
  })
})

describe('several equal languages', () => {
  test.each([
    ['1', nl],
    ['2', fr],
    ['3', de],
  ])('key %s chooses its language', (key, language) => {
    const talk = startTalk({ script: equal })
    expect(talk.said[0]).toEqual(['language.offer 1', 'language.offer 2', 'language.offer 3'])
    expect(talk.hear(key)).toEqual(['welcome.who', 'welcome.key-all'])
    expect(chosenLanguage(talk.state())).toBe(language)
  })

  test('a wrong key or silence hears the offer once more, then the first language goes on', () => {
    const talk = startTalk({ script: equal })
    expect(talk.hear('7')).toHaveLength(3)
    expect(talk.hear('')).toEqual(['welcome.who', 'welcome.key-all'])
    expect(chosenLanguage(talk.state())).toBe(nl)
  })

  test('a choice of the last 24 hours is remembered', () => {
    const talk = startTalk({ script: equal, answered: { remembered: fr } })
    expect(talk.said).toEqual([['welcome.who', 'welcome.key-all']])
    expect(chosenLanguage(talk.state())).toBe(fr)
  })
})

describe('one main language and one other', () => {
  test('silence goes on in the main one', () => {
    const talk = startTalk({ script: mainAndOther })
    expect(talk.said[0]).toEqual(['welcome.who', 'language.offer 2'])
    expect(talk.hear('')).toEqual(['welcome.key-all'])
  })

  test('two chooses the other', () => {
    const talk = startTalk({ script: mainAndOther })
    talk.hear('2')
    expect(chosenLanguage(talk.state())).toBe(en)
  })

  test.each([0, 1, 2, 3])(
    'the ID’s first digit there begins the ID, %i keys lost in the gap',
    (lost) => {
      const talk = startTalk({ script: mainAndOther, genuine: [id] })
      expect(talk.hear(digits.charAt(0))).toEqual([])
      talk.press(digits.slice(1 + lost))
      expect(talk.state().kind).toBe('at-gate')
      expect(talk.said.flat().filter((said) => said.startsWith('entry.'))).toEqual([])
    },
  )
})

describe('after a dropped call', () => {
  const cuts = [3, 7, 10, 21, 33, 35, 50, 56, 60]

  test.each(cuts)('the caller goes on where he was, after key %i', (cut) => {
    const talk = startTalk({
      genuine: [id],
      answered: { beginnings: [presses(digits.slice(0, cut))] },
    })
    expect(talk.said[0]).toEqual(['welcome.who', 'resume.go-on'])
    talk.press(digits.slice(cut))
    expect(talk.state().kind).toBe('at-gate')
  })

  test.each(cuts)('he may begin the group again, or the one before (%i)', (cut) => {
    for (const back of [0, 1]) {
      const talk = startTalk({
        genuine: [id],
        answered: { beginnings: [presses(digits.slice(0, cut))] },
      })
      const from = 7 * Math.max(0, Math.floor(cut / 7) - back)
      talk.press(digits.slice(from))
      expect(talk.state().kind).toBe('at-gate')
    }
  })

  test('who keys all nine groups begins afresh, or has another machine', () => {
    const other = madeUpId(19)
    const talk = startTalk({
      genuine: [id, other],
      answered: { beginnings: [presses(digits.slice(0, 40))] },
    })
    talk.press(runOf(other))
    expect(talk.state().kind).toBe('at-gate')
    expect(talk.said.flat().filter((said) => said.startsWith('entry.'))).toEqual([])
  })

  test('who waits to be answered hears the group after those of the earlier call', () => {
    const talk = startTalk({
      genuine: [id],
      answered: { beginnings: [presses(digits.slice(0, 28))] },
    })
    expect(talk.press(id[4] ?? '')).toEqual(['entry.next-group 6'])
  })

  test('who goes on is not asked for his language: his next digit may be a two', () => {
    for (const script of [equal, mainAndOther]) {
      const talk = startTalk({ script, answered: { beginnings: [presses(digits.slice(0, 28))] } })
      expect(talk.said[0]).toEqual(['welcome.who', 'resume.go-on'])
    }
  })

  test('an entry that drops twice is kept whole', () => {
    const first = presses(digits.slice(0, 20))
    const second = startTalk({ genuine: [id], answered: { beginnings: [first] } })
    second.hear(digits.slice(20, 41))
    second.input({ kind: 'hangup' })
    const third = startTalk({ genuine: [id], answered: { beginnings: [second.keyed()] } })
    third.press(digits.slice(41))
    expect(third.state().kind).toBe('at-gate')
  })
})
