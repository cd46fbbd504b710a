import { describe, expect, test } from '@jest/globals'
import type { CaseNumber, Country, E164 } from '../../src/base/brand.ts'
import type { Fault } from '../../src/base/faults.ts'
import { createOutreach, type Outreach, type OutreachRequest } from '../../src/calls/outreach.ts'
import { createTallies } from '../../src/stores/memory/tallies.ts'

const [netherlands, belgium] = ['NL', 'BE'] as unknown as readonly [Country, Country]
const own = '+31612345678' as E164

const request = (rest: Partial<OutreachRequest> = {}): OutreachRequest => ({
  to: own,
  caller: own,
  caseNumber: '12345674' as CaseNumber,
  isProven: false,
  reaches: [netherlands, belgium],
  ...rest,
})

const open = (rest: Partial<Parameters<typeof createOutreach>[0]> = {}): Outreach =>
  createOutreach({
    tallies: createTallies(),
    key: new Uint8Array(32),
    dailyBudget: 100,
    timeoutInMs: 60_000,
    report: () => {},
    ...rest,
  })

const ofCase = (nth: number): Partial<OutreachRequest> => ({
  caseNumber: String(nth).padStart(8, '0') as CaseNumber,
})

describe('a callback or a text', () => {
  test.each([
    ['a mobile telephone', '+31612345678'],
    ['a fixed line', '+31201234567'],
    ['a telephone of a neighbouring country', '+32470123456'],
  ])('goes to %s', async (_, to) => {
    const allowed = await open().refuses(request({ to: to as E164, caller: to as E164 }))
    expect(allowed).toBeUndefined()
  })

  test.each([
    ['a premium number', '+319001234', 'kind'],
    ['a number that costs the caller nothing', '+318001234', 'kind'],
    ['a personal number', '+31881234567', 'kind'],
    ['another country', '+4915112345678', 'country'],
    ['a satellite telephone', '+881612345678', 'country'],
    ['what is no number', '+31', 'country'],
    ['a short number', '+31112', 'kind'],
  ])('never goes to %s', async (_, to, why) => {
    const number = to as E164
    expect(await open().refuses(request({ to: number, caller: number, isProven: true }))).toBe(why)
  })

  test('goes to a telephone of the demo, for which nobody pays, as often as to any other', async () => {
    const to = '+99900123456' as E164
    const line = open()
    expect(await line.refuses(request({ to, caller: to }))).toBe('country')
    const free = request({ to, caller: to, isFree: true })
    expect([await line.refuses(free), await line.refuses(free)]).toEqual([undefined, undefined])
    expect(await line.refuses(free)).toBe('case')
    expect(await line.refuses({ ...free, caller: own })).toBe('unproven')
  })

  test('on another number in place of one that was granted costs its case and its day nothing more', async () => {
    const line = open({ dailyBudget: 2 })
    expect(await line.refuses(request())).toBeUndefined()
    expect(await line.refuses(request())).toBeUndefined()
    const instead = request({ to: '+31687654321' as E164, isProven: true, isInstead: true })
    expect(await line.refuses(instead)).toBeUndefined()
    expect(await line.refuses({ ...instead, isInstead: false })).toBe('case')
  })

  test('goes to a number other than the caller’s only after an ID that was genuine', async () => {
    const other = { to: '+31687654321' as E164 }
    expect(await open().refuses(request(other))).toBe('unproven')
    const { caller: _, ...withheld } = request()
    expect(await open().refuses(withheld)).toBe('unproven')
    expect(await open().refuses(request({ ...other, isProven: true }))).toBeUndefined()
  })

  test('is made twice for a case', async () => {
    const outreach = open()
    for (const expected of [undefined, undefined, 'case']) {
      expect(await outreach.refuses(request())).toBe(expected)
    }
  })

  test('is made three times a day to a number, whatever the cases', async () => {
    const outreach = open()
    for (const [nth, expected] of [undefined, undefined, undefined, 'number'].entries()) {
      expect(await outreach.refuses(request(ofCase(nth)))).toBe(expected)
    }
  })

  test('is made until the country’s budget of the day is spent, which is said once', async () => {
    const reported: (readonly [Fault['code'], object])[] = []
    const outreach = open({
      dailyBudget: 2,
      report: ({ code }, fields) => void reported.push([code, fields]),
    })
    for (const [nth, expected] of [undefined, undefined, 'budget', 'budget'].entries()) {
      const to = `+3161234567${nth}` as E164
      expect(await outreach.refuses(request({ to, caller: to, ...ofCase(nth) }))).toBe(expected)
    }
    expect(reported).toEqual([['budget-spent', { country: 'NL' }]])
  })

  test('is not made where it cannot be counted', async () => {
    const lost = (): Promise<never> => Promise.reject(new Error('gone'))
    const codes: string[] = []
    const outreach = open({
      tallies: { add: lost, takeBack: lost, read: lost },
      report: ({ code }) => void codes.push(code),
    })
    expect(await outreach.refuses(request())).toBe('uncounted')
    expect(codes).toEqual(['limits-unusable'])
  })
})
