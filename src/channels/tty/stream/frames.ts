/** 20 ms of sound at 8 kHz; without a value it was lost on the way. */
export type Frame = Float32Array | undefined

export const frameLength = 160

export type Frames = {
  /** Takes sound as it comes, whatever its length, and gives the frames that it makes whole. `at`: its time in ms. */
  readonly take: (at: number, sound: Uint8Array) => readonly Frame[]
  /** Nothing comes: a frame's time goes by. What comes later of that time is late, and counts again. */
  readonly lost: () => readonly Frame[]
}

/**
 * Cuts sound into frames. What its times leave out comes as silence, as long as it lasted, so that nothing
 * behind it moves; what was counted as lost meanwhile is not counted again.
 */
export function createFrames(hear: (byte: number) => number): Frames {
  let frame = new Float32Array(frameLength)
  let filled = 0
  let heard = 0
  let expectedAt: number | undefined
  let counted = 0

  const add = (samples: number, sample: (index: number) => number, isHeard: boolean): Frame[] => {
    const whole: Frame[] = []
    for (let index = 0; index < samples; index += 1) {
      frame[filled] = sample(index)
      filled += 1
      if (isHeard) heard += 1
      if (filled < frameLength) continue
      whole.push(heard === 0 ? undefined : frame)
      frame = new Float32Array(frameLength)
      filled = 0
      heard = 0
    }
    return whole
  }
  const silence = (frames: number): Frame[] => add(frames * frameLength, () => 0, false)

  return {
    take: (at, sound) => {
      const gap = Math.round((at - (expectedAt ?? at)) / frameInMs)
      const missing = Math.min(Math.max(gap - counted, 0), longestGap)
      expectedAt = at + sound.length / samplesInMs
      counted = 0
      const before = silence(missing)
      return [...before, ...add(sound.length, (index) => hear(sound[index] ?? 0), true)]
    },
    lost: () => {
      counted += 1
      return silence(1)
    },
  }
}

export const frameInMs = 20

const samplesInMs = frameLength / frameInMs

/** Ten seconds: after a longer gap nobody waits for what he typed before it. */
const longestGap = 500
