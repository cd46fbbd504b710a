import { expect, test } from '@jest/globals'
import { createWriter } from '../../../../src/channels/tty/conversation/writer.ts'
import { createAnswering } from '../../../../src/modem/answering.ts'

test.each([
  ['X-01', 'baudot-45'],
  ['X-05', 'dtmf'],
] as const)(
  '%s: what is heard while the line sends, and for 300 ms after, is not taken as typed (%s)',
  (_, mode) => {
    const line = createAnswering([mode])
    const writer = createWriter({ line, mark: () => {}, onSent: () => {} })
    let [nowMs, lastMs] = [0, 0]
    const frame = (): void => {
      nowMs += 20
      line.push(new Float32Array(160))
      writer.goOn(nowMs)
      if (line.fill(new Float32Array(160))) lastMs = nowMs
    }
    const isTaken = (atMs: number): boolean => !writer.isUnderOwnSound({ kind: 'garble', atMs })
    writer.begin('e')
    while (writer.stands() !== 'sent') frame()
    expect(lastMs).toBeGreaterThan(0)
    expect([20, lastMs, lastMs + 280].map(isTaken)).toEqual([false, false, false])
    expect([lastMs + 360, lastMs + 1_000].map(isTaken)).toEqual([true, true])
  },
)
