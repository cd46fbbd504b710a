import type { Heard, Listener } from '../mode.ts'
import { createDecoder } from './decode.ts'
import { createGate } from './signal/gate.ts'
import { createReceiver } from './signal/receiver.ts'

const sure = 0.2
const garbled = 0.02

/** `baud`: as what was typed last; 45.45 where nothing was. */
export type BaudotListener = Listener & { readonly baud: () => number }

/** Listens to one call from its beginning. Nothing is said to be typed until it is surely a text telephone. */
export function createListener(): BaudotListener {
  const receiver = createReceiver()
  const gate = createGate()
  const decoder = createDecoder()
  let bitMs = 22

  return {
    baud: () => 1000 / bitMs,
    isTextTelephone: gate.isOpen,
    isBusy: receiver.isBusy,
    push: (samples) =>
      receiver.push(samples).flatMap((frame) =>
        gate.push(frame).flatMap(({ code, margin, spread, startMs, endMs }): readonly Heard[] => {
          bitMs = (endMs - startMs) / 7
          const confidence = Math.max(0, Math.min(1, margin) * (1 - spread))
          if (confidence < garbled) {
            decoder.miss()
            return [{ kind: 'garble', atMs: startMs }]
          }
          const read = decoder.read(code, confidence >= sure)
          return read === undefined
            ? []
            : [{ kind: 'character', ...read, confidence, atMs: startMs }]
        }),
      ),
  }
}
