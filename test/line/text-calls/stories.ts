/** Plays whole calls in a process of its own, where sound goes by several times as fast as under jest. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  byHand,
  inLetters,
  interrupting,
  relayOperator,
  type TextManner,
} from '../../../src/phone/callers/text/index.ts'
import { createChannel, type Channel } from '../../bench/text-calls/channel.ts'
import { tell, textNumbers, type Circumstances } from '../../bench/text-calls/story.ts'
import { chance } from '../../modem/noise.ts'
import { compileTelephone } from '../../modem/spandsp-telephone.ts'
import { openWholeLine } from '../../support/whole-line.ts'

const [american, british] = textNumbers

/** On a clear line, by somebody who types without a slip. */
const usual = { number: american, printer: 'minimodem', manner: sure(byHand) } as const

/** By hand with slips, at 3 dB with 1 % of packets lost, with minimodem at the caller's end. */
const disturbed = (seed: number): Omit<Circumstances, 'number'> => ({
  seed,
  printer: 'minimodem',
  channel: createChannel({ snr: 3, loss: 0.01 }, seed),
  loss: 0.01,
  manner: byHand,
})

const stories: Readonly<Record<string, Circumstances>> = {
  american: { ...disturbed(1), number: american },
  british: { ...disturbed(2), number: british },
  interrupting: { ...usual, seed: 3, printer: 'spandsp', manner: sure(interrupting) },
  noise: { ...usual, seed: 4, channel: loudAtFirst() },
  letters: { ...usual, seed: 6, manner: sure(inLetters) },
  'other-program': { ...usual, seed: 7, quirk: { kind: 'other-program', groups: otherId() } },
  'cut-off': { ...usual, seed: 8, quirk: { kind: 'cut-off', after: 4 }, calls: 2 },
  // The longest that he takes is no more telling than the least, which is longer than others may take.
  relay: {
    ...usual,
    seed: 9,
    manner: { ...sure(relayOperator), answers: { least: 10_000, most: 14_000 } },
  },
}

const folder = mkdtempSync(join(tmpdir(), 'activation-line-texts-'))
const program = compileTelephone(folder)
const line = await openWholeLine({ folder })
const wanted = process.argv.slice(2)
for (const [name, how] of Object.entries(stories)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const { calls, sheets, outcome, inSeconds } = await tell(line, program, how)
  const ends = calls.map(({ reason }) => reason)
  process.stdout.write(`${JSON.stringify({ name, ends, sheets, outcome, inSeconds })}\n`)
}
await line.close()
rmSync(folder, { recursive: true })

function sure(manner: TextManner): TextManner {
  return { ...manner, slips: { share: 0, seen: 0 } }
}

/** For a minute nothing but noise comes from the caller, as loud as it can be. */
function loudAtFirst(): Channel {
  const random = chance(5)
  let ms = 0
  return {
    toCaller: (sound) => sound,
    toLine: (sound) => {
      ms += 20
      return ms > 60_000 ? sound : sound.map(() => 2 * random() - 1)
    },
  }
}

/** Nine groups of seven digits in which no check digit is right by design. */
function otherId(): readonly string[] {
  const random = chance(6)
  return Array.from({ length: 9 }, () => String(Math.floor(random() * 1e7)).padStart(7, '0'))
}
