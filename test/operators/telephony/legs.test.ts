import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { CallId, CaseNumber, Country, E164, Language } from '../../../src/base/brand.ts'
import type { OperatorId } from '../../../src/base/operator.ts'
import type { Contact, ContactId, Phase } from '../../../src/operators/desk/contact.ts'
import { createDeskLegs, type DeskLegs } from '../../../src/operators/telephony/legs.ts'
import { openDeskStore } from '../../../src/stores/sqlite/desk-store.ts'
import { temporaryFolders } from '../../stores/temporary-folder.ts'

const newFolder = temporaryFolders()

const anna = 'anna-Operator' as OperatorId
const berta = 'berta_Operator' as OperatorId
const contact: Contact = {
  id: 'abcdefghijklmnopqrst_-' as ContactId,
  version: 0,
  callId: 'CA1' as CallId,
  channel: 'voice',
  turn: 7,
  caseNumber: '12345674' as CaseNumber,
  called: '+31201234567' as E164,
  country: 'NL' as Country,
  language: 'nl' as Language,
  licences: [],
  reason: 'asked',
  keyed: [],
  since: 0,
  isFirst: false,
  phase: { kind: 'waiting' },
  note: '',
  taken: 0,
}
const withAnna = { kind: 'with', operator: anna, since: 0, isOnHold: false, isHere: false } as const
const supervised = (as: 'listens' | 'whispers' | 'joined' | 'colleague'): Phase => ({
  ...withAnna,
  with: [{ operator: berta, as }],
})

type Desk = {
  readonly legs: DeskLegs
  readonly refused: string[]
  readonly held: boolean[]
  readonly stored: () => Promise<Contact | undefined>
}

const open = async (
  changes: Partial<Contact> = {},
  meanwhile: (isOn: boolean, legs: DeskLegs) => Promise<void> = async () => {},
): Promise<Desk> => {
  const store = await openDeskStore(join(newFolder(), 'desk.db'))
  await store.enter({ ...contact, ...changes })
  const refused: string[] = []
  const held: boolean[] = []
  const legs: DeskLegs = createDeskLegs({
    store,
    now: () => 5_000,
    note: async ({ operator }) => void refused.push(operator),
    hold: async (_, isOn) => {
      await meanwhile(isOn, legs)
      held.push(isOn)
    },
  })
  return { legs, refused, held, stored: () => store.find(contact.id) }
}

describe('where a caller is', () => {
  test.each([
    ['waits', { phase: { kind: 'waiting' } }],
    ['waits', { phase: { kind: 'callback', attempts: 1, notBefore: 0 } }],
    ['with', { phase: { ...withAnna, with: [] } }],
    ['decided', { phase: { ...withAnna, with: [] }, came: { kind: 'helped' } }],
    ['decided', { phase: { kind: 'over', how: 'left', at: 0 } }],
  ] as const)('%s', async (kind, changes) => {
    const { legs } = await open(changes)
    expect(await legs.caller(contact.callId)).toMatchObject({ kind, language: 'nl', turn: 7 })
    expect(await legs.caller('CA9' as CallId)).toBeUndefined()
  })
})

