import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import type { WatchEntry } from '../../../src/activation/entry.ts'
import type { CallId, Country, E164, Language } from '../../../src/base/brand.ts'
import { Fault } from '../../../src/base/faults.ts'
import type { OperatorId } from '../../../src/base/operator.ts'
import type { Unreached } from '../../../src/calls/outreach.ts'
import type { Contact, ContactId } from '../../../src/operators/desk/contact.ts'
import { createDesk, type Desk } from '../../../src/operators/desk/desk.ts'
import {
  presenceForMs,
  type Attendance,
  type DeskStore,
} from '../../../src/operators/desk/desk-store.ts'
import { createDeskLegs } from '../../../src/operators/telephony/legs.ts'
import { openDeskStore } from '../../../src/stores/sqlite/desk-store.ts'
import { aContact } from '../../contracts/a-contact.ts'
import { temporaryFolders } from '../../stores/temporary-folder.ts'

const newFolder = temporaryFolders()
const begun = Date.UTC(2027, 0, 1)
const minute = 60_000
const hour = 60 * minute

const anna = 'anna' as OperatorId
const bert = 'bert' as OperatorId
/** For everybody. */
const skills = { languages: [], countries: [], roles: ['operator'] } as const

type Open = {
  readonly store: DeskStore
  /** Two replicas. */
  readonly desk: Desk
  readonly other: Desk
  /** What the telephone network was asked. */
  readonly asked: string[]
  readonly reported: unknown[]
  readonly audit: { readonly entries: WatchEntry[]; isAway: boolean }
  /** What went into the figures, of both replicas. */
  readonly counted: string[]
  readonly books: { areAway: boolean }
  readonly network: { state: 'well' | 'gone' | 'unable' }
  readonly staff: { isAny: boolean }
  /** Of each call that the money rules were asked for, whether it was in place of another. */
  readonly instead: readonly boolean[]
  readonly money: { refuses: Unreached | undefined; spent: number }
  readonly pass: (ms: number) => Promise<void>
  readonly attend: (operator: OperatorId, rest?: Partial<Attendance>) => Promise<void>
  /** A caller asks for a person. */
  readonly seek: (name: string) => Promise<Contact>
  readonly contact: (id: ContactId) => Promise<Contact>
  /** Anna's telephone comes into the conference, or leaves it. */
  readonly answers: (id: ContactId, leg: string) => Promise<unknown>
  readonly told: (id: ContactId, kind: 'joined' | 'left', leg?: string) => Promise<void>
}

const opened: DeskStore[] = []
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close()
})

async function open(): Promise<Open> {
  const store = await openDeskStore(join(newFolder(), 'calls.db'))
  opened.push(store)
  const asked: string[] = []
  const reported: unknown[] = []
  const counted: string[] = []
  const audit: Open['audit'] = { entries: [], isAway: false }
  const books = { areAway: false }
  const network: Open['network'] = { state: 'well' }
  const staff = { isAny: false }
  const instead: boolean[] = []
  const money: Open['money'] = { refuses: undefined, spent: 0 }
  let now = begun
  let drawn = 0
  const say = (what: string): void => {
    if (network.state === 'unable') throw new Fault('call-not-moved')
    asked.push(what)
  }
  const create = (): Desk =>
    createDesk({
      store: {
        ...store,
        changes: async (after) => {
          if (books.areAway) throw new Error('away')
          return store.changes(after)
        },
      },
      telephony: {
        move: async (callId, to) => {
          say(`${callId} ${to}`)
          return network.state === 'well'
        },
        hold: async ({ callId }, isOn) => say(`${callId} hold ${isOn}`),
        callIn: async ({ callId }) => say(`${callId} call-in`),
        letGo: async ({ callId }, operator) => say(`${callId} without ${operator}`),
        callBack: async ({ callId }) => {
          say(`${callId} call-back`)
          return `${callId}+` as CallId
        },
        text: async () => say('text'),
        access: () => ({ kind: 'none' }),
      },
      outreach: {
        refuses: async ({ isInstead = false }) => {
          money.spent += 1
          instead.push(isInstead)
          return money.refuses
        },
      },
      reaches: () => ['NL' as Country],
      counts: ({ country, language, channel }, counts) => {
        for (const { figure, value } of counts)
          counted.push(`${country} ${language} ${channel} ${figure} ${value}`)
      },
      note: async (entry) => {
        if (audit.isAway) throw new Error('away')
        audit.entries.push(entry)
      },
      channels: ['voice', 'text-telephone'],
      isFree: () => false,
      isStaffed: async () => staff.isAny,
      now: () => now,
      drawId: () => `contact-drawn-${(drawn += 1)}` as ContactId,
      report: (error) => reported.push(error),
    })
  const desk = create()
  const attend: Open['attend'] = (operator, rest = {}) =>
    store.attend({
      operator,
      name: operator,
      state: 'available',
      since: now,
      seenAt: now,
      languages: [],
      countries: [],
      roles: ['operator'],
      ...rest,
    })
  const contact: Open['contact'] = async (id) => {
    const found = await store.find(id)
    if (found === undefined) throw new Error('it is not there')
    return found
  }
  const legs = createDeskLegs({
    store,
    now: () => now,
    note: async () => {},
    hold: async () => {},
  })
  return {
    store,
    desk,
    answers: (id, leg) => legs.answered(id, leg as CallId, true),
    told: (id, kind, leg = 'CAanna') =>
      legs.happened({
        contact: id,
        conference: 'CF1',
        kind,
        leg: leg as CallId,
        operator: anna,
      }),
    other: create(),
    asked,
    reported,
    counted,
    audit,
    books,
    network,
    staff,
    instead,
    money,
    pass: async (ms) => {
      now += ms
    },
    attend,
    seek: async (name) => {
      const { callId } = aContact(name)
      expect(await desk.people.seek(seekingOf(aContact(name)))).toBe('waits')
      const found = await store.ofCall(callId)
      return contact(found?.id ?? ('' as ContactId))
    },
    contact,
  }
}

