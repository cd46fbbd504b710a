import type { Heard, Listener } from '../mode.ts'
import { shifts } from './code-table.ts'
import type { Frame } from './signal/frame.ts'
import { samplesPerMs } from './signal/front-end.ts'
import { createGate } from './signal/gate.ts'
import { createReceiver } from './signal/receiver.ts'
import { createStories } from './stories.ts'

const sure = 0.2
/** In nats: two bits that are less sure than that make a code unreadable. */
const unknown = 1
/**
 * Where mark is held between two characters, and a packet of it is lost, that looks like a shift to letters whose start bit
 * was lost. A real one is mostly sent in a run: no further behind the character before it than this.
 */
const [mostLost, runMs] = [0.6, 26]

/** `baud`: as what was typed last; 45.45 where nothing was. */
export type BaudotListener = Listener & { readonly baud: () => number }

/** Listens to one call from its beginning. Nothing is said to be typed until it is surely a text telephone. */
export function createListener(): BaudotListener {
  const receiver = createReceiver()
  const gate = createGate()
  const stories = createStories()
  let [bitMs, samplesHeard, lastEndMs] = [22, 0, 0]

  const read = (frame: Frame): readonly Heard[] => {
    const { code, readings, margin, spread, startMs, endMs, lostStart } = frame
    bitMs = (endMs - startMs) / 7
    const isInRun = startMs - lastEndMs <= runMs
    lastEndMs = endMs
    const mayBeNone = code === shifts.letters && lostStart > mostLost && !isInRun
    const confidence = Math.max(0, Math.min(1, margin) * (1 - spread))
    const isGarbled = readings.filter(({ against }) => against < unknown).length > 2
    return stories.push({
      readings,
      confidence,
      isSure: confidence >= sure,
      isGarbled,
      mayBeNone,
      atMs: startMs,
    })
  }

  return {
    baud: () => 1000 / bitMs,
    isTextTelephone: gate.isOpen,
    isBusy: receiver.isBusy,
    push: (samples) => {
      const heard = receiver.push(samples).flatMap((frame) => gate.push(frame).flatMap(read))
      samplesHeard += samples.length
      return [...heard, ...stories.settle(samplesHeard / samplesPerMs)]
    },
  }
}
