import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Country, Language } from '../../../src/base/brand.ts'
import type { OperatorId } from '../../../src/base/operator.ts'
import type { Contact, ContactId } from '../../../src/operators/desk/contact.ts'
import type { Attendance } from '../../../src/operators/desk/desk-store.ts'
import {
  canHelp,
  estimateInMs,
  isOpen,
  orderFor,
  placeOf,
} from '../../../src/operators/desk/routing.ts'
import { aContact } from '../../contracts/a-contact.ts'

const now = Date.UTC(2027, 0, 1)
const minute = 60_000

const helper = (rest: Partial<Attendance> = {}): Attendance => ({
  operator: 'anna' as OperatorId,
  name: 'Anna',
  state: 'available',
  since: now,
  seenAt: now,
  languages: [],
  countries: [],
  roles: ['operator'],
  ...rest,
})

const language = fc.constantFrom('nl', 'de', 'en') as fc.Arbitrary<Language>
const country = fc.constantFrom('NL', 'DE', 'GB') as fc.Arbitrary<Country>
const operator = fc.constantFrom('anna', 'bert', 'cees') as fc.Arbitrary<OperatorId>

const phase: fc.Arbitrary<Contact['phase']> = fc.oneof(
  fc.constant({ kind: 'waiting' } as const),
  fc.record({
    kind: fc.constant('callback' as const),
    attempts: fc.nat(2),
    notBefore: fc.integer({ min: now - minute, max: now + minute }),
  }),
  operator.map((one) => ({
    kind: 'with' as const,
    operator: one,
    since: now,
    isOnHold: false,
    isHere: true,
    with: [],
  })),
)

const contacts: fc.Arbitrary<readonly Contact[]> = fc
  .array(
    fc.record({
      phase,
      language,
      country,
      since: fc.integer({ min: now - 10 * minute, max: now }),
      isFirst: fc.boolean(),
      reason: fc.constantFrom('asked', 'entry', 'exhausted'),
      offeredTo: fc.option(operator, { nil: undefined }),
    }),
    { maxLength: 12 },
  )
  .map((all) =>
    all.map(({ offeredTo, ...rest }, index) =>
      aContact(String(index), { ...rest, ...(offeredTo && { offeredTo }) }),
    ),
  )

const attending: fc.Arbitrary<readonly Attendance[]> = fc.array(
  fc
    .record({
      operator,
      state: fc.constantFrom('available', 'busy', 'after-call', 'away'),
      languages: fc.uniqueArray(language),
      countries: fc.uniqueArray(country),
    })
    .map(helper),
  { maxLength: 4 },
)

describe('who is helped next', () => {
  test('whoever it is can be helped by him, waits, and is not handed over to somebody else', () => {
    fc.assert(
      fc.property(contacts, attending, (all, [one = helper()]) => {
        for (const contact of orderFor(one, all, now)) {
          expect(canHelp(one, contact)).toBe(true)
          const { phase: found } = contact
          const isDue =
            found.kind === 'waiting' || (found.kind === 'callback' && found.notBefore <= now)
          expect(isDue).toBe(true)
          expect(contact.offeredTo ?? one.operator).toBe(one.operator)
        }
      }),
    )
  })

  test('the order is the same however the desk lists them', () => {
    fc.assert(
      fc.property(contacts, (all) => {
        expect(orderFor(helper(), all.toReversed(), now)).toEqual(orderFor(helper(), all, now))
      }),
    )
  })

  test('nobody goes before one of his kind who waits longer', () => {
    fc.assert(
      fc.property(contacts, (all) => {
        const order = orderFor(helper(), all, now)
        const names = ['isFirst', 'offeredTo', 'reason'] as const
        const isOvertaken = order.some((one, index) =>
          order
            .slice(index + 1)
            .some(
              (later) =>
                later.since < one.since && names.every((name) => one[name] === later[name]),
            ),
        )
        expect(isOvertaken).toBe(false)
      }),
    )
  })

  test('handed over, then who lost somebody, then the others', () => {
    const offered = aContact('a', { offeredTo: helper().operator, since: now })
    const first = aContact('b', { isFirst: true, since: now - minute })
    const longest = aContact('c', { since: now - 10 * minute })
    expect(orderFor(helper(), [longest, first, offered], now)).toEqual([offered, first, longest])
  })

  test('a plain question lets go first who cannot go on, when he came within a minute', () => {
    const question = aContact('a', { reason: 'asked', since: now - 5 * minute })
    const soon = aContact('b', { reason: 'entry', since: now - 4 * minute - 1 })
    const late = aContact('c', { reason: 'entry', since: now - 4 * minute + 1 })
    expect(orderFor(helper(), [question, soon, late], now)).toEqual([soon, question, late])
  })
})

