import { frameLength, type Sound } from '../../phone/stream/sound.ts'

/** Both directions of a call, as they went over the line. */
export type Recorder = {
  readonly sound: (hasHungUp: () => boolean) => Sound
  readonly onHangUp: (hangUp: () => void) => void
  /** What the caller sent, and what he heard. */
  readonly channels: () => readonly [Float32Array, Float32Array]
}

/** A caller at the end of a line: what he sends in 20 ms is what he made of the 20 ms before. */
export function recorder(frame: (heard: Float32Array) => Float32Array): Recorder {
  const [sent, heard]: [Float32Array[], Float32Array[]] = [[], []]
  let sending: Float32Array = new Float32Array(frameLength)
  let hangUp = (): void => {}
  return {
    onHangUp: (given) => {
      hangUp = given
    },
    channels: () => [joined(sent), joined(heard)],
    sound: (hasHungUp) => ({
      next: () => sending,
      hear: (samples) => {
        sent.push(sending)
        heard.push(samples)
        sending = frame(samples)
        if (hasHungUp()) hangUp()
      },
    }),
  }
}

function joined(frames: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(frames.length * frameLength)
  frames.forEach((frame, place) => all.set(frame, place * frameLength))
  return all
}
