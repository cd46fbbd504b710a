import { expect, test } from '@jest/globals'
import { sendingOf, turnShown } from '../../src/pages/console/contact/progress.ts'

const come = { turn: 'line', typing: '', sent: 2, part: 'HELLO WHAT' } as const
const [hello, hi, what, more] = [
  { from: 'operator', number: 2 },
  { from: 'caller', number: 3 },
  { from: 'operator', number: 4 },
  { from: 'operator', number: 5 },
] as const
const all = [hello, hi, what, more]

test('an operator sees whose turn it is', () => {
  expect(turnShown(come)).toBe('sending')
  expect(turnShown({ ...come, turn: 'operator' })).toBe('your-turn')
  expect(turnShown({ ...come, turn: 'caller' })).toBe('his-turn')
  expect(turnShown({ ...come, turn: 'caller', typing: 'I' })).toBe('typing')
  expect(turnShown({ ...come, turn: 'caller', typing: ' ' })).toBe('his-turn')
})

test('an operator sees what of his words has come to the caller', () => {
  expect(all.map((one) => sendingOf(one, all, come))).toEqual(['sent', undefined, 'begun', 'waits'])
  expect(sendingOf(what, all, { ...come, part: '' })).toBe('waits')
})

test('where whatever is written is there at once, nothing is said of that', () => {
  expect(all.map((one) => sendingOf(one, all, undefined))).toEqual(all.map(() => undefined))
})
