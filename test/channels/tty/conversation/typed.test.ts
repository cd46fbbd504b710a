import { expect, test } from '@jest/globals'
import { edited } from '../../../../src/channels/tty/conversation/typed.ts'
import { printed, typedAs } from './typed-as.ts'

test.each([
  ['backspace takes the last character back', '1235\b4567', '1234567'],
  ['three backspaces take three', 'HOLP\b\b\bELP', 'HELP'],
  ['a run of X strikes out the word before it', '1234577XXXX 1234567', ' 1234567'],
  ['though a space stands between', '123 4577 XXX 4567', '123  4567'],
  ['back to the end of the line at most', 'GROUP 1\r\n1234XXX 1234567', 'GROUP 1\r\n 1234567'],
  ['though one of the X cannot be read', '1234577~XX 1234567', ' 1234567'],
  ['two X belong to a word', 'EXXON', 'EXXON'],
  ['X after X with nothing before it strikes nothing', 'XXXXX 12', ' 12'],
  ['what nobody could read is taken back, too', '123~\b4', '1234'],
  ['backspace at the beginning does nothing', '\b\b12', '12'],
])('%s', (_, typed, left) => {
  expect(printed(edited(typedAs(typed)))).toBe(left)
})

test('X strikes out in either shift', () => {
  expect(printed(edited(typedAs('1234577XXX 1234567', { stuckIn: 'figures' })))).toBe(' 1234567')
})
