import { expect, test } from '@jest/globals'
import type { ContactCard } from '../../src/operators/api/protocol-contact.ts'
import { isAsHeSaw } from '../../src/pages/console/contact/is-as-he-saw.ts'

const card = {
  contact: { id: 'one', version: 3, isHere: false, isOnHold: false, companions: [] },
  reading: { groups: [{ digits: '0967630', verdict: 'right' }] },
  note: '',
} as unknown as ContactCard

test('a telephone that came into the call is no reason to ask an operator for the same once more', () => {
  const { contact } = card
  expect(isAsHeSaw(card, { ...card, contact: { ...contact, version: 5, isHere: true } })).toBe(true)
})

test('what somebody else typed, noted or moved meanwhile is one', () => {
  const { contact } = card
  const held = { ...contact, isOnHold: true }
  const typed = { groups: [{ digits: '0967631', verdict: 'wrong' as const }] }
  for (const change of [{ note: 'new' }, { contact: held }, { reading: typed }])
    expect(isAsHeSaw(card, { ...card, ...change })).toBe(false)
})
