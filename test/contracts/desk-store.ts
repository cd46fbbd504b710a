import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { CallId, Language } from '../../src/base/brand.ts'
import type { OperatorId } from '../../src/base/operator.ts'
import { type Contact, type ContactId, overForMs } from '../../src/operators/desk/contact.ts'
import {
  presenceForMs,
  type Attendance,
  type DeskStore,
  type Message,
} from '../../src/operators/desk/desk-store.ts'
import { aContact } from './a-contact.ts'

const at = Date.UTC(2027, 0, 1)

const operator = (name: string): OperatorId => name as OperatorId

const takenBy = (name: string): Contact['phase'] => ({
  kind: 'with',
  operator: operator(name),
  since: at,
  isOnHold: false,
  isHere: false,
  with: [],
})

const over: Contact['phase'] = { kind: 'over', how: 'helped', at, by: operator('anna') }

const attendance = (name: string, rest: Partial<Attendance> = {}): Attendance => ({
  operator: operator(name),
  name: `Operator ${name}`,
  state: 'available',
  since: at,
  seenAt: at,
  languages: ['nl' as Language],
  countries: [],
  roles: ['operator'],
  ...rest,
})

const message: Message = { from: 'caller', text: '<b>één</b>', at }

type OpenedDesk = { readonly store: DeskStore; readonly again: () => Promise<DeskStore> }

