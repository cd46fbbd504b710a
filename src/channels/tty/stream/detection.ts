import type { Frame } from './frames.ts'
import { frameInMs, frameLength } from './frames.ts'
import type { Party, Wire } from './party.ts'

/** What finds out whether a text telephone is on the line. */
export type Detector = {
  readonly push: (samples: Float32Array) => unknown
  readonly isTextTelephone: () => boolean
}

/** Listens to a caller who is spoken to, for 15 seconds, and says once if his telephone is a text telephone. */
export function createDetection(detector: Detector, wire: Wire, onFound: () => void): Party {
  let rest = listensForMs / frameInMs
  return {
    frame: (heard: Frame) => {
      if (rest <= 0) return undefined
      rest -= 1
      detector.push(heard ?? silence)
      const isFound = detector.isTextTelephone()
      if (isFound) onFound()
      if (isFound) rest = 0
      if (rest === 0) wire.close('end')
      return undefined
    },
    key: () => {},
    marked: () => {},
    hungUp: () => {},
  }
}

/** Whoever has a text telephone, and hears nothing he can read, has begun to type by then; each silence begins anew. */
const listensForMs = 15_000

const silence = new Float32Array(frameLength)
