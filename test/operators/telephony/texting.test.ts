import { expect, test } from '@jest/globals'
import type { CallId, CaseNumber, Country, E164, Language } from '../../../src/base/brand.ts'
import type { OperatorId } from '../../../src/base/operator.ts'
import type { OutreachRequest } from '../../../src/calls/outreach.ts'
import type { Contact } from '../../../src/operators/desk/contact.ts'
import { createTexting, type TextingDeps } from '../../../src/operators/telephony/texting.ts'

const called = '+31800000000' as E164
const mobile = '+31612345678' as E164
const ofDemo = '+99900123456' as E164
const ann = 'ann' as OperatorId

const callerOf = (number: E164): Contact =>
  ({
    callId: 'CA1' as CallId,
    caseNumber: '12345674' as CaseNumber,
    country: 'NL' as Country,
    language: 'nl' as Language,
    called,
    number,
  }) as Contact

type Opened = ReturnType<typeof createTexting> & {
  /** What was done, in its order. */
  readonly done: string[]
  readonly asked: OutreachRequest[]
}

const open = (rest: Partial<TextingDeps> = {}): Opened => {
  const [done, asked]: [string[], OutreachRequest[]] = [[], []]
  const texting = createTexting({
    senderOf: () => called,
    write: (_, blocks) => blocks.join(' '),
    outreach: {
      refuses: async (request) => {
        asked.push(request)
        return undefined
      },
    },
    reaches: (country) => [country],
    isFree: (to) => to === ofDemo,
    telephony: { text: async ({ to }) => void done.push(`sent to ${to}`) },
    note: async ({ kind }) => void done.push(kind),
    now: () => 1_800_000_000_000,
    report: (error) => void done.push(String(error)),
    ...rest,
  })
  return { ...texting, done, asked }
}

test('an answer stands in the audit before it goes', async () => {
  const { send, done } = open()
  expect(await send(callerOf(mobile), ['1234567'], ann)).toBe('sent')
  expect(done).toEqual(['answer-texted', `sent to ${mobile}`])
})

test('an answer that cannot be written into the audit is not sent', async () => {
  const { send, done } = open({
    note: async () => {
      throw new Error('the books are closed')
    },
  })
  expect(await send(callerOf(mobile), ['1234567'], ann)).toBe('unable')
  expect(done).toEqual(['Error: the books are closed'])
})

test.each([
  ['a telephone at the wall', '+31201234567'],
  ['a number that costs whoever calls it', '+319001234'],
])('no answer goes to %s (%s), nor is one counted or told', async (_, number) => {
  const { send, done, asked } = open()
  expect(await send(callerOf(number as E164), ['1234567'], ann)).toBe('no-mobile')
  expect([done, asked]).toEqual([[], []])
})

test('an answer to a page of the demo costs nothing, and is counted all the same', async () => {
  const { send, asked } = open()
  expect(await send(callerOf(ofDemo), ['1234567'], ann)).toBe('sent')
  expect(asked).toMatchObject([{ to: ofDemo, isFree: true }])
  const often = open({ outreach: { refuses: async () => 'case' } })
  expect(await often.send(callerOf(ofDemo), ['1234567'], ann)).toBe('not-now')
  expect(often.done).toEqual([])
})
