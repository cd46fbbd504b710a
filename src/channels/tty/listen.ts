import { createDecoder, type Read } from './baudot/decode.ts'
import { createGate } from './modem/gate.ts'
import { createReceiver } from './modem/receiver.ts'

/** What a text telephone typed, with the milliseconds since listening began. */
export type Heard =
  | (Read & {
      readonly kind: 'character'
      /** From 0 to 1. */
      readonly confidence: number
      readonly atMs: number
    })
  /** Something was typed here, and nobody can say what. */
  | { readonly kind: 'garble'; readonly atMs: number }

export type Listener = {
  /** Takes any number of samples at 8 kHz, 1 at full scale. */
  readonly push: (samples: Float32Array) => readonly Heard[]
  /** Whether what is on the line is a text telephone. */
  readonly isTextTelephone: () => boolean
}

const sure = 0.2
const garbled = 0.02

/** Listens to one call from its beginning. Nothing is said to be typed until it is surely a text telephone. */
export function createListener(): Listener {
  const receiver = createReceiver()
  const gate = createGate()
  const decoder = createDecoder()

  return {
    isTextTelephone: gate.isOpen,
    push: (samples) =>
      receiver.push(samples).flatMap((frame) =>
        gate.push(frame).flatMap(({ code, margin, spread, startMs }): readonly Heard[] => {
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
