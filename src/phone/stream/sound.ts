/** 20 ms of sound at 8 kHz: what a telephone network carries at a time. */
export const frameInMs = 20
export const frameLength = 160

/** The mouthpiece and the receiver of a caller. While a stream is open it is asked and told every 20 ms. */
export type Sound = {
  /** The next 160 samples from the caller, 1 at full scale; undefined: there is silence. */
  readonly next: () => Float32Array | undefined
  /** 160 samples of what the line sends, silence included, right after `next`. */
  readonly hear: (samples: Float32Array) => void
}

/** A caller who makes no sound that a stream would carry. */
export const noSound: Sound = { next: () => undefined, hear: () => {} }

/** A recording that is played once, from the moment the first stream is open. */
export function recordedSound(samples: Float32Array, hear: Sound['hear'] = () => {}): Sound {
  let at = 0
  return {
    next: () => {
      if (at >= samples.length) return undefined
      const frame = new Float32Array(frameLength)
      frame.set(samples.subarray(at, at + frameLength))
      at += frameLength
      return frame
    },
    hear,
  }
}
