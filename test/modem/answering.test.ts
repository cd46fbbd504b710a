import { expect, test } from '@jest/globals'
import { createAnswering, type Answering } from '../../src/modem/answering.ts'
import { encode } from '../../src/modem/baudot/encode.ts'
import { transmit } from '../../src/modem/baudot/signal/transmit.ts'
import type { Heard } from '../../src/modem/mode.ts'
import { textIn } from './baudot/heard.ts'
import { joined, silence } from './programs.ts'

/** A call frame by frame: what the caller sends comes in, and what goes out is kept. */
function hears(
  line: Answering,
  sound: Float32Array,
): { heard: readonly Heard[]; out: Float32Array } {
  const heard: Heard[] = []
  const out = new Float32Array(sound.length)
  for (let at = 0; at + 160 <= sound.length; at += 160) {
    heard.push(...line.push(sound.subarray(at, at + 160)))
    line.fill(out.subarray(at, at + 160))
  }
  return { heard, out }
}

test('a caller with a Baudot telephone is heard and answered at the rate of that telephone', () => {
  for (const [baud, mode] of [
    [45.45, 'baudot-45'],
    [50, 'baudot-50'],
  ] as const) {
    const line = createAnswering(['baudot-45'])
    expect(line.mode()).toBe(undefined)
    const typed = joined(transmit(encode('HELLO GA'), { baud }), silence(2000))
    const { heard } = hears(line, typed)
    expect(heard.map((one) => (one.kind === 'character' ? one.text : '~')).join('')).toBe(
      'HELLO GA',
    )
    expect(line.mode()).toBe(mode)
    line.write('NAME PLEASE GA')
    expect(line.isWriting()).toBe(true)
    const { out } = hears(line, silence(5000))
    expect(line.isWriting()).toBe(false)
    expect(textIn(out)).toBe('NAME PLEASE GA')
    const lit = out.findLastIndex((x) => x !== 0) - out.findIndex((x) => x !== 0)
    expect(lit / 8).toBeCloseTo(150 + (15 * 8 * 1000) / baud + 300, -2)
  }
})

test('what was written at the wrong rate before the caller was heard is written again at the right one', () => {
  const line = createAnswering(['baudot-50'])
  line.write('HELLO GA')
  hears(line, silence(4000))
  hears(line, joined(transmit(encode('GA GA')), silence(2000)))
  expect(textIn(hears(line, silence(5000)).out)).toBe('')
  expect(line.mode()).toBe('baudot-45')
})

test('a short word that looks as if it came from another telephone does not change the rate', () => {
  const line = createAnswering(['baudot-45'])
  for (const [text, baud] of [
    ['HELLO GA', 45.45],
    ['GA', 50],
  ] as const) {
    hears(line, joined(transmit(encode(text), { baud }), silence(4000)))
    expect(line.mode()).toBe('baudot-45')
  }
})
