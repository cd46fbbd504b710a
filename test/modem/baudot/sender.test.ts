import { expect, test } from '@jest/globals'
import { baudot45, baudot50 } from '../../../src/modem/baudot/mode.ts'
import type { Sender } from '../../../src/modem/mode.ts'
import { joined } from '../programs.ts'
import { textIn } from './heard.ts'

/** What is sent until nothing is, in frames of a stream. */
function sentBy(sender: Sender): Float32Array {
  const frames: Float32Array[] = []
  for (;;) {
    const frame = new Float32Array(160)
    if (!sender.fill(frame)) return joined(...frames)
    frames.push(frame)
  }
}

test('what is written in pieces goes out as one text', () => {
  for (const mode of [baudot45, baudot50]) {
    const sender = mode.speak()
    sender.write('GROUP 4 ')
    sender.write('IS 0552')
    expect(textIn(sentBy(sender))).toBe('GROUP 4 IS 0552')
  }
})

test('nothing is sent any more once the caller begins to type, and then the shift comes first again', () => {
  const sender = baudot45.speak()
  sender.write('12345 6789')
  const before = Array.from({ length: 50 }, () => {
    const frame = new Float32Array(160)
    sender.fill(frame)
    return frame
  })
  sender.stop()
  expect(sender.waiting()).toBe(0)
  const cut = joined(...before, sentBy(sender))
  sender.write('678')
  expect(textIn(joined(cut, sentBy(sender)))).toMatch(/^1234?5?678$/)
})

test('the lead, two stop bits and the tail are as long as they should be', () => {
  const sender = baudot45.speak()
  sender.write('A')
  const bits = 2 * 8
  expect(sentBy(sender).length / 8000).toBeCloseTo(0.15 + bits / 45.45 + 0.3, 1)
})
