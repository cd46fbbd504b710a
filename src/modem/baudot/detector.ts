import { createListener } from './listen.ts'
import { createScreen } from './signal/screen.ts'

/** Listens on a voice line for a text telephone, and to nothing that is typed. Sound is at 8 kHz, 1 at full scale. */
export type Detector = {
  readonly push: (samples: Float32Array) => void
  /** Once it was one, it stays one. */
  readonly isTextTelephone: () => boolean
}

const frameLength = 160
/** What was heard last is kept, since the first character is over when it is known that it may have been one. */
const keptFrames = 50
const listensOnFrames = 400

/** A whole listener is there only while something sounds like the tones of a text telephone. */
export function createDetector(): Detector {
  const screen = createScreen()
  const past = new Float32Array(keptFrames * frameLength)
  let listener: ReturnType<typeof createListener> | undefined
  let [place, filled, frames, isFound] = [0, 0, 0, false]

  const hear = (frame: Float32Array): void => {
    const isLikely = screen.push(frame)
    if (isLikely) frames = listensOnFrames
    if (frames === 0) return
    frames -= 1
    if (listener === undefined) {
      listener = createListener()
      listener.push(past.subarray(place + frameLength))
      listener.push(past.subarray(0, place))
    }
    listener.push(frame)
    isFound = listener.isTextTelephone()
    if (frames === 0 || isFound) listener = undefined
  }

  return {
    isTextTelephone: () => isFound,
    push: (samples) => {
      for (let n = 0; n < samples.length && !isFound; n += 1) {
        const sample = samples[n] as number
        past[place + filled] = Number.isFinite(sample) ? sample : 0
        filled += 1
        if (filled < frameLength) continue
        hear(past.subarray(place, place + frameLength))
        ;[place, filled] = [(place + frameLength) % past.length, 0]
      }
    },
  }
}
