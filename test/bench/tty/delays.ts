import { createDetector } from '../../../src/modem/baudot/detector.ts'
import { createListener } from '../../../src/modem/baudot/listen.ts'
import { channel } from './channel.ts'
import { samplesOf } from './readers.ts'
import { compiled, spandspSends } from './senders.ts'

const typists = 40
const [firstStartMs, characterMs] = [1000, 7 * 22]

/** How long after the first start bit, and after the second character, it is known that it is a text telephone. */
export function delays(say: (line: string) => void): void {
  const sends = compiled('spandsp-sends')
  const sinceFirst = { listener: [] as number[], detector: [] as number[] }
  const sinceSecond: number[] = []
  for (let seed = 7200; seed < 7200 + typists; seed += 1) {
    const row = { name: '', sender: { byHand: 'without lead' }, snr: 0 } as const
    const samples = samplesOf(channel(spandspSends(sends, 'HELLO', row.sender, seed), row, seed))
    const [listener, detector] = [createListener(), createDetector()]
    let [byListener, byDetector, secondAt] = [0, 0, 0]
    for (let at = 0; at < samples.length; at += 160) {
      const frame = samples.subarray(at, at + 160)
      const [first] = listener.push(frame)
      detector.push(frame)
      const now = at / 8 + 20
      // The first code is the shift, so the first letter is the second character.
      if (first !== undefined && secondAt === 0) secondAt = first.atMs + characterMs
      if (listener.isTextTelephone() && byListener === 0) byListener = now
      if (detector.isTextTelephone() && byDetector === 0) byDetector = now
    }
    sinceFirst.listener.push(byListener - firstStartMs)
    sinceFirst.detector.push(byDetector - firstStartMs)
    sinceSecond.push(byListener - secondAt)
  }
  for (const [who, times] of Object.entries(sinceFirst)) {
    say(`The ${who} knew it ${spread(times)} s after the first start bit.`)
  }
  say(
    `The listener knew it ${spread(sinceSecond)} s after the second character had ended (${typists} typists at 0 dB, no lead; least, median, most).`,
  )
}

function spread(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  const seconds = (at: number): string => ((sorted[at] ?? 0) / 1000).toFixed(2)
  return [seconds(0), seconds(sorted.length >> 1), seconds(sorted.length - 1)].join(' / ')
}
