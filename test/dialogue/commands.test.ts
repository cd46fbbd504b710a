import { describe, expect, test } from '@jest/globals'
import { madeUpId, runOf } from '../support/ids.ts'
import { caseNumber, startTalk } from '../support/talk.ts'

const id = madeUpId(12)
const digits = runOf(id)
const call = (): ReturnType<typeof startTalk> => startTalk({ genuine: [id] })

const personWords = [
  'person.hours',
  'case.pen',
  'case.number',
  `digits ${caseNumber}`,
  'case.once-more',
]

describe('a person', () => {
  test('star and zero as the last two keys call a person, and what was keyed waits', () => {
    const talk = call()
    const said = talk.press(`${digits.slice(0, 20)}*0`)
    expect(said).toEqual([
      'person.not-here',
      ...personWords,
      `digits ${caseNumber}`,
      'case.waits',
      'goodbye',
    ])
    expect(talk.outcome()).toBe('left-open')
    expect(talk.keyed().filter((item) => item.kind === 'press')).toHaveLength(20)
  })

  test('star and zero inside an entry are keys like any other', () => {
    const talk = call()
    talk.press(`${digits.slice(0, 7)}*${digits.slice(0, 63)}`.slice(0, 63))
    expect(talk.outcome()).toBeUndefined()
  })

  test('a lone zero is asked about once; the second one calls a person', () => {
    const talk = call()
    expect(talk.press('0')).toEqual(['entry.lone-zero'])
    expect(talk.press('0')).toEqual(expect.arrayContaining(['person.not-here', ...personWords]))
    expect(talk.keyed().filter((item) => item.kind === 'press')).toEqual([])
  })

  test('a lone zero is asked about after a silence, too', () => {
    const talk = call()
    talk.press(digits.slice(0, 35))
    talk.hear('')
    expect(talk.press('0')).toEqual(['entry.lone-zero'])
    expect(talk.press('0')).toEqual(expect.arrayContaining(['person.not-here', ...personWords]))
  })

  test('a lone zero was the first digit when the caller goes on keying', () => {
    const first = startTalk({ genuine: [id] })
    first.press('0')
    first.press(digits.startsWith('0') ? digits.slice(1) : digits)
    expect(first.state().kind).toBe('at-gate')
  })
})

describe('time', () => {
  test('a lone five before any digit holds the line for five minutes, three times at most', () => {
    const talk = call()
    expect(talk.hear('5')).toEqual(['hold.begin'])
    expect(talk.hear('5')).toEqual(['hold.begin'])
    expect(talk.hear('5')).toEqual(['hold.begin'])
    expect(talk.hear('5')).toEqual(expect.arrayContaining(['hold.enough', ...personWords]))
  })

  test('who held the line may then key the whole ID', () => {
    const talk = call()
    talk.hear('5')
    talk.press(digits)
    expect(talk.state().kind).toBe('at-gate')
  })

  test('a five among the digits is a digit', () => {
    const talk = call()
    talk.hear(digits.slice(0, 9))
    expect(talk.hear('5')).not.toContain('hold.begin')
  })

  test('a call older than 45 minutes ends politely with its case number', () => {
    const talk = startTalk({ genuine: [id], answered: { at: 0 } as object })
    for (let turns = 0; turns < 400 && talk.outcome() === undefined; turns++) talk.hear('5')
    expect(talk.outcome()).toBeDefined()
  })
})

describe('silence', () => {
  test('no key ever: the line names other ways, listens for a voice, and gives no case number', () => {
    const talk = call()
    expect(talk.hear('')).toEqual(['entry.no-keys'])
    expect(talk.expected()?.speech).toBe(true)
    expect(talk.hear('')).toEqual(['person.hours', 'goodbye'])
    expect(talk.outcome()).toBe('nobody')
  })

  test('a voice instead of keys means somebody is there who has no keys', () => {
    const talk = call()
    talk.hear('')
    const said = talk.input({ kind: 'text', text: 'hello?' })
    expect(said).toEqual(['person.not-here', 'person.hours', 'goodbye'])
  })

  test.each([
    ['who never pressed a key', '', ['patience.ten-seconds', 'patience.last']],
    ['who has keys', id[0] ?? '', [undefined, 'patience.ten-seconds', 'patience.last']],
  ])('%s hears what ten more silent seconds lead to', (_who, first, announced) => {
    const talk = call()
    if (first !== '') talk.hear(first)
    const heard = announced.map(() => {
      const last = talk.announced()
      talk.hear('')
      return last
    })
    expect(heard).toEqual(announced)
    expect(talk.outcome()).toBeDefined()
  })

  test('three silences on one point lead to a person, each said in other words', () => {
    const talk = call()
    talk.press(id[0] ?? '')
    expect(talk.hear('')).toEqual(['entry.silent 2'])
    expect(talk.hear('')).toEqual(['entry.loudspeaker 2'])
    expect(talk.hear('')).toEqual(expect.arrayContaining(personWords))
  })

  test('a key between two silences begins the count again', () => {
    const talk = call()
    talk.press(id[0] ?? '')
    talk.hear('')
    talk.press(id[1] ?? '')
    expect(talk.hear('')).toEqual(['entry.silent 3'])
  })
})

describe('hanging up', () => {
  test('what was keyed before is kept for the next call', () => {
    const talk = call()
    talk.hear(digits.slice(0, 30))
    talk.input({ kind: 'hangup' })
    expect(talk.outcome()).toBe('hung-up')
    expect(talk.keyed().filter((item) => item.kind === 'press')).toHaveLength(30)
  })
})
