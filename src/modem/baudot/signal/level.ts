/** How strong the sender is, as the amplitude of a sine: guessed from the peaks at first, then from what was read. */
export type Level = {
  readonly step: (ms: number, envelope: number) => void
  readonly heard: (amplitude: number) => void
  readonly amplitude: () => number
}

const blockMs = 22
/** Some 3 s of peaks, of which the 85th percentile is taken. */
const blocks = 152
/** What has just been heard counts by itself, too: after a long silence it is only a small part of those 3 s. */
const latest = 14
const percentile = 0.85
const choosesEveryMs = 20
const forgetsAfterMs = 3000
/** Below -65 dBm0 nothing is looked for. */
const least = 2e-4

export function createLevel(): Level {
  const peaks = new Float32Array(blocks)
  let [peak, filled, next, guessed, tracked, lastHeardMs, now] = [0, 0, 0, 0, 0, 0, 0]
  let amplitude = least

  const guess = (): number => {
    const recent = Array.from(
      { length: Math.min(latest, filled) },
      (_, ago) => peaks[(next - 1 - ago + blocks) % blocks] as number,
    )
    return Math.max(high(peaks.slice(0, filled)), high(Float32Array.from(recent)))
  }

  return {
    amplitude: () => amplitude,
    heard: (of) => {
      tracked = tracked === 0 ? of : tracked * 0.9 + of * 0.1
      lastHeardMs = now
    },
    step: (ms, envelope) => {
      now = ms
      if (envelope > peak) peak = envelope
      if (ms % blockMs === blockMs - 1) {
        peaks[next] = peak
        next = (next + 1) % blocks
        filled = Math.min(filled + 1, blocks)
        peak = 0
        guessed = guess()
      }
      if (ms % choosesEveryMs !== choosesEveryMs - 1) return
      if (tracked > 0 && ms - lastHeardMs > forgetsAfterMs) {
        tracked = Math.max(tracked * 0.99, guessed)
      }
      const believed = tracked > 0 && guessed <= tracked * 1.6 ? tracked : guessed
      amplitude = Math.max(believed, least)
    },
  }
}

function high(of: Float32Array): number {
  return of.sort()[Math.floor(percentile * (of.length - 1))] ?? 0
}
