/** What a call takes of memory. Run in a process of its own: what ran before in one changes how the engine keeps numbers. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createAnswering } from '../../../src/modem/answering.ts'
import { createDetector } from '../../../src/modem/baudot/detector.ts'
import { createListener } from '../../../src/modem/baudot/listen.ts'
import { baudot45 } from '../../../src/modem/baudot/mode.ts'
import type { ModeName } from '../../../src/modem/mode.ts'
import { chance } from '../../modem/noise.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

export const everyMode: readonly ModeName[] = ['baudot-45', 'bell-103', 'v21', 'v23', 'edt', 'dtmf']

/** In kB, after half a minute in silence and in noise of some -22 dBm0, which looks like characters more than speech does. */
export type Memory = Readonly<Record<'detects' | 'reads' | 'seeks', readonly [number, number]>>

type Hears = { readonly push: (samples: Float32Array) => unknown }

const calls = 100
const frames = 1500

function kilobytes(make: () => readonly [Hears, ...unknown[]], amplitude: number): number {
  const random = chance(5)
  const frame = new Float32Array(160)
  const open = (): unknown => {
    const call = make()
    for (let n = 0; n < frames; n += 1) {
      call[0].push(frame.map(() => amplitude * (2 * random() - 1)))
    }
    return call
  }
  const held = (): number => {
    collect()
    // Array buffers are freed beside the collection that finds them, and counted by the next.
    collect()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  open()
  const before = held()
  const many = Array.from({ length: calls }, open)
  return (held() - before) / many.length / 1000
}

function both(make: () => readonly [Hears, ...unknown[]]): readonly [number, number] {
  return [kilobytes(make, 0), kilobytes(make, 0.1)]
}

if (import.meta.main) {
  const memory: Memory = {
    detects: both(() => [createDetector()]),
    reads: both(() => [createListener(), baudot45.speak()]),
    seeks: both(() => [createAnswering(everyMode)]),
  }
  process.stdout.write(JSON.stringify(memory))
}