describe('who comes into a conversation', () => {
  test('is the operator who has taken it, and whoever is beside him', async () => {
    const { legs, refused } = await open({ phase: supervised('listens') })
    expect(await legs.seat(anna, contact.id)).toEqual({ language: 'nl', as: 'operator' })
    expect(await legs.seat(berta, contact.id)).toEqual({ language: 'nl', as: 'listens' })
    expect(refused).toEqual([])
  })

  test('nobody else does, and that is noted', async () => {
    const { legs, refused } = await open({ phase: { ...withAnna, with: [] } })
    expect(await legs.seat(berta, contact.id)).toBeUndefined()
    expect(await legs.seat(anna, 'z'.repeat(22))).toBeUndefined()
    expect(refused).toEqual([berta, anna])
  })

  test.each([
    ['waits', { kind: 'waiting' }],
    ['is over', { kind: 'over', how: 'helped', at: 0, by: anna }],
  ] as const)('nobody does while it %s', async (_, phase) => {
    const { legs, refused } = await open({ phase })
    expect(await legs.seat(anna, contact.id)).toBeUndefined()
    expect(refused).toEqual([anna])
  })

  test('who whispers is heard by the telephone on which the operator is now', async () => {
    const { legs } = await open({ phase: supervised('whispers') })
    const told = async (kind: 'joined' | 'left', leg: string): Promise<void> =>
      legs.happened({
        kind,
        contact: contact.id,
        conference: 'CF1',
        leg: leg as CallId,
        operator: anna,
      })
    expect(await legs.seat(berta, contact.id)).toEqual({ language: 'nl', as: 'whispers' })
    await told('joined', 'CA2')
    await told('joined', 'CA3')
    await told('left', 'CA2')
    expect(await legs.seat(berta, contact.id)).toMatchObject({ coaches: 'CA3' })
    await told('left', 'CA3')
    expect(await legs.seat(berta, contact.id)).not.toHaveProperty('coaches')
  })
})

describe('what is told of a conference', () => {
  test.each([
    ['in order', ['joined old', 'left old', 'joined new'], true],
    ['the new telephone before the old one’s end', ['joined old', 'joined new', 'left old'], true],
    ['the end before the beginning', ['left old', 'joined old'], false],
    ['twice', ['joined old', 'joined old', 'left old', 'left old'], false],
    ['the beginning again after the end', ['joined old', 'left old', 'joined old'], false],
    ['late news of the old telephone', ['left old', 'joined new', 'joined old'], true],
  ])('%s says whether the operator is there', async (_, told, isHere) => {
    const { legs, stored } = await open({ phase: { ...withAnna, with: [] } })
    for (const one of told) {
      const [kind, leg] = one.split(' ') as ['joined' | 'left', string]
      await legs.happened({
        kind,
        contact: contact.id,
        conference: 'CF1',
        leg: `CA${leg}` as CallId,
        operator: anna,
      })
    }
    expect((await stored())?.phase).toMatchObject({ isHere })
  })

  test('of a supervisor says nothing of the operator', async () => {
    const { legs, stored } = await open({ phase: supervised('joined') })
    await legs.happened({
      kind: 'joined',
      contact: contact.id,
      conference: 'CF1',
      leg: 'CA2' as CallId,
      operator: berta,
    })
    expect((await stored())?.phase).toMatchObject({ isHere: false })
  })

  test.each([
    ['comes', ['joined CF1'], true],
    ['has come, and an older conference ends', ['joined CF1', 'left CF0', 'ended CF0'], true],
    ['is gone', ['joined CF1', 'left CF1'], false],
    ['is gone with the conference', ['joined CF1', 'ended CF1'], false],
    ['is not there yet', ['began CF1'], false],
  ])('a caller who %s is known to be so', async (_, told, isThere) => {
    const { legs, stored } = await open({ phase: { ...withAnna, with: [] } })
    for (const one of told) {
      const [kind, conference] = one.split(' ') as ['joined' | 'left' | 'began', string]
      await legs.happened({
        kind,
        contact: contact.id,
        conference,
        leg: 'CA1' as CallId,
      })
    }
    const phase = (await stored())?.phase
    expect(phase?.kind === 'with' && phase.isCallerHere === true).toBe(isThere)
  })

  test('gives it its name, and only its own end takes that away', async () => {
    const { legs, stored } = await open({ phase: { ...withAnna, with: [] } })
    const told = { contact: contact.id, conference: 'CF1' }
    await legs.happened({ kind: 'began', ...told })
    await legs.happened({ kind: 'ended', ...told, conference: 'CF0' })
    expect((await stored())?.conference).toBe('CF1')
    await legs.happened({ kind: 'ended', ...told })
    expect(await stored()).not.toHaveProperty('conference')
  })

  test('changes nothing where it is known, or the contact is over or nowhere', async () => {
    const over = await open({ phase: { kind: 'over', how: 'left', at: 0 } })
    const told = { kind: 'began', contact: contact.id, conference: 'CF1' } as const
    await over.legs.happened(told)
    await over.legs.happened({ ...told, contact: 'z'.repeat(22) })
    expect(await over.stored()).toEqual({ ...contact, phase: { kind: 'over', how: 'left', at: 0 } })
    const here = await open()
    await here.legs.happened(told)
    await here.legs.happened(told)
    expect((await here.stored())?.version).toBe(1)
  })
})

