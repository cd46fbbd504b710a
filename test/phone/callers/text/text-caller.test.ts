import { describe, expect, test } from '@jest/globals'
import { showGroups } from '../../../../src/identifiers/digit-groups.ts'
import {
  byHand,
  courteous,
  createTextCaller,
  hasty,
  inLetters,
  inLines,
  interrupting,
  numbering,
  relayOperator,
  slow,
  typist,
  type TextCaller,
  type TextManner,
  type TextQuirk,
} from '../../../../src/phone/callers/text/index.ts'
import { seededChance } from '../../../../src/phone/index.ts'
import { ourTelephone, read, writesTo } from './scripted-line.ts'

/** Three groups are enough to see how they are written. */
const id = showGroups(123456789012345678n, 3)
const blocks = showGroups(987654321098765432109876543210987654321098765432n, 8)
const sure = { share: 0, seen: 0 }

function callerOf(manner: TextManner, quirk: TextQuirk = { kind: 'none' }): TextCaller {
  return createTextCaller({
    manner: { ...manner, slips: sure },
    quirk,
    id,
    read,
    language: 'en',
    words: {
      goAhead: 'GA',
      yes: 'YES',
      next: 'OK',
      first: 'ALL',
      again: 'RPT',
      end: 'SK',
      person: 'PERSON',
    },
    chance: seededChance(3),
  })
}

const all = 'TYPE THE INSTALLATION ID FROM YOUR SCREEN, ALL NINE GROUPS. GA'
const once = 'ALMOST THERE. PLEASE TYPE GROUP 2 ONCE MORE. GA'
const block = (place: number): string => {
  const digits = blocks[place] ?? ''
  return `${'ABCDEFGH'.charAt(place)} ${digits.slice(0, 3)} ${digits.slice(3)}\r\nGA`
}
const answered = (manner: TextManner, ...messages: readonly string[]): readonly string[] =>
  writesTo(callerOf(manner).takeUp(ourTelephone()), messages)

describe('each writes his ID in his manner', () => {
  const spaced = id.join(' ')
  test.each([
    ['by hand', byHand, `${spaced} GA`],
    ['a typist', typist, `${spaced} GA`],
    ['slowly', slow, spaced],
    ['without spaces, and does not say go ahead', hasty, id.join('')],
    ['in lines', inLines, `${id.join('\r\n')} GA`],
    ['with numbers', numbering, `${id.map((group, n) => `NR ${n + 1} ${group}`).join(', ')} GA`],
    ['with a courtesy', courteous, `HELLO HERE IS ANNA Q GA\r\n${spaced} GA`],
    ['as an operator who relays', relayOperator, `RELAY CA NBR 4711 GA\r\n${spaced} GA`],
  ])('%s', (_, manner, typed) => {
    expect(answered(manner, all)).toEqual([typed])
  })

  test('in letters, where the machine has stayed in them', () => {
    expect(answered(inLetters, once)).toEqual(['UIOPQWP GA'])
  })

  test('one begins while the line still writes', () => {
    const told = answered(interrupting, 'TYPE THE INSTALLATION '.repeat(6))
    expect(told.join(' ')).toContain('7890120')
  })
})

test('only the group that is asked for is typed once more', () => {
  expect(answered(byHand, all, once)).toEqual([`${id.join(' ')} GA`, `${id[1]} GA`])
})

test('what cannot be read he asks to have again', () => {
  expect(answered(byHand, 'QPWEO VDKE WXNVBE RT ZZXQ GA', block(0).slice(0, -5))).toEqual([
    'RPT GA',
    'RPT GA',
  ])
})

test('a block with a wrong digit his computer does not take, and he asks for it again', () => {
  const wrong = block(0).replace(/\d/, (digit) => String((Number(digit) + 1) % 10))
  expect(answered(byHand, wrong, block(0))).toEqual(['RPT GA', 'GA'])
})

test('eight blocks are written down, and he says goodbye', () => {
  const caller = callerOf(byHand)
  const done = 'YOUR SCREEN SHOULD NOW SAY ACTIVATED. GA'
  const answers = writesTo(caller.takeUp(ourTelephone()), [
    ...blocks.map((_, place) => block(place)),
    done,
  ])
  expect(answers.at(-1)).toBe('SK')
  expect(caller.notes().answers).toEqual([blocks])
})

test('who is cut off goes on in his next call where he was', () => {
  const caller = callerOf(byHand, { kind: 'cut-off', after: 2 })
  const first = caller.takeUp(ourTelephone())
  expect(writesTo(first, [all])).toEqual([id.slice(0, 2).join(' ')])
  expect(first.hasHungUp()).toBe(true)
  const again = `IF YOU WERE CUT OFF, GO ON WHERE YOU WERE. ${all}`
  expect(writesTo(caller.takeUp(ourTelephone()), [again])).toEqual([`${id.slice(2).join(' ')} GA`])
})

test('another program’s ID comes first, and then the right one', () => {
  const groups = showGroups(1n, 3)
  const caller = callerOf(byHand, { kind: 'other-program', groups })
  const answers = writesTo(caller.takeUp(ourTelephone()), [all, all])
  expect(answers).toEqual([`${groups.join(' ')} GA`, `${id.join(' ')} GA`])
})

test('who is silent types nothing, and waits', () => {
  const call = callerOf(byHand, { kind: 'silent' }).takeUp(ourTelephone())
  expect(writesTo(call, [all, all])).toEqual(['-', '-'])
})

test('who wants a person asks for one after some groups, waits, and types to him the groups whose numbers he reads', () => {
  const caller = callerOf(byHand, { kind: 'wants-person', after: 1 })
  const [first, second, third] = id
  expect(
    writesTo(caller.takeUp(ourTelephone()), [
      all,
      once,
      'YOU ARE NEXT. GA',
      'HELLO, THIS IS ANNA. PLEASE TYPE GROUPS 2 AND 3 GA',
      'CAN YOU READ ME GA',
      'THANK YOU, THAT IS RIGHT. THE ANSWER HAS EIGHT BLOCKS. GA',
    ]),
  ).toEqual([`${first} GA`, 'PERSON GA', '-', `${second} ${third} GA`, 'YES GA', 'OK GA'])
})