function seekingOf(contact: Contact): Parameters<Desk['people']['seek']>[0] {
  const {
    id: _,
    version: __,
    since: ___,
    isFirst: ____,
    phase: _____,
    note: ______,
    ...rest
  } = contact
  const { taken: _______, ...seeking } = rest
  return seeking
}

describe('a caller who asks for a person', () => {
  test('waits where somebody who can help attends, and hears that nobody is there otherwise', async () => {
    const { desk, attend, seek } = await open()
    expect(await desk.people.seek(seekingOf(aContact('a')))).toBe('nobody')
    await attend(anna, { state: 'away' })
    expect(await desk.people.seek(seekingOf(aContact('a')))).toBe('nobody')
    await attend(anna)
    expect(await seek('a')).toMatchObject({ phase: { kind: 'waiting' }, since: begun })
    const written = { ...seekingOf(aContact('b')), channel: 'web' } as const
    expect(await desk.people.seek(written)).toBe('nobody')
  })

  test('keeps his place when he asks again, with what he keyed since', async () => {
    const { desk, attend, seek, pass, store } = await open()
    await attend(anna)
    const { callId, id } = await seek('a')
    await pass(1_000)
    await desk.people.seek({ ...seekingOf(aContact('a')), keyed: [], turn: 9 })
    expect(await store.find(id)).toMatchObject({ since: begun, keyed: [], turn: 9 })
    expect(await desk.waiting.wish(callId, 'back')).toBe('done')
    expect(await desk.people.came(callId)).toEqual({ kind: 'back' })
    const { since, id: another } = await seek('a')
    expect(since).toBe(begun)
    expect(another).not.toBe(id)
  })

  test('is told his place, and how long it takes once that is known', async () => {
    const { desk, attend, seek, pass } = await open()
    await attend(anna)
    const all = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(seek))
    const last = all.find(({ callId }) => callId === 'CAe')?.callId ?? ('' as CallId)
    expect(await desk.waiting.standing(last)).toEqual({
      place: 5,
      language: 'nl',
      mayBeCalled: true,
    })
    for (let helped = 0; helped < 3; helped += 1) {
      const next = await desk.next(anna)
      if (next?.kind !== 'done') throw new Error('nobody was next')
      await desk.waiting.standing(last)
      await pass(3 * minute)
      await attend(anna)
      await desk.finish({ ...asked(next.contact) })
    }
    expect(await desk.waiting.standing(last)).toMatchObject({ place: 2, minutes: 6 })
    expect(await desk.waiting.standing('CAa' as CallId)).toBeUndefined()
  })

  test('is gone when he hangs up, and is not taken any more', async () => {
    const { desk, attend, seek, contact } = await open()
    await attend(anna)
    const { id, callId } = await seek('a')
    await desk.people.left(callId, begun)
    expect((await contact(id)).phase).toEqual({ kind: 'over', how: 'left', at: begun })
    expect(await desk.take({ id, operator: anna, ...skills })).toMatchObject({ reason: 'gone' })
  })
})