describe('a caller whose operator’s telephone is gone', () => {
  const tell = (legs: DeskLegs, told: string, operator = anna): Promise<void> => {
    const [kind, leg] = told.split(' ') as ['joined' | 'left', string]
    const at = { contact: contact.id, conference: 'CF1' }
    return legs.happened({ kind, ...at, leg: `CA${leg}` as CallId, operator })
  }

  test('hears that somebody comes back, until somebody has', async () => {
    const { legs, held } = await open({ phase: { ...withAnna, with: [] } })
    await tell(legs, 'joined one')
    expect(held).toEqual([])
    for (const told of ['left one', 'left one', 'joined two']) await tell(legs, told)
    expect(held).toEqual([true, false])
  })

  test('does not stay on hold when somebody was back before that was done', async () => {
    const { legs, held } = await open({ phase: { ...withAnna, with: [] } }, async (isOn, these) => {
      if (isOn) await tell(these, 'joined two')
    })
    await tell(legs, 'joined one')
    await tell(legs, 'left one')
    expect(held.at(-1)).toBe(false)
  })

  test('hears nothing of it where the new telephone came before the old one went', async () => {
    const { legs, held } = await open({ phase: { ...withAnna, with: [] } })
    for (const told of ['joined one', 'joined two', 'left one']) await tell(legs, told)
    expect(held).toEqual([])
  })

  test('hears nothing of it while somebody else is with him, or on hold', async () => {
    const joined = await open({ phase: supervised('joined') })
    await tell(joined.legs, 'joined one')
    await tell(joined.legs, 'joined boss', berta)
    await tell(joined.legs, 'left one')
    const onHold = await open({ phase: { ...withAnna, isOnHold: true, with: [] } })
    for (const told of ['joined one', 'left one', 'joined two']) await tell(onHold.legs, told)
    expect([...joined.held, ...onHold.held]).toEqual([])
  })
})

test('two that are told at once are both kept', async () => {
  const { legs, stored } = await open({ phase: { ...withAnna, with: [] } })
  const joined = { kind: 'joined', contact: contact.id, conference: 'CF1' } as const
  await Promise.all([
    legs.happened({ ...joined, leg: 'CA2' as CallId, operator: anna }),
    legs.happened({ ...joined, leg: 'CA3' as CallId, operator: berta }),
  ])
  const kept = (await stored())?.legs?.map(({ callId }) => callId) ?? []
  expect(kept.toSorted()).toEqual(['CA2', 'CA3'])
})

test('the call in which somebody answers is from now on that of the contact, in which the line has not spoken', async () => {
  const { legs, stored } = await open({ phase: { ...withAnna, with: [] }, attempts: 1 })
  const at = await legs.answered(contact.id, 'CA5' as CallId, false)
  expect(at).toMatchObject({ kind: 'with', turn: 0 })
  expect(await stored()).toMatchObject({ callId: 'CA5', turn: 0, attempts: 1 })
  await legs.answered(contact.id, 'CA5' as CallId, true)
  expect((await stored())?.attempts).toBeUndefined()
  const over = await open({ phase: { kind: 'over', how: 'left', at: 0 } })
  expect(await over.legs.answered(contact.id, 'CA5' as CallId, true)).toBeUndefined()
})
