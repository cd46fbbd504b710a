import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createAnswering } from '../../../src/modem/answering.ts'
import { createDetector } from '../../../src/modem/baudot/detector.ts'
import { createListener } from '../../../src/modem/baudot/listen.ts'
import { baudot45 } from '../../../src/modem/baudot/mode.ts'
import { withNoise } from '../../modem/noise.ts'
import { everyMode, type Memory } from './memory.ts'
import { notText } from './not-text.ts'
import { coded, samplesOf } from './readers.ts'

/** Long enough that the engine has made its code. */
const minutes = 5
const text = 'THE GROUP ON YOUR SCREEN IS 471903 '.repeat(60)

/** What a core carries, and what each call takes of memory. */
export function cost(say: (line: string) => void): void {
  const { detects, reads, seeks } = JSON.parse(
    execFileSync(process.execPath, [fileURLToPath(new URL('memory.ts', import.meta.url))], {
      encoding: 'utf8',
    }),
  ) as Memory
  const sent = new Float32Array(minutes * 480_000)
  writing().fill(sent)
  const heard = withNoise(sent, 20, 3)
  const speech = samplesOf(
    coded(
      notText()
        .find(({ name }) => name === 'speech (en)')
        ?.pcm() ?? Buffer.alloc(0),
    ),
  )
  const [listener, sender, detector] = [createListener(), writing(), createDetector()]
  const out = new Float32Array(160)
  const both = secondsFor(heard, (frame) => {
    listener.push(frame)
    sender.fill(out)
  })
  const detecting = secondsFor(speech, detector.push)
  const seeking = secondsFor(speech.subarray(0, heard.length), createAnswering(everyMode).push)
  const thousand = (100_000 * detecting) / (speech.length / 8000)
  say(`One core receives and transmits ${((60 * minutes) / both).toFixed(0)} calls at once.`)
  say(
    `A thousand calls of recorded speech on which only the detector listens take ${thousand.toFixed(0)} % of a core.`,
  )
  say(
    `As long as it is not known which of all six kinds of telephone a call has, a core carries ${((60 * minutes) / seeking).toFixed(0)} of them, at ${kilobytes(seeks)} each.`,
  )
  say(
    `A call that is read and written takes ${kilobytes(reads)}, one on which the detector listens ${kilobytes(detects)}.`,
  )
}

function writing(): ReturnType<typeof baudot45.speak> {
  const sender = baudot45.speak()
  sender.write(text)
  return sender
}

function secondsFor(sound: Float32Array, work: (frame: Float32Array) => void): number {
  const before = process.cpuUsage().user
  for (let at = 0; at < sound.length; at += 160) work(sound.subarray(at, at + 160))
  return (process.cpuUsage().user - before) / 1e6
}

function kilobytes([inSilence, inNoise]: readonly [number, number]): string {
  return `${inSilence.toFixed(0)} kB in silence and ${inNoise.toFixed(0)} kB in loud noise`
}