describe('a caller while nobody is there', () => {
  const seeking = seekingOf(aContact('a'))
  const other = '+31687654321' as E164
  const proven = { ...seeking, confirmed: ['0000000'] as unknown as Contact['confirmed'] & object }

  test('may be called back where people work, and his number may be called', async () => {
    const { desk, staff, money } = await open()
    expect(await desk.people.seek(seeking)).toBe('nobody')
    staff.isAny = true
    expect(await desk.people.seek(seeking)).toBe('later')
    const premium = { ...seeking, number: '+31900123456' as E164 }
    expect(await desk.people.seek(premium)).toBe('nobody')
    const { number: _, ...withheld } = seeking
    expect(await desk.people.seek(withheld)).toBe('nobody')
    expect(await desk.people.seek({ ...withheld, confirmed: proven.confirmed })).toBe('later')
    expect(money.spent).toBe(0)
  })

  test('who asks for it is taken by whoever comes in the morning, and keeps his place', async () => {
    const { desk, attend, pass, store, asked: said } = await open()
    expect(await desk.people.callBack(seeking, seeking.number ?? other)).toBe('noted')
    await desk.people.left(seeking.callId, begun)
    await pass(9 * hour)
    await attend(anna)
    const next = await desk.next(anna)
    expect(next).toMatchObject({ kind: 'done', contact: { since: begun, number: seeking.number } })
    expect(said).toEqual(['CAa call-back'])
    expect(await store.attending(begun + 9 * hour)).toMatchObject([{ state: 'busy' }])
  })

  test('is not rung out of bed, unless he has just asked', async () => {
    const { desk, attend, pass, store } = await open()
    await desk.people.callBack(seeking, seeking.number ?? other)
    const contact = await store.ofCall(seeking.callId)
    await pass(2 * hour)
    await attend(anna)
    expect(await desk.next(anna)).toBeUndefined()
    const take = { id: contact?.id ?? ('' as ContactId), operator: anna, ...skills }
    expect(await desk.take(take)).toMatchObject({ reason: 'not-now' })
    const late = seekingOf(aContact('b'))
    await desk.people.callBack(late, other)
    expect(await desk.next(anna)).toMatchObject({ kind: 'done', contact: { number: other } })
  })

  test('is called on the number that he named last, for one call’s money', async () => {
    const { desk, store, instead } = await open()
    expect(await desk.people.callBack(proven, proven.number ?? other)).toBe('noted')
    expect(await desk.people.callBack(proven, other)).toBe('noted')
    expect(await store.ofCall(seeking.callId)).toMatchObject({
      number: other,
      phase: { kind: 'callback', attempts: 0 },
    })
    expect(instead).toEqual([false, true])
  })

  test.each([
    ['country', 'no-number'],
    ['kind', 'no-number'],
    ['unproven', 'refused'],
    ['budget', 'refused'],
  ] as const)('is told where the money rules say %s', async (why, told) => {
    const { desk, money, store } = await open()
    money.refuses = why
    expect(await desk.people.callBack(seeking, other)).toBe(told)
    expect(await store.ofCall(seeking.callId)).toBeUndefined()
  })
})

const asked = ({ id, version, phase }: Contact) => ({
  id,
  version,
  operator: phase.kind === 'with' ? phase.operator : anna,
})

/** A caller whom Anna has taken. */
async function withAnna(line: Open, name = 'a'): Promise<Contact> {
  await line.attend(anna)
  await line.attend(bert)
  const { id } = await line.seek(name)
  expect(await line.desk.take({ id, operator: anna, ...skills })).toMatchObject({ kind: 'done' })
  line.asked.length = 0
  return line.contact(id)
}