/** What every desk store holds. `open` makes an empty one, and says how the same one is opened by another line. */
export function describeDeskStore(name: string, open: () => Promise<OpenedDesk>): void {
  describe(`the desk on ${name}`, () => {
    let store: DeskStore
    let openAgain: OpenedDesk['again']

    beforeEach(async () => {
      ;({ store, again: openAgain } = await open())
    })
    afterEach(() => store.close())

    const namesOf = (contacts: readonly Contact[]): readonly string[] =>
      contacts.map(({ id }) => id.replace('contact-', ''))

    test('gives back a contact as it was entered, by its name and by its call', async () => {
      const entered = aContact('a', { offeredTo: operator('anna'), note: 'reads slowly ✓' })
      expect(await store.enter(entered)).toEqual(entered)
      expect(await store.find(entered.id)).toEqual(entered)
      expect(await store.ofCall(entered.callId)).toEqual(entered)
      expect(await store.find('nobody' as ContactId)).toBeUndefined()
      expect(await store.ofCall('CAnone' as CallId)).toBeUndefined()
    })

    test('a call has one contact at a time, and another after it', async () => {
      const first = await store.enter(aContact('a'))
      const again = aContact('b', { callId: first.callId })
      expect(await store.enter(again)).toEqual(first)
      await store.change({ ...first, phase: over })
      expect(await store.enter(again)).toEqual(again)
      expect(await store.ofCall(first.callId)).toEqual(again)
      expect(namesOf((await store.changes()).contacts)).toEqual(['b'])
    })

    test('changes a contact only from the version that is there', async () => {
      const first = await store.enter(aContact('a'))
      const note = 'second'
      const second = { ...first, note, version: 2 }
      expect(await store.change({ ...first, note })).toEqual({ kind: 'changed', contact: second })
      expect(await store.change({ ...first, note: 'lost' })).toEqual({
        kind: 'stale',
        contact: second,
      })
      expect(await store.find(first.id)).toEqual(second)
      expect(await store.change(aContact('b'))).toEqual({ kind: 'stale' })
    })

    test('a contact whose caller is called back is found by that call', async () => {
      const first = await store.enter(aContact('a'))
      const callId = 'CAback' as CallId
      await store.change({ ...first, callId })
      expect(await store.ofCall(callId)).toEqual({ ...first, version: 2, callId })
      expect(await store.ofCall(first.callId)).toBeUndefined()
    })

    test('of two who take a contact at the same moment one gets it, 200 times of 200', async () => {
      const other = await openAgain()
      for (let time = 0; time < 200; time += 1) {
        const waiting = await store.enter(aContact(String(time)))
        const taken = await Promise.all([
          store.change({ ...waiting, phase: takenBy('anna') }),
          other.change({ ...waiting, phase: takenBy('bert') }),
        ])
        expect(taken.map(({ kind }) => kind).toSorted()).toEqual(['changed', 'stale'])
        const [one, another] = taken.map((result) => result.contact)
        expect(one).toEqual(another)
        expect(await store.find(waiting.id)).toEqual(one)
      }
      await other.close()
    })

    test('tells what changed since a revision, and nothing twice', async () => {
      const { revision: before } = await store.changes()
      const a = await store.enter(aContact('a'))
      await store.enter(aContact('b'))
      const both = await store.changes(before)
      expect(namesOf(both.contacts)).toEqual(['a', 'b'])
      expect(both.isWhole).toBe(false)
      await store.change({ ...a, phase: takenBy('anna') })
      const one = await store.changes(both.revision)
      expect(one.contacts).toEqual([{ ...a, version: 2, phase: takenBy('anna') }])
      expect(await store.changes(one.revision)).toEqual({
        revision: one.revision,
        contacts: [],
        isWhole: false,
      })
    })

    test('a contact that is over is told for an hour, and then forgotten', async () => {
      const a = await store.enter(aContact('a'))
      const b = await store.enter(aContact('b'))
      const { revision } = await store.changes()
      await store.change({ ...a, phase: over })
      await store.forget(at + overForMs - 1)
      expect(namesOf((await store.changes(revision)).contacts)).toEqual(['a'])
      expect(await store.changes()).toMatchObject({ contacts: [b], isWhole: true })
      await store.forget(at + overForMs)
      expect(await store.find(a.id)).toBeUndefined()
      expect(await store.ofCall(a.callId)).toBeUndefined()
      expect(await store.find(b.id)).toEqual(b)
    })

    test('whoever heard last before something was forgotten is told all that is there', async () => {
      const a = await store.enter(aContact('a'))
      const b = await store.enter(aContact('b'))
      const { revision } = await store.changes()
      await store.change({ ...a, phase: over })
      const { revision: heard } = await store.changes()
      await store.forget(at + overForMs)
      expect(await store.changes(revision)).toMatchObject({ contacts: [b], isWhole: true })
      expect(await store.changes(heard)).toMatchObject({ contacts: [], isWhole: false })
      expect(await store.changes(heard + 1_000)).toMatchObject({ contacts: [b], isWhole: true })
    })

    test('of a contact that is over neither the number nor what was keyed is kept', async () => {
      const a = await store.enter(aContact('a'))
      const { number: _, ...rest } = { ...a, version: 2, phase: over, keyed: [] }
      const ended = await store.change({ ...a, phase: over })
      expect(ended).toEqual({ kind: 'changed', contact: rest })
      expect(await store.find(a.id)).toEqual(rest)
      expect(await store.ofCall(a.callId)).toEqual(rest)
    })

    test('what is written in a contact is numbered, told as a change, and forgotten with it', async () => {
      const a = await store.enter(aContact('a'))
      const { revision } = await store.changes()
      expect(await store.say(a.id, message)).toBe(1)
      expect(await store.say(a.id, { ...message, from: 'operator', by: operator('anna') })).toBe(2)
      expect(await store.said(a.id, 0)).toEqual([
        { ...message, number: 1 },
        { ...message, number: 2, from: 'operator', by: operator('anna') },
      ])
      expect(await store.said(a.id, 1)).toMatchObject([{ number: 2 }])
      expect((await store.changes(revision)).contacts).toEqual([a])
      expect(await store.say('nobody' as ContactId, message)).toBe(0)
      await store.change({ ...a, phase: over })
      await store.forget(at + overForMs)
      expect(await store.said(a.id, 0)).toEqual([])
    })

    test('what a caller wrote is told once, however often he says it again', async () => {
      const a = await store.enter(aContact('a'))
      const asked: Message = { from: 'operator', text: 'what does it say', at: at + 1 }
      expect(await store.say(a.id, message)).toBe(1)
      expect(await store.say(a.id, asked)).toBe(2)
      expect(await store.say(a.id, message)).toBe(1)
      expect(await store.say(a.id, asked)).toBe(3)
      expect(await store.say(a.id, { ...message, at: at + 2 })).toBe(4)
      expect((await store.said(a.id, 0)).map(({ from }) => from)).toEqual([
        'caller',
        'operator',
        'operator',
        'caller',
      ])
    })

    test('how far a conversation has come is told as a change that makes no version old', async () => {
      const a = await store.enter(aContact('a'))
      expect(await store.noted(a.id)).toBeUndefined()
      const { revision } = await store.changes()
      const come = { turn: 'line', typing: 'é', typingSince: at, sent: 2, part: 'HOW' } as const
      await store.note(a.id, come)
      await store.note('nobody' as ContactId, come)
      expect(await store.noted(a.id)).toEqual(come)
      expect((await store.changes(revision)).contacts).toEqual([a])
      expect(await store.change(a)).toMatchObject({ kind: 'changed' })
      expect(await store.noted(a.id)).toEqual(come)
      await store.change({ ...a, version: 2, phase: over })
      await store.forget(at + overForMs)
      expect(await store.noted(a.id)).toBeUndefined()
    })

    test('of whose call nothing was heard for a while is said, of nobody else, and no change is told', async () => {
      const [a, b, c] = [aContact('a'), aContact('b'), aContact('c')]
      for (const one of [a, b, c]) await store.enter(one)
      const { revision } = await store.changes()
      await store.hear(a.id, at)
      await store.hear(b.id, at)
      await store.hear('nobody' as ContactId, at)
      expect(await store.unheard(at - 1)).toEqual([])
      expect((await store.unheard(at)).toSorted()).toEqual([a.id, b.id])
      await store.hear(a.id, at + 1)
      expect(await store.unheard(at)).toEqual([b.id])
      expect(await store.changes(revision)).toMatchObject({ revision, contacts: [] })
      await store.change({ ...b, phase: over })
      await store.hear(b.id, at)
      expect(await store.unheard(at)).toEqual([])
    })

    test('who attends is there until he was not seen for twenty seconds', async () => {
      await store.attend(attendance('anna'))
      await store.attend(attendance('bert', { seenAt: at + 1_000, state: 'away' }))
      const both = [attendance('anna'), attendance('bert', { seenAt: at + 1_000, state: 'away' })]
      expect(await store.attending(at)).toEqual(both)
      expect(await store.attending(at + presenceForMs)).toEqual(both.slice(1))
      expect(await store.seen(operator('anna'), at + 5_000)).toBe(true)
      expect(await store.attending(at + presenceForMs)).toEqual([
        attendance('anna', { seenAt: at + 5_000 }),
        both[1],
      ])
    })

    test('an operator comes back in the state he was in, unless an hour went by', async () => {
      await store.attend(attendance('anna', { state: 'after-call' }))
      expect(await store.seen(operator('bert'), at)).toBe(false)
      await store.forget(at + overForMs - 1)
      expect(await store.seen(operator('anna'), at)).toBe(true)
      expect(await store.attending(at)).toMatchObject([{ state: 'after-call' }])
      await store.forget(at + overForMs)
      expect(await store.seen(operator('anna'), at + overForMs)).toBe(false)
      expect(await store.attending(at)).toEqual([])
    })

    test('500 who wait are listed whole, in the order in which they last changed', async () => {
      const names = Array.from({ length: 500 }, (_, index) => String(index))
      for (const one of names) await store.enter(aContact(one))
      const { contacts } = await store.changes()
      expect(namesOf(contacts)).toEqual(names)
      expect(contacts[499]).toEqual(aContact('499'))
    })
  })
}
