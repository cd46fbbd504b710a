import type { Detector } from '../../../modem/baudot/detector.ts'
import { type Frame, frameInMs, frameLength } from './frames.ts'
import type { Party, Wire } from './party.ts'

/** Listens to a caller who is spoken to, for 15 seconds, and says once if his telephone is a text telephone. */
export function createDetection(detector: Detector, wire: Wire, onFound: () => void): Party {
  let rest = listensForMs / frameInMs
  return {
    frame: (heard: Frame) => {
      if (rest <= 0) return undefined
      rest -= 1
      detector.push(heard ?? silence)
      if (detector.isTextTelephone()) {
        onFound()
        rest = 0
      }
      if (rest === 0) wire.close('end')
      return undefined
    },
    key: () => {},
    marked: () => {},
    hungUp: () => {},
    leave: async () => {},
  }
}

/** Whoever has a text telephone, and hears nothing he can read, has begun to type by then; each silence begins anew. */
const listensForMs = 15_000

const silence = new Float32Array(frameLength)