describe('an operator', () => {
  test('takes a caller: he is led to him, and the others are told who has him', async () => {
    const { desk, other, attend, seek, asked: said, store } = await open()
    await attend(anna)
    await attend(bert)
    const { id } = await seek('a')
    const results = await Promise.all([
      desk.take({ id, operator: anna, ...skills }),
      other.take({ id, operator: bert, ...skills }),
    ])
    expect(results.map(({ kind }) => kind).toSorted()).toEqual(['done', 'refused'])
    const winner = results[0].kind === 'done' ? anna : bert
    expect(results.find(({ kind }) => kind === 'refused')).toMatchObject({
      reason: 'taken',
      by: winner,
    })
    expect(said).toEqual(['CAa conference'])
    expect(await desk.take({ id, operator: winner, ...skills })).toMatchObject({ kind: 'done' })
    expect(said).toHaveLength(1)
    const attending = await store.attending(begun)
    expect(attending.find(({ operator }) => operator === winner)).toMatchObject({ state: 'busy' })
  })

  test('has one caller on the telephone at a time', async () => {
    const line = await open()
    await withAnna(line)
    const { id } = await line.seek('b')
    expect(await line.desk.take({ id, operator: anna, ...skills })).toMatchObject({
      reason: 'busy',
    })
    expect(await line.desk.next(bert)).toMatchObject({ kind: 'done', contact: { id } })
    expect(await line.desk.next(bert)).toBeUndefined()
  })

  test('takes only callers whose language and country are his, as the board shows it to him', async () => {
    const { desk, attend, seek, contact } = await open()
    await attend(anna)
    const { id } = await seek('a')
    const take = (own: Partial<Attendance>) => desk.take({ id, operator: anna, ...skills, ...own })
    const no = { kind: 'refused', reason: 'other-skills' }
    expect(await take({ languages: ['sv' as Language] })).toMatchObject(no)
    expect(await take({ countries: ['SE' as Country] })).toMatchObject(no)
    expect(await take({ roles: ['supervisor'] })).toMatchObject(no)
    expect((await contact(id)).phase).toEqual({ kind: 'waiting' })
    const own = { languages: ['nl' as Language], countries: ['NL' as Country] }
    expect(await take(own)).toMatchObject({ kind: 'done' })
  })

  test('does not take whom a colleague is to have', async () => {
    const line = await open()
    const { id } = await withAnna(line)
    const carl = 'carl' as OperatorId
    await line.attend(carl)
    await line.desk.handOver({ id, operator: anna, to: carl, note: '' })
    expect(await line.desk.take({ id, operator: bert, ...skills })).toMatchObject({
      reason: 'not-yours',
    })
    expect(await line.desk.next(bert)).toBeUndefined()
    expect(await line.desk.take({ id, operator: carl, ...skills })).toMatchObject({ kind: 'done' })
  })

  test('takes whom a colleague was to have who is away, or has left, and who is busy keeps', async () => {
    const line = await open()
    const { id } = await withAnna(line)
    await line.attend(bert, { state: 'busy' })
    await line.desk.handOver({ id, operator: anna, to: bert, note: 'has two boards' })
    const taken = (): Promise<unknown> => line.desk.take({ id, operator: anna, ...skills })
    await line.desk.tend()
    expect(await taken()).toMatchObject({ reason: 'not-yours' })
    await line.attend(bert, { state: 'away' })
    await Promise.all([line.desk.tend(), line.other.tend()])
    expect(await line.contact(id)).toMatchObject({ isFirst: true, note: 'has two boards' })
    expect(await taken()).toMatchObject({ kind: 'done' })
    await line.attend(bert)
    await line.desk.handOver({ id, operator: anna, to: bert, note: '' })
    await line.pass(presenceForMs)
    await line.attend(anna)
    await line.desk.tend()
    expect(await taken()).toMatchObject({ kind: 'done' })
    expect(line.asked).toEqual(['CAa again', 'CAa conference', 'CAa again', 'CAa conference'])
    expect(line.reported).toEqual([])
  })

  test('is told when the telephone network cannot be asked, and the caller waits on', async () => {
    const { desk, attend, seek, network, contact, reported } = await open()
    await attend(anna)
    const { id } = await seek('a')
    network.state = 'unable'
    expect(await desk.take({ id, operator: anna, ...skills })).toMatchObject({ reason: 'unable' })
    expect(await contact(id)).toMatchObject({ phase: { kind: 'waiting' }, isFirst: true })
    expect(reported).toHaveLength(1)
    network.state = 'gone'
    expect(await desk.take({ id, operator: anna, ...skills })).toMatchObject({ reason: 'gone' })
    expect((await contact(id)).phase).toMatchObject({ kind: 'over', how: 'left' })
  })

  test('sends the caller back with what was brought about, and nothing private stays', async () => {
    const line = await open()
    const contact = await withAnna(line)
    const came = { kind: 'returned', keyed: [{ kind: 'press', key: '7' }] } as const
    expect(await line.desk.sendBack({ ...asked(contact), came })).toMatchObject({ kind: 'done' })
    expect(line.asked).toEqual(['CAa back'])
    expect(await line.desk.people.came(contact.callId)).toEqual(came)
    const { number, keyed, phase } = await line.contact(contact.id)
    expect([number, keyed, phase.kind]).toEqual([undefined, [], 'over'])
    expect(await line.store.attending(begun)).toMatchObject([{ state: 'after-call' }, {}])
  })

  test('keeps the caller where he cannot be sent back', async () => {
    const line = await open()
    const contact = await withAnna(line)
    line.network.state = 'unable'
    const sent = { ...asked(contact), came: { kind: 'returned' } } as const
    expect(await line.desk.sendBack(sent)).toMatchObject({ reason: 'unable' })
    const { version: _, ...before } = contact
    expect(await line.contact(contact.id)).toMatchObject(before)
  })

  test('overwrites nothing that was changed meanwhile, and nothing of a colleague’s', async () => {
    const line = await open()
    const contact = await withAnna(line)
    const note = 'reads from a screen'
    expect(await line.desk.note({ ...asked(contact), note })).toMatchObject({ kind: 'done' })
    expect(await line.desk.note({ ...asked(contact), note: 'lost' })).toMatchObject({
      reason: 'stale',
      there: { note },
    })
    const { id } = contact
    expect(await line.desk.note({ id, operator: bert, note: 'his' })).toMatchObject({
      reason: 'not-yours',
      by: anna,
    })
  })

  test('holds the caller, and lets him be heard again', async () => {
    const line = await open()
    const { id } = await withAnna(line)
    expect(await line.desk.hold({ id, operator: anna, isOn: true })).toMatchObject({ kind: 'done' })
    expect(await line.contact(id)).toMatchObject({ phase: { isOnHold: true } })
    line.network.state = 'unable'
    const off = { id, operator: anna, isOn: false }
    expect(await line.desk.hold(off)).toMatchObject({ reason: 'unable' })
    expect(await line.contact(id)).toMatchObject({ phase: { isOnHold: true } })
  })

  test('hands over to a colleague who has come in, and the caller stays where he is', async () => {
    const line = await open()
    const { id } = await withAnna(line)
    const bertJoins = { id, operator: bert, as: 'colleague' } as const
    expect(await line.desk.watch(bertJoins)).toMatchObject({ reason: 'not-yours' })
    await line.desk.offer({ id, operator: anna, to: bert })
    expect(await line.desk.watch(bertJoins)).toMatchObject({ kind: 'done' })
    await line.desk.handOver({ id, operator: anna, to: bert, note: 'has two boards' })
    expect(line.asked).toEqual(['CAa without anna'])
    expect(await line.contact(id)).toMatchObject({
      phase: { kind: 'with', operator: bert, with: [] },
      note: 'has two boards',
    })
  })

  test('hands over to whoever is free: the caller is next, with the note', async () => {
    const line = await open()
    const { id } = await withAnna(line)
    await line.seek('b')
    await line.desk.handOver({ id, operator: anna, note: 'wants German' })
    expect(line.asked).toEqual(['CAa again'])
    expect(await line.desk.next(bert)).toMatchObject({ contact: { id, note: 'wants German' } })
  })

  test('sees who listens, and that he leaves', async () => {
    const line = await open()
    const { id } = await withAnna(line)
    await line.desk.watch({ id, operator: bert, as: 'listens' })
    await line.desk.watch({ id, operator: bert, as: 'whispers' })
    expect(await line.contact(id)).toMatchObject({
      phase: { with: [{ operator: bert, as: 'whispers' }] },
    })
    await line.desk.leave({ id, operator: bert })
    expect(await line.contact(id)).toMatchObject({ phase: { with: [] } })
    expect(line.asked).toEqual(['CAa without bert'])
    expect(await line.desk.leave({ id, operator: bert })).toMatchObject({ reason: 'not-yours' })
  })
})

