import { fromMuLaw } from '../../../modem/mu-law.ts'

/** Lets the line's sound be heard, as it comes. */
export type TonePlayer = {
  readonly play: (bytes: Uint8Array<ArrayBuffer>) => void
  readonly stop: () => void
}

/** So much is kept ahead, for what comes late. */
const aheadInSeconds = 0.15
/** They are shrill: softer than a voice. */
const loudness = 0.25

/** On a line that is faster than a real one the tones are as much higher. */
export function createTonePlayer(speed: number): TonePlayer {
  let context: AudioContext | undefined
  let volume: GainNode | undefined
  let next = 0

  return {
    play(bytes) {
      context ??= new AudioContext()
      volume ??= new GainNode(context, { gain: loudness })
      volume.connect(context.destination)
      void context.resume()
      const buffer = new AudioBuffer({ length: bytes.length, sampleRate: 8000 * speed })
      buffer.copyToChannel(Float32Array.from(bytes, fromMuLaw), 0)
      const source = new AudioBufferSourceNode(context, { buffer })
      source.connect(volume)
      const now = context.currentTime
      if (next < now) next = now + aheadInSeconds
      source.start(next)
      next += buffer.duration
    },
    stop() {
      volume?.disconnect()
      volume = undefined
      next = 0
    },
  }
}
