import { describe, expect, test } from '@jest/globals'
import type { CaseNumber, Country, E164, Language } from '../../../src/base/brand.ts'
import {
  createOutreach,
  type Outreach,
  type OutreachRequest,
  type Unreached,
} from '../../../src/calls/outreach.ts'
import { createCaseTexts } from '../../../src/operators/telephony/text-case.ts'
import type { TextMessage } from '../../../src/operators/telephony/telephony.ts'
import { createTallies } from '../../../src/stores/memory/tallies.ts'

const called = '+31800000000' as E164
const sender = '+3197000000' as E164
const mobile = '+31612345678' as E164
const about = {
  called,
  country: 'NL' as Country,
  to: mobile,
  caseNumber: '12345674' as CaseNumber,
  language: 'nl' as Language,
}

type Opened = ReturnType<typeof createCaseTexts> & {
  readonly sent: TextMessage[]
  readonly asked: OutreachRequest[]
}

const open = (refuses?: Unreached | Outreach): Opened => {
  const [sent, asked]: [TextMessage[], OutreachRequest[]] = [[], []]
  const texts = createCaseTexts({
    senderOf: (number) => (number === called ? sender : undefined),
    write: ({ caseNumber, language }) => `${language} ${caseNumber}`,
    outreach: {
      refuses: async (request) => {
        asked.push(request)
        return typeof refuses === 'object' ? refuses.refuses(request) : refuses
      },
    },
    reaches: () => ['NL', 'BE'] as unknown as readonly [Country, ...Country[]],
    isFree: (number) => number === '+31200000001',
    telephony: { text: async (message) => void sent.push(message) },
  })
  return { ...texts, sent, asked }
}

describe('a case number as a text message', () => {
  test.each([
    ['a mobile telephone of the country', mobile, true],
    ['one of a neighbour that the script reaches', '+32470123456', true],
    ['one of any other country', '+447400123456', false],
    ['a telephone at the wall', '+31201234567', false],
    ['a number that costs whoever calls it', '+31900123456', false],
    ['no number', '+31', false],
    ['a page of the demo', '+31200000001', true],
  ])('is offered to %s (%s): %p', (_, to, is) => {
    const { mayBeSent, asked } = open()
    expect(mayBeSent({ ...about, to: to as E164 })).toBe(is)
    expect(asked).toEqual([])
  })

  test('is offered by no number that sends none', () => {
    expect(open().mayBeSent({ ...about, called: '+31850000000' as E164 })).toBe(false)
  })

  test('goes to the caller himself, in his language, and is counted as any other', async () => {
    const { send, sent, asked } = open()
    expect(await send(about)).toBe(true)
    expect(sent).toEqual([{ from: sender, to: mobile, body: 'nl 12345674' }])
    expect(asked).toEqual([
      {
        to: mobile,
        caller: mobile,
        caseNumber: about.caseNumber,
        isProven: false,
        reaches: ['NL', 'BE'],
        isFree: false,
      },
    ])
  })

  test('to a page of the demo costs nothing, and is counted all the same', async () => {
    const { send, sent, asked } = open()
    const to = '+31200000001' as E164
    expect(await send({ ...about, to })).toBe(true)
    expect([asked, sent]).toMatchObject([[{ to, isFree: true }], [{ to }]])
    const often = open('case')
    expect(await often.send({ ...about, to })).toBe(false)
    expect(often.sent).toEqual([])
  })

  test.each([
    ['a number that costs whoever calls it', '+319001234'],
    ['a satellite telephone', '+881612345678'],
    ['a telephone of any other country', '+4915112345678'],
  ])('never goes to %s (%s), and spends nothing there', async (_, to) => {
    const counted: string[] = []
    const tallies = createTallies()
    const { send, sent } = open(
      createOutreach({
        tallies: {
          ...tallies,
          add: (book, name) => {
            counted.push(book)
            return tallies.add(book, name)
          },
        },
        key: new Uint8Array(32),
        dailyBudget: 100,
        timeoutInMs: 60_000,
        report: () => {},
      }),
    )
    expect(await send({ ...about, to: to as E164 })).toBe(false)
    expect([sent, counted]).toEqual([[], []])
    expect(await send(about)).toBe(true)
    expect(counted).toHaveLength(3)
  })

  test.each<Unreached>(['case', 'number', 'budget', 'uncounted'])(
    'is not sent against the money rules (%s)',
    async (refused) => {
      const { send, sent } = open(refused)
      expect(await send(about)).toBe(false)
      expect(sent).toEqual([])
    },
  )
})