describe('an operator who is lost', () => {
  test('leaves a caller who is next, by whichever process sees it first and by no other', async () => {
    const line = await open()
    const { id } = await withAnna(line)
    await line.pass(presenceForMs)
    await line.attend(bert)
    await Promise.all([line.desk.tend(), line.other.tend()])
    expect(line.asked).toEqual(['CAa again'])
    expect(await line.contact(id)).toMatchObject({ phase: { kind: 'waiting' }, isFirst: true })
    expect(line.reported).toEqual([])
  })

  test('leaves nobody behind while his page is loaded anew', async () => {
    const line = await open()
    const { id } = await withAnna(line)
    await line.pass(presenceForMs - 1)
    await line.desk.tend()
    expect(await line.contact(id)).toMatchObject({ phase: { kind: 'with', operator: anna } })
  })

  test('by his telephone alone leaves the caller after half a minute, though his page is there', async () => {
    const line = await open()
    const { id } = await withAnna(line)
    await line.told(id, 'joined')
    await line.told(id, 'left')
    await line.pass(30_000 - 1)
    await line.attend(anna, { state: 'busy' })
    await line.desk.tend()
    expect(line.asked).toEqual([])
    await line.pass(1)
    await Promise.all([line.desk.tend(), line.other.tend()])
    expect(line.asked).toEqual(['CAa again'])
    expect(await line.contact(id)).toMatchObject({ phase: { kind: 'waiting' }, isFirst: true })
    const [attending] = await line.store.attending(begun + 30_000)
    expect(attending).toMatchObject({ operator: anna, state: 'after-call' })
  })

  test('by his telephone, and is back in time, keeps his caller; so does who takes him once more', async () => {
    const line = await open()
    const { id } = await withAnna(line)
    await line.told(id, 'joined')
    await line.told(id, 'left')
    await line.pass(20_000)
    await line.attend(anna)
    await line.told(id, 'joined', 'CAbis')
    await line.pass(15_000)
    await line.attend(anna)
    await line.desk.tend()
    expect(line.asked).toEqual([])
    await line.told(id, 'left', 'CAbis')
    await line.pass(30_000)
    await line.attend(anna)
    await line.desk.tend()
    await line.pass(1)
    expect(await line.desk.take({ id, operator: anna, ...skills })).toMatchObject({ kind: 'done' })
    await line.desk.tend()
    expect(line.asked).toEqual(['CAa again', 'CAa conference'])
  })

  test('was the last one: whoever waits is told after a minute that nobody is there', async () => {
    const line = await open()
    await line.attend(anna)
    const { callId } = await line.seek('a')
    await line.pass(presenceForMs)
    await line.desk.tend()
    expect(line.asked).toEqual([])
    await line.pass(minute)
    await line.desk.tend()
    expect(line.asked).toEqual(['CAa back'])
    expect(await line.desk.people.came(callId)).toEqual({ kind: 'nobody' })
  })
})

