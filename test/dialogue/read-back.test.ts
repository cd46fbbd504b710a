import { describe, expect, test } from '@jest/globals'
import { madeUpId, runOf } from '../support/ids.ts'
import { caseNumber, confirmationId, startTalk } from '../support/talk.ts'

const id = madeUpId(16)
const other = madeUpId(17)

/** A caller who hears block A. */
const atBlockA = (): ReturnType<typeof startTalk> => {
  const talk = startTalk({ genuine: [id, other] })
  talk.press(runOf(id))
  talk.hear('')
  return talk
}

const block = (letter: string, pace = 'normal'): string =>
  `block ${letter} ${confirmationId['ABCDEFGH'.indexOf(letter)]} ${pace}`

describe('the gate', () => {
  test('listens for hash alone, for eight seconds', () => {
    const talk = startTalk({ genuine: [id] })
    talk.press(runOf(id))
    expect(talk.expected()).toMatchObject({ finish: '#', patienceInMs: 8_000 })
  })

  test('block A comes with the keys that steer it, said once', () => {
    const talk = atBlockA()
    expect(talk.said.at(-1)).toEqual([block('A'), 'read.keys'])
    expect(talk.hear('')).toEqual([block('B')])
  })
})

describe('the read-back', () => {
  test('goes on by itself through all eight blocks, then says that the screen should be activated', () => {
    const talk = atBlockA()
    const said = Array.from('BCDEFGH').map(() => talk.hear(''))
    expect(said.flat()).toEqual(Array.from('BCDEFGH').map((letter) => block(letter)))
    expect(talk.hear('')).toEqual(['done.screen', 'done.again', 'done.next-computer'])
  })

  test('star repeats the block and makes the rest slower', () => {
    const talk = atBlockA()
    talk.hear('')
    expect(talk.hear('*')).toEqual([block('B', 'slow')])
    expect(talk.expected()?.patienceInMs).toBe(7_000)
    expect(talk.hear('')).toEqual([block('C', 'slow')])
  })

  test('hash goes on, one goes back, nine begins at A', () => {
    const talk = atBlockA()
    expect(talk.hear('#')).toEqual([block('B')])
    expect(talk.hear('#')).toEqual([block('C')])
    expect(talk.hear('1')).toEqual([block('B')])
    expect(talk.hear('9')).toEqual([block('A'), 'read.keys'])
    expect(talk.hear('1')).toEqual([block('A'), 'read.keys'])
  })

  test('two is slower, three is faster', () => {
    const talk = atBlockA()
    expect(talk.hear('3')).toEqual(['read.faster', block('A', 'fast')])
    expect(talk.hear('2')).toEqual(['read.slower', block('A')])
    expect(talk.hear('2')).toEqual(['read.slower', block('A', 'slow')])
  })

  test('five holds, three times five minutes at most; any key goes on with the same block', () => {
    const talk = atBlockA()
    talk.hear('')
    expect(talk.hear('5')).toEqual(['read.hold'])
    expect(talk.hear('8')).toEqual([block('B')])
    expect(talk.hear('5')).toEqual(['read.hold'])
    expect(talk.hear('')).toEqual(['read.hold'])
    expect(talk.hear('')).toEqual([block('B')])
    expect(talk.hear('5')).toEqual([block('B')])
  })

  test('zero is asked about once before it calls a person', () => {
    const talk = atBlockA()
    expect(talk.hear('0')).toEqual(['read.person'])
    expect(talk.hear('0')).toEqual(expect.arrayContaining(['person.hours', 'case.again']))
    const goesOn = atBlockA()
    goesOn.hear('0')
    expect(goesOn.hear('#')).toEqual([block('B')])
  })

  test('a key that means nothing repeats the block', () => {
    const talk = atBlockA()
    talk.hear('')
    expect(talk.hear('7')).toEqual([block('B')])
    expect(talk.hear('A')).toEqual([block('B')])
  })
})

describe('after block H', () => {
  const afterH = (): ReturnType<typeof startTalk> => {
    const talk = atBlockA()
    for (let blocks = 0; blocks < 8; blocks++) talk.hear('')
    return talk
  }

  test('hash is goodbye', () => {
    const talk = afterH()
    expect(talk.hear('#')).toEqual(['goodbye'])
    expect(talk.outcome()).toBe('activated')
  })

  test('who stays on in silence hears how he may hear it again, and the case number twice', () => {
    const talk = afterH()
    expect(talk.hear('')).toEqual([
      'case.again',
      'case.pen',
      'case.number',
      `digits ${caseNumber}`,
      'case.once-more',
      `digits ${caseNumber}`,
      'goodbye',
    ])
    expect(talk.outcome()).toBe('activated')
  })

  test('who hangs up after block H has activated; who hangs up in the next ID has not', () => {
    const done = afterH()
    done.input({ kind: 'hangup' })
    expect(done.outcome()).toBe('activated')
    const going = afterH()
    going.hear(runOf(other).slice(0, 20))
    going.input({ kind: 'hangup' })
    expect(going.outcome()).toBe('hung-up')
  })

  test('star repeats block H, nine begins at A', () => {
    const talk = afterH()
    expect(talk.hear('*')).toEqual([block('H')])
    const again = afterH()
    expect(again.hear('9')).toEqual([block('A'), 'read.keys'])
  })

  test('the next computer’s ID is taken at once, without welcome or language', () => {
    const talk = afterH()
    expect(talk.press(runOf(other))).toEqual(['gate.ready'])
  })

  test('after the third computer the list by web is mentioned', () => {
    const talk = afterH()
    for (const next of [other, id]) {
      talk.press(runOf(next))
      for (let blocks = 0; blocks < 9; blocks++) talk.hear('')
    }
    expect(talk.said.at(-1)).toEqual([
      'done.screen',
      'done.again',
      'done.many',
      'done.next-computer',
    ])
  })
})
