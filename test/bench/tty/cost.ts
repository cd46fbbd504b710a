import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createAnswering } from '../../../src/modem/answering.ts'
import { createDetector } from '../../../src/modem/baudot/detector.ts'
import { createListener } from '../../../src/modem/baudot/listen.ts'
import { baudot45 } from '../../../src/modem/baudot/mode.ts'
import type { ModeName } from '../../../src/modem/mode.ts'
import { withNoise } from '../../modem/noise.ts'
import { notText } from './not-text.ts'
import { coded, samplesOf } from './readers.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Long enough that the engine has made its code. */
const minutes = 5
const everyMode: readonly ModeName[] = ['baudot-45', 'bell-103', 'v21', 'v23', 'edt', 'dtmf']
const text = 'THE GROUP ON YOUR SCREEN IS 471903 '.repeat(60)

/** What a core carries, and what each call takes of memory, its garbage collected. */
export function cost(say: (line: string) => void): void {
  const detects = kilobytes(() => [createDetector()])
  const reads = kilobytes(() => [createListener(), baudot45.speak()])
  const seeks = kilobytes(() => [createAnswering(everyMode)])
  const sent = new Float32Array(minutes * 480_000)
  writing().fill(sent)
  const heard = withNoise(sent, 20, 3)
  const speech = samplesOf(
    coded(
      notText()
        .find(({ name }) => name === 'speech (en)')
        ?.pcm() ?? Buffer.alloc(0),
      'mu-law',
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
    `As long as it is not known which of all six kinds of telephone a call has, a core carries ${((60 * minutes) / seeking).toFixed(0)} of them, at ${seeks} kB each.`,
  )
  say(
    `A call that is read and written takes ${reads} kB, one on which the detector listens ${detects} kB.`,
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

function kilobytes(make: () => readonly unknown[]): string {
  const held = (): number => {
    collect()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  const before = held()
  const many = Array.from({ length: 200 }, make)
  return ((held() - before) / many.length / 1000).toFixed(0)
}
