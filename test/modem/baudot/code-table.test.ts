import { expect, test } from '@jest/globals'
import { codeTable, shifts } from '../../../src/modem/baudot/code-table.ts'
import { encode } from '../../../src/modem/baudot/encode.ts'
import { createDecoder } from './decoder.ts'

const { letters, figures } = shifts

/** As spandsp, 3GPP TS 26.230 and Asterisk have it, code by code. */
const published = [
  ['\b', '\b'],
  ['E', '3'],
  ['\n', '\n'],
  ['A', '-'],
  [' ', ' '],
  ['S', ''],
  ['I', '8'],
  ['U', '7'],
  ['\r', '\r'],
  ['D', '$'],
  ['R', '4'],
  ['J', "'"],
  ['N', ','],
  ['F', '!'],
  ['C', ':'],
  ['K', '('],
  ['T', '5'],
  ['Z', '"'],
  ['L', ')'],
  ['W', '2'],
  ['H', '='],
  ['Y', '6'],
  ['P', '0'],
  ['Q', '1'],
  ['O', '9'],
  ['B', '?'],
  ['G', '+'],
  ['', ''],
  ['M', '.'],
  ['X', '/'],
  ['V', ';'],
  ['', ''],
]

test('the code table is that of text telephones, and not that of amateurs or of telex', () => {
  expect(codeTable.map(({ letter, figure }) => [letter, figure])).toEqual(published)
})

test('QWERTYUIOP in the wrong shift are the digits 1 to 0', () => {
  const decoder = createDecoder()
  const read = encode('QWERTYUIOP').flatMap((code) => decoder.read(code, true) ?? [])
  expect(read.map(({ figure }) => figure).join('')).toBe('1234567890')
})

test('a transmission begins with its shift', () => {
  expect(encode('A')).toEqual([letters, 0x03])
  expect(encode('3')).toEqual([figures, 0x01])
})

test('X-04: every character of the table comes through, and the shift is sent again after 72', () => {
  const all = codeTable.flatMap(({ letter, figure }) => [letter, figure]).join('')
  const decoder = createDecoder()
  const codes = encode(all)
  expect(codes.map((code) => decoder.read(code, true)?.text ?? '').join('')).toBe(all)

  const long = encode('E'.repeat(200))
  const places = long.flatMap((code, at) => (code === letters ? [at] : []))
  expect(places).toEqual([0, 73, 146])
})

test('figures are said again after a space, for receivers that go back to letters there', () => {
  expect(encode('12 34').filter((code) => code === figures)).toHaveLength(2)
})

test('figures hold across spaces and lines', () => {
  const decoder = createDecoder()
  const codes = [figures, 0x01, 0x04, 0x01, 0x02, 0x08, 0x01]
  expect(codes.map((code) => decoder.read(code, true)?.text ?? '').join('')).toBe('3 3\n\r3')
})

test('a doubtful code makes the shift doubtful until the next one', () => {
  const decoder = createDecoder()
  decoder.read(letters, true)
  expect(decoder.read(0x01, true)?.shiftCertain).toBe(true)
  expect(decoder.read(0x01, false)?.shiftCertain).toBe(false)
  expect(decoder.read(0x01, true)?.shiftCertain).toBe(false)
  decoder.read(figures, true)
  expect(decoder.read(0x01, true)?.shiftCertain).toBe(true)
})

test('what the table has not is sent as its nearest, as V.18 says, or left out', () => {
  const decoder = createDecoder()
  const text = encode('a&b [9%] \u{1f642}').map((code) => decoder.read(code, true)?.text ?? '')
  expect(text.join('')).toBe('A+B (9/) ')
})