describe('a caller whose end nobody has told', () => {
  const quiet = 2 * minute
  const tendFor = async (line: Open, ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 10_000) {
      await line.pass(10_000)
      await line.attend(anna)
      await Promise.all([line.desk.tend(), line.other.tend()])
    }
  }

  test('leaves the desk when his call has asked for nothing for two minutes, and is counted once', async () => {
    const line = await open()
    await line.attend(anna)
    const [gone, there] = [await line.seek('a'), await line.seek('b')]
    for (let asked = 0; asked < 5; asked += 1) {
      await tendFor(line, 30_000)
      if (asked === 0) await line.desk.waiting.standing(gone.callId)
      await line.desk.waiting.standing(there.callId)
    }
    expect((await line.contact(gone.id)).phase).toMatchObject({ kind: 'over', how: 'left' })
    expect((await line.contact(there.id)).phase).toEqual({ kind: 'waiting' })
    expect(await line.desk.next(anna)).toMatchObject({ contact: { id: there.id } })
    expect(line.counted.filter((one) => one.includes('left'))).toHaveLength(1)
    expect(line.reported).toEqual([])
  })

  test('is not he who has just lost his operator, nor he who speaks with one, nor he who is to be called back', async () => {
    const line = await open()
    const { id } = await withAnna(line)
    const later = await line.seek('b')
    await line.desk.waiting.wish(later.callId, 'callback')
    await tendFor(line, quiet + 30_000)
    expect((await line.contact(id)).phase.kind).toBe('with')
    await line.pass(presenceForMs)
    await line.attend(bert)
    await line.desk.tend()
    await line.desk.tend()
    expect((await line.contact(id)).phase.kind).toBe('waiting')
    expect((await line.contact(later.id)).phase.kind).toBe('callback')
  })

  test('is nobody while the desk could not be asked: the two minutes begin anew', async () => {
    const line = await open()
    await line.attend(anna)
    const { id } = await line.seek('a')
    await tendFor(line, 10_000)
    line.books.areAway = true
    await line.pass(quiet)
    await line.attend(anna)
    await line.desk.tend()
    expect(line.reported).toHaveLength(1)
    line.books.areAway = false
    await line.desk.tend()
    expect((await line.contact(id)).phase.kind).toBe('waiting')
  })
})

