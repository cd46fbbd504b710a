import { columns, keypad, rows, sampleRate } from './tones.ts'

/** A key as it was heard. */
export type Key = {
  readonly key: string
  readonly startMs: number
  readonly endMs: number
  /** The power of the two tones in parts of all, in its middle. */
  readonly share: number
}

export type KeyReceiver = {
  readonly push: (samples: Float32Array) => readonly Key[]
  /** Whether a key sounds now. */
  readonly isSounding: () => boolean
  readonly nowMs: () => number
}

/** All is measured each 5 ms, over the last 20: so 40 ms of a tone are heard (V.18 ANS-16), and 40 ms of pause. */
const hopMs = 5
const hopSamples = (hopMs * sampleRate) / 1000
const hopsOfWindow = 4
const leastHops = 3
const leastShare = 0.7
/** In a row or a column the strongest must be stronger than the next by this, in power; and the two of the key alike. */
const [clearer, twist] = [4, 8]
/** Of a sample's square, on average: -45 dBm0. */
const leastPower = 7.6e-6
const tones = [...rows, ...columns]

/** Each tone within a hop, and by how much it has turned after one. */
const waves = tones.map((hertz) => {
  const turn = (2 * Math.PI * hertz * hopSamples) / sampleRate
  const at = (of: (angle: number) => number): Float64Array =>
    Float64Array.from({ length: hopSamples }, (_, n) => of((n * turn) / hopSamples))
  return { turn, cos: at(Math.cos), sin: at(Math.sin) }
})

type Look = { readonly key: string; readonly share: number }

export function createKeyReceiver(): KeyReceiver {
  const re = new Float64Array(tones.length * hopsOfWindow)
  const im = new Float64Array(tones.length * hopsOfWindow)
  const energy = new Float64Array(hopsOfWindow)
  const waiting = new Float32Array(hopSamples)
  let [count, hop] = [0, 0]
  let sounding: { key: string; from: number; hops: number; share: number } | undefined

  const measure = (): void => {
    const place = hop % hopsOfWindow
    energy[place] = waiting.reduce((sum, x) => sum + x * x, 0)
    for (const [tone, { turn, cos, sin }] of waves.entries()) {
      let [sumRe, sumIm] = [0, 0]
      for (let n = 0; n < hopSamples; n += 1) {
        sumRe += (waiting[n] as number) * (cos[n] as number)
        sumIm -= (waiting[n] as number) * (sin[n] as number)
      }
      const [c, s] = [Math.cos(hop * turn), Math.sin(hop * turn)]
      re[tone * hopsOfWindow + place] = sumRe * c + sumIm * s
      im[tone * hopsOfWindow + place] = sumIm * c - sumRe * s
    }
  }

  const powerOf = (tone: number): number => {
    let [sumRe, sumIm] = [0, 0]
    for (let n = tone * hopsOfWindow; n < (tone + 1) * hopsOfWindow; n += 1) {
      sumRe += re[n] as number
      sumIm += im[n] as number
    }
    return (2 * (sumRe * sumRe + sumIm * sumIm)) / (hopSamples * hopsOfWindow) ** 2
  }

  const look = (): Look | undefined => {
    const all = energy.reduce((sum, one) => sum + one, 0) / (hopSamples * hopsOfWindow)
    if (all < leastPower) return undefined
    const powers = tones.map((_, tone) => powerOf(tone))
    const low = strongest(powers.slice(0, 4))
    const high = strongest(powers.slice(4))
    const share = (low.power + high.power) / all
    const isTwisted = low.power > high.power * twist || high.power > low.power * twist
    const isClear = low.clearer && high.clearer && !isTwisted && share >= leastShare
    return isClear ? { key: keypad[low.at]?.[high.at] ?? '', share } : undefined
  }

  const hear = (found: Key[]): void => {
    const now = look()
    if (sounding !== undefined && now?.key === sounding.key) {
      sounding.hops += 1
      sounding.share = Math.max(sounding.share, now.share)
      return
    }
    if (sounding !== undefined && sounding.hops >= leastHops) {
      const { key, from, share } = sounding
      found.push({ key, startMs: (from - 2) * hopMs, endMs: (hop - 1) * hopMs, share })
    }
    sounding = now && { key: now.key, from: hop, hops: 1, share: now.share }
  }

  return {
    nowMs: () => hop * hopMs,
    isSounding: () => sounding !== undefined,
    push: (samples) => {
      const found: Key[] = []
      for (const given of samples) {
        waiting[count] = Number.isFinite(given) ? given : 0
        count += 1
        if (count < hopSamples) continue
        count = 0
        measure()
        hear(found)
        hop += 1
      }
      return found
    },
  }
}

function strongest(powers: readonly number[]): { at: number; power: number; clearer: boolean } {
  const at = powers.indexOf(Math.max(...powers))
  const power = powers[at] ?? 0
  return { at, power, clearer: powers.every((one, n) => n === at || one * clearer < power) }
}
