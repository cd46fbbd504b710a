import type { MachineInUse } from './machine.ts'
import type { TextStroke } from './strokes.ts'

/** The hand on the keys of a text telephone. */
export type TypingHand = {
  /** Types these after so long; what it was typing it leaves. */
  readonly takeUp: (strokes: readonly TextStroke[], afterInMs: number) => void
  readonly rests: () => boolean
  readonly frame: (ms: number) => void
}

/** A key is pressed once the one before it has been sent, and the hand has rested as long as it does. */
export function typingHand(machine: MachineInUse): TypingHand {
  let strokes: readonly TextStroke[] = []
  let [at, dueIn] = [0, 0]
  return {
    takeUp: (others, afterInMs) => {
      ;[strokes, at, dueIn] = [others, 0, afterInMs]
    },
    rests: () => at >= strokes.length && !machine.isSending(),
    frame: (ms) => {
      if (machine.isSending()) return
      dueIn -= ms
      while (dueIn <= 0 && at < strokes.length) {
        machine.press(strokes[at]?.key ?? '')
        at += 1
        dueIn = strokes[at]?.beforeInMs ?? 0
        if (dueIn > 0) return
      }
    },
  }
}