describe('a caller who would be called back', () => {
  test('keeps his place, hangs up, and is called when it is his turn', async () => {
    const line = await open()
    await line.attend(anna)
    const { id, callId } = await line.seek('a')
    await line.seek('b')
    expect(await line.desk.waiting.wish(callId, 'callback')).toBe('done')
    expect(await line.desk.people.came(callId)).toEqual({ kind: 'callback' })
    await line.desk.people.left(callId, begun)
    expect(await line.desk.next(anna)).toMatchObject({ kind: 'done', contact: { id } })
    expect(line.asked).toEqual(['CAa call-back'])
    expect(await line.contact(id)).toMatchObject({ callId: 'CAa+', attempts: 1 })
    expect(line.money.spent).toBe(1)
    const { caseNumber, language } = aContact('a')
    expect(await line.desk.people.calledBack('CAa+' as CallId)).toEqual({ caseNumber, language })
    expect(await line.desk.people.calledBack('CAb' as CallId)).toBeUndefined()
  })

  test('and hangs up when he has spoken with somebody, is not called again', async () => {
    const line = await open()
    await line.attend(anna)
    const { id, callId } = await line.seek('a')
    await line.desk.waiting.wish(callId, 'callback')
    await line.desk.next(anna)
    await line.answers(id, 'CAa+')
    await line.desk.people.left('CAa+' as CallId, begun + 20_000)
    expect((await line.contact(id)).phase).toMatchObject({ kind: 'over', how: 'left' })
  })

  test('is not, where the money rules say no or his number is withheld', async () => {
    const line = await open()
    await line.attend(anna)
    const { callId, id } = await line.seek('a')
    line.money.refuses = 'budget'
    expect(await line.desk.waiting.wish(callId, 'callback')).toBe('refused')
    expect(await line.contact(id)).toMatchObject({ phase: { kind: 'waiting' } })
    const { number: _, ...withheld } = seekingOf(aContact('b'))
    await line.desk.people.seek(withheld)
    line.money.refuses = undefined
    expect(await line.desk.waiting.wish(withheld.callId, 'callback')).toBe('refused')
    expect(await line.desk.waiting.standing(withheld.callId)).toMatchObject({ mayBeCalled: false })
  })

  test('and does not answer is called again a quarter of an hour later, three times in all', async () => {
    const line = await open()
    await line.attend(anna)
    const { id, callId } = await line.seek('a')
    await line.desk.waiting.wish(callId, 'callback')
    for (const attempts of [1, 2, 3]) {
      expect(await line.desk.next(anna)).toMatchObject({ contact: { attempts } })
      const { callId: called } = await line.contact(id)
      await line.desk.people.left(called, begun + (attempts - 1) * 15 * minute)
      expect(await line.desk.next(anna)).toBeUndefined()
      await line.pass(15 * minute)
      await line.attend(anna)
    }
    expect((await line.contact(id)).phase).toMatchObject({ kind: 'over', how: 'callback-failed' })
    expect((await line.contact(id)).number).toBeUndefined()
  })

  test('is called later where he and the operator agree so, at another number too', async () => {
    const line = await open()
    const contact = await withAnna(line)
    const number = '+31201234567' as E164
    const notBefore = begun + hour
    expect(await line.desk.callLater({ ...asked(contact), notBefore, number })).toMatchObject({
      kind: 'done',
      contact: { number, phase: { kind: 'callback', notBefore } },
    })
    expect(line.asked).toEqual(['CAa back'])
    expect(await line.desk.people.came(contact.callId)).toEqual({ kind: 'callback' })
  })

  test('frees the operator when he hangs up', async () => {
    const line = await open()
    const { callId } = await withAnna(line)
    await line.desk.people.left(callId, begun)
    expect(await line.store.attending(begun)).toMatchObject([{ state: 'after-call' }, {}])
  })

  test('waits over the longest run of days off, and is then forgotten', async () => {
    const line = await open()
    await line.attend(anna)
    const { id, callId } = await line.seek('a')
    await line.desk.waiting.wish(callId, 'callback')
    await line.pass(119 * hour)
    await line.desk.tend()
    expect((await line.contact(id)).phase).toMatchObject({ kind: 'callback' })
    await line.pass(hour)
    await line.desk.tend()
    expect((await line.contact(id)).phase).toMatchObject({ how: 'callback-failed' })
  })
})

describe('the figures', () => {
  test('have each of two who worked with one caller in one conversation', async () => {
    const line = await open()
    const { id } = await withAnna(line)
    await line.pass(10_000)
    await line.attend(anna)
    await line.attend(bert)
    await line.desk.offer({ id, operator: anna, to: bert })
    await line.desk.take({ id, operator: bert, ...skills })
    await line.pass(70_000)
    await line.desk.finish({ id, operator: bert })
    expect(line.counted.map((one) => one.replace('NL nl voice ', ''))).toEqual([
      'waited 10',
      'handled 60',
      'handled 120',
      'helped helped',
    ])
  })

  test('have how long a caller waited, how long somebody worked with him, and how it went, once', async () => {
    const line = await open()
    await line.attend(anna)
    const { id } = await line.seek('a')
    await line.pass(15_000)
    await line.attend(anna)
    const taken = await Promise.all(
      [line.desk, line.other].map((one) => one.take({ id, operator: anna, ...skills })),
    )
    expect(taken.map(({ kind }) => kind)).toContain('done')
    await line.pass(100_000)
    await line.attend(anna)
    await line.desk.note({ id, operator: anna, note: 'reads from a screen' })
    await line.desk.finish({ id, operator: anna })
    await line.other.finish({ id, operator: anna })
    await line.desk.people.left('CAa' as CallId, begun)
    expect(line.counted).toEqual([
      'NL nl voice waited 20',
      'NL nl voice handled 120',
      'NL nl voice helped helped',
    ])
  })

  test('have nothing of what was taken back', async () => {
    const line = await open()
    const contact = await withAnna(line)
    line.network.state = 'unable'
    await line.desk.finish(asked(contact))
    expect(line.counted).toEqual([])
    line.network.state = 'well'
    await line.desk.finish({ id: contact.id, operator: anna })
    expect(line.counted).toHaveLength(3)
  })

  test.each([
    [
      'hangs up while he waits',
      'left',
      (line: Open) => line.desk.people.left('CAa' as CallId, begun),
    ],
    ['goes on by himself', 'back', (line: Open) => line.desk.waiting.wish('CAa' as CallId, 'back')],
    [
      'would be called back',
      'callback',
      (line: Open) => line.desk.waiting.wish('CAa' as CallId, 'callback'),
    ],
  ] as const)('have it that a caller %s', async (_, how, does) => {
    const line = await open()
    await line.attend(anna)
    await line.seek('a')
    await does(line)
    expect(line.counted).toEqual(['NL nl voice waited 10', `NL nl voice helped ${how}`])
  })

  test('have two who worked with one caller, who waited once', async () => {
    const line = await open()
    const { id } = await withAnna(line)
    await line.desk.handOver({ id, operator: anna, note: '' })
    await line.desk.take({ id, operator: bert, ...skills })
    await line.desk.sendBack({ id, operator: bert, came: { kind: 'returned' } })
    expect(line.counted.map((one) => one.replace('NL nl voice ', ''))).toEqual([
      'waited 10',
      'handled 60',
      'handled 60',
      'helped returned',
    ])
  })

  test('have an activation where he hangs up with the answer that was read to him', async () => {
    const line = await open()
    const contact = await withAnna(line)
    await line.store.change({ ...contact, isActivated: true })
    expect(await line.desk.people.left('CAa' as CallId, begun)).toEqual({ isActivated: true })
    expect(line.counted.at(-1)).toBe('NL nl voice helped activated')
  })
})