describe('what a caller is told', () => {
  test('his place is one more than those before him who wait for the same people', () => {
    const dutch = (name: string, ago: number): Contact => aContact(name, { since: now - ago })
    const german = aContact('d', { language: 'de' as Language, since: now - 9 * minute })
    const all = [dutch('a', 3), dutch('b', 2), german, dutch('c', 1)]
    const onlyDutch = helper({ languages: ['nl' as Language] })
    const standing = { contacts: all, attending: [onlyDutch], now }
    expect(all.map((one) => placeOf(one, standing))).toEqual([1, 2, 1, 3])
    expect(placeOf(dutch('c', 1), { ...standing, attending: [helper()] })).toBe(4)
  })

  test('nobody is before him who is to be called back later, at another time of day, or by somebody else', () => {
    const callback = (name: string, notBefore: number, rest: Partial<Contact> = {}): Contact =>
      aContact(name, {
        since: now - 5 * minute,
        phase: { kind: 'callback', attempts: 0, notBefore },
        ...rest,
      })
    const due = callback('a', now)
    const later = callback('b', now + minute)
    const asleep = callback('c', now - minute, { since: now - 5 * 60 * minute })
    const others = aContact('d', { since: now - 5 * minute, offeredTo: 'bert' as OperatorId })
    const one = aContact('e', { since: now - minute })
    const standing = { attending: [helper()], now }
    expect(placeOf(one, { ...standing, contacts: [due, one] })).toBe(2)
    expect(placeOf(one, { ...standing, contacts: [later, asleep, others, one] })).toBe(1)
  })

  test('each who waits for a person that helps all has a place of his own', () => {
    fc.assert(
      fc.property(contacts, (all) => {
        const waiting = orderFor(helper(), all, now)
        const standing = { contacts: waiting, attending: [helper()], now }
        const places = waiting.map((one) => placeOf(one, standing))
        expect(places.toSorted((a, b) => a - b)).toEqual(waiting.map((_, index) => index + 1))
      }),
    )
  })

  test('a time is promised only where people are there and enough were helped', () => {
    const one = aContact('a')
    const busy = helper({ state: 'busy' })
    const standing = { contacts: [one], attending: [busy], handled: [1, 100, 3], now }
    expect(estimateInMs(one, standing)).toBe(3)
    expect(estimateInMs(one, { ...standing, attending: [busy, busy] })).toBe(1.5)
    expect(estimateInMs(one, { ...standing, attending: [busy, helper()] })).toBe(0)
    expect(estimateInMs(one, { ...standing, handled: [1, 2] })).toBeUndefined()
    expect(
      estimateInMs(one, { ...standing, attending: [helper({ state: 'away' })] }),
    ).toBeUndefined()
  })

  test('with others before him it is never shorter, and with a person who can help him it is known', () => {
    fc.assert(
      fc.property(contacts, attending, (all, there) => {
        const handled = [minute, minute, minute]
        const waiting = all.filter((one) => one.phase.kind !== 'with')
        for (const one of waiting) {
          const among = estimateInMs(one, { contacts: all, attending: there, handled, now })
          const alone = estimateInMs(one, { contacts: [one], attending: there, handled, now })
          const more = estimateInMs(one, {
            contacts: all,
            attending: [...there, helper({ languages: [one.language] })],
            handled,
            now,
          })
          expect(among ?? Infinity).toBeGreaterThanOrEqual(alone ?? Infinity)
          expect(more ?? Infinity).toBeLessThan(Infinity)
        }
      }),
    )
  })
})

test('it is open where somebody who speaks the language attends and is not away', () => {
  const one: Pick<Contact, 'language' | 'country'> & { readonly id: ContactId } = aContact('a')
  expect(isOpen([], one)).toBe(false)
  expect(isOpen([helper({ state: 'busy' })], one)).toBe(true)
  expect(isOpen([helper({ state: 'away' })], one)).toBe(false)
  expect(isOpen([helper({ languages: ['de' as Language] })], one)).toBe(false)
  expect(isOpen([helper({ countries: ['DE' as Country] })], one)).toBe(false)
  expect(isOpen([helper({ roles: ['supervisor'] })], one)).toBe(false)
})
