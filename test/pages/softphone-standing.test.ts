import { describe, expect, test } from '@jest/globals'
import {
  dueIn,
  follow,
  noCall,
  stateOf,
  troubleOf,
  type Happening,
  type Standing,
} from '../../src/pages/console/softphone/standing.ts'
import { wantedOn, type Wanted } from '../../src/pages/console/softphone/wanted.ts'
import type { ContactView } from '../../src/operators/api/protocol-board.ts'

const after = (...events: readonly Happening[]): Standing => events.reduce(follow, noCall)
const access: Happening = { kind: 'access', access: 'simulated' }
const caller = (id: string, more: Partial<Wanted> = {}): Happening => ({
  kind: 'wanted',
  wanted: { id, language: 'nl', as: 'operator', isHere: false, isCallerHere: true, ...more },
})
const dialled = (contact: string): Happening => ({ kind: 'dialled', contact })
const connected: Happening = { kind: 'connected' }
const ended = (why: Extract<Happening, { kind: 'ended' }>['why']): Happening => ({
  kind: 'ended',
  why,
})
const failing = (why: Parameters<typeof ended>[0], times: number): Standing =>
  after(
    access,
    caller('one'),
    ...Array.from({ length: times }, () => [dialled('one'), ended(why)]).flat(),
  )
const waits = (standing: Standing): number | undefined => {
  const due = dueIn(standing)
  return due.kind === 'dial' ? due.inMs : undefined
}

describe('an operator who has a caller', () => {
  test('is put into his call at once', () => {
    expect(dueIn(after(access, caller('one')))).toEqual({ kind: 'dial', contact: 'one', inMs: 0 })
    expect(dueIn(after(access, caller('one'), dialled('one'), connected))).toEqual({
      kind: 'nothing',
    })
  })

  test('goes out of it when the caller is no longer his', () => {
    const talking = after(access, caller('one'), dialled('one'), connected)
    const gone = follow(talking, { kind: 'wanted', wanted: undefined })
    expect(dueIn(gone)).toEqual({ kind: 'hang-up' })
    expect(stateOf(follow(gone, { kind: 'hung-up' }))).toBe('ready')
  })

  test('who takes another goes from one call to the other', () => {
    const other = after(access, caller('one'), dialled('one'), connected, caller('two'))
    expect(dueIn(other)).toEqual({ kind: 'hang-up' })
    expect(dueIn(follow(other, { kind: 'hung-up' }))).toMatchObject({ contact: 'two' })
  })

  test('stays out of a call that he left until he wants to be in it', () => {
    const left = after(access, caller('one'), dialled('one'), connected, { kind: 'left' })
    expect(dueIn(left)).toEqual({ kind: 'hang-up' })
    const out = follow(left, { kind: 'hung-up' })
    expect(dueIn(out)).toEqual({ kind: 'nothing' })
    expect(dueIn(follow(out, { kind: 'joined' }))).toMatchObject({ contact: 'one', inMs: 0 })
  })
})

describe('a lost connection', () => {
  test('is made again, each time twice as late, and never later than eight seconds', () => {
    const times = [1, 2, 3, 4, 5, 6, 60].map((count) => waits(failing('failed', count)))
    expect(times).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000])
  })

  test('that was good for a while begins with a short wait again', () => {
    const standing = [dialled('one'), connected, { kind: 'lasts' } as const, ended('failed')]
    expect(waits(standing.reduce(follow, failing('failed', 5)))).toBe(500)
  })

  test('is told as lost while it comes back by itself', () => {
    const wavers = after(access, caller('one'), dialled('one'), connected, { kind: 'wavers' })
    expect(stateOf(wavers)).toBe('lost')
    expect(dueIn(wavers)).toEqual({ kind: 'nothing' })
    expect(stateOf(follow(wavers, connected))).toBe('talking')
  })

  test.each([
    ['not-let-in', 3],
    ['over', 5],
    ['microphone', 1],
  ] as const)('that ends with %s is given up after %i, until the operator asks', (why, times) => {
    const before = Array.from({ length: times - 1 }, (_, count) => waits(failing(why, count + 1)))
    expect(before.every((inMs) => inMs !== undefined && inMs >= 1_000)).toBe(true)
    const given = failing(why, times)
    expect(dueIn(given)).toEqual({ kind: 'nothing' })
    expect(troubleOf(given)).toBe(why)
    const joined = follow(given, { kind: 'joined' })
    expect(waits(joined)).toBe(0)
  })
})

describe('muting', () => {
  test('leaves what is said unheard, and is written down so', () => {
    const { sentences } = after(
      access,
      caller('one'),
      dialled('one'),
      connected,
      { kind: 'spoke', text: 'Hello' },
      { kind: 'muted', isOn: true },
      { kind: 'spoke', text: 'Where is it?' },
      { kind: 'said', from: 'caller', text: 'Hello?' },
    )
    expect(sentences.map(({ who, isHeard }) => [who, isHeard])).toEqual([
      ['you', true],
      ['you', false],
      ['caller', true],
    ])
  })

  test('is over with the next caller, and so is what was said', () => {
    const muted = after(access, caller('one'), { kind: 'muted', isOn: true }, caller('two'))
    expect(muted).toMatchObject({ isMuted: false, sentences: [] })
  })
})

test('an own telephone is rung by the line, and the desk tells whether it was answered', () => {
  const own: Happening = { kind: 'access', access: 'none' }
  const rung = after(own, caller('one'))
  expect(dueIn(rung)).toEqual({ kind: 'nothing' })
  expect(stateOf(rung)).toBe('calling')
  expect(stateOf(follow(rung, caller('one', { isHere: true })))).toBe('talking')
})

describe('he speaks with the caller once both are in the call', () => {
  const [alone, both] = [false, true].map((isCallerHere) =>
    caller('one', { isHere: true, isCallerHere }),
  ) as [Happening, Happening]

  test('from the page, where he is told until then that he is being connected', () => {
    const inIt = after(access, alone, dialled('one'), connected)
    expect(stateOf(inIt)).toBe('calling')
    expect(dueIn(inIt)).toEqual({ kind: 'nothing' })
    expect(stateOf(follow(inIt, both))).toBe('talking')
  })

  test('by his own telephone', () => {
    const inIt = after({ kind: 'access', access: 'none' }, alone)
    expect(stateOf(inIt)).toBe('calling')
    expect(stateOf(follow(inIt, both))).toBe('talking')
  })
})

describe('the desk says in whose call an operator is', () => {
  const contact = (id: string, more: Partial<ContactView>): ContactView =>
    ({
      id,
      language: 'nl',
      phase: 'with',
      companions: [],
      isHere: false,
      isText: false,
      operator: { id: 'another', name: 'Ann' },
      ...more,
    }) as ContactView
  const you = 'you' as NonNullable<ContactView['operator']>['id']
  const operator = { id: you, name: 'You' }

  test('his own caller goes before a call into which he came', () => {
    const watched = contact('watched', { companions: [{ ...operator, as: 'listens' }] })
    const own = contact('own', { operator })
    expect(wantedOn({ you, contacts: [watched] })).toMatchObject({ id: 'watched', as: 'companion' })
    expect(wantedOn({ you, contacts: [watched, own] })).toMatchObject({ id: 'own', as: 'operator' })
  })

  test('whoever writes, waits, or is with somebody else needs none', () => {
    const contacts = [
      contact('written', { operator, isText: true }),
      contact('waiting', { phase: 'waiting', operator }),
      contact('theirs', {}),
    ]
    expect(wantedOn({ you, contacts })).toBeUndefined()
  })
})