describe('whoever watches', () => {
  const watches = (line: Open, as: 'listens' | 'whispers', id: ContactId) =>
    line.desk.watch({ id, operator: bert, as })
  const { caseNumber } = aContact('a')
  const of = { operator: bert, caseNumber }

  test('is in the audit: which case, how, and from when to when', async () => {
    const line = await open()
    const { id } = await withAnna(line)
    await watches(line, 'listens', id)
    await line.pass(10_000)
    await watches(line, 'whispers', id)
    await line.pass(5_000)
    await line.desk.leave({ id, operator: bert })
    expect(line.audit.entries).toEqual([
      { kind: 'watched', ...of, as: 'listens', at: begun },
      { kind: 'watched', ...of, as: 'whispers', at: begun + 10_000 },
      { kind: 'watch-ended', ...of, at: begun + 15_000 },
    ])
  })

  test('is there until the conversation is over, or his page is gone', async () => {
    const line = await open()
    const { id } = await withAnna(line)
    await watches(line, 'listens', id)
    await line.desk.finish({ id, operator: anna })
    expect(line.audit.entries.at(-1)).toEqual({ kind: 'watch-ended', ...of, at: begun })
    const other = await withAnna(line, 'b')
    await watches(line, 'listens', other.id)
    await line.pass(presenceForMs)
    await line.attend(anna)
    await line.desk.tend()
    expect(line.audit.entries.at(-1)).toMatchObject({
      kind: 'watch-ended',
      at: begun + presenceForMs,
    })
    expect(await line.contact(other.id)).toMatchObject({ phase: { operator: anna, with: [] } })
  })

  test('does not, where the audit cannot be written', async () => {
    const line = await open()
    const { id } = await withAnna(line)
    line.audit.isAway = true
    expect(await watches(line, 'listens', id)).toMatchObject({ reason: 'unable' })
    expect(await line.contact(id)).toMatchObject({ phase: { with: [] } })
  })
})

describe('a caller who writes', () => {
  const writes = { ...seekingOf(aContact('w')), channel: 'text-telephone' } as const
  const withHim = async (line: Open): Promise<Contact> => {
    await line.attend(anna)
    expect(await line.desk.people.seek(writes)).toBe('waits')
    const entered = await line.store.ofCall(writes.callId)
    const id = entered?.id ?? ('' as ContactId)
    expect(await line.desk.take({ id, operator: anna, ...skills })).toMatchObject({ kind: 'done' })
    return line.contact(id)
  }

  test('is offered no call back, which would speak to him', async () => {
    const { desk, staff, attend } = await open()
    staff.isAny = true
    expect(await desk.people.seek(writes)).toBe('nobody')
    await attend(anna)
    expect(await desk.people.seek(writes)).toBe('waits')
    expect((await desk.waiting.standing(writes.callId))?.mayBeCalled).toBe(false)
    expect(await desk.waiting.wish(writes.callId, 'callback')).toBe('refused')
  })

  test('has his operator, and is let go or left by him, without a word to the telephone network', async () => {
    const line = await open()
    const { id } = await withHim(line)
    const later = { id, operator: anna, notBefore: begun }
    expect(await line.desk.callLater(later)).toMatchObject({ reason: 'no-number' })
    await line.pass(presenceForMs)
    await line.attend(bert)
    await line.desk.tend()
    expect(await line.contact(id)).toMatchObject({ phase: { kind: 'waiting' }, isFirst: true })
    await line.desk.take({ id, operator: bert, ...skills })
    await line.desk.sendBack({ id, operator: bert, came: { kind: 'returned' } })
    expect(await line.desk.people.came(writes.callId)).toEqual({ kind: 'returned' })
    expect(line.asked).toEqual([])
  })

  test('who hangs up is gone', async () => {
    const line = await open()
    const { id } = await withHim(line)
    await line.desk.people.left(writes.callId, begun)
    expect(await line.contact(id)).toMatchObject({ phase: { kind: 'over', how: 'left' } })
  })
})
