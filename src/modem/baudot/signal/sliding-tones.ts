/**
 * Correlators that slide over the sums of the front end, one for each of some small offsets of a tone: the newest sum
 * comes in, the one that a window ago came in goes out, and what is left turns on by the offset.
 */
export type SlidingTones = {
  readonly step: (re: number, im: number, oldRe: number, oldIm: number) => void
  /** The square of each correlator's length. */
  readonly power: (index: number) => number
}

/** `offsets` in Hz; `stepMs` is how far apart the sums are, `window` how many of them are taken together. */
export function createSlidingTones(
  offsets: readonly number[],
  stepMs: number,
  window: number,
): SlidingTones {
  const { cos, sin, outCos, outSin } = turnsOf(offsets, stepMs, window)
  const re = new Float64Array(offsets.length)
  const im = new Float64Array(offsets.length)

  return {
    step: (newRe, newIm, oldRe, oldIm) => {
      for (let i = 0; i < re.length; i += 1) {
        const [c, s] = [cos[i] as number, sin[i] as number]
        const [oc, os] = [outCos[i] as number, outSin[i] as number]
        const [r, m] = [re[i] as number, im[i] as number]
        re[i] = r * c - m * s + newRe - (oldRe * oc - oldIm * os)
        im[i] = r * s + m * c + newIm - (oldRe * os + oldIm * oc)
      }
    },
    power: (i) => (re[i] as number) ** 2 + (im[i] as number) ** 2,
  }
}

/** By how much each turns in a step, and in a window. */
type Turns = Readonly<Record<'cos' | 'sin' | 'outCos' | 'outSin', Float64Array>>

/** Once for all calls: there are as many as offsets, tones and windows. */
const known = new Map<string, Turns>()

function turnsOf(offsets: readonly number[], stepMs: number, window: number): Turns {
  const name = [stepMs, window, ...offsets].join(' ')
  const found = known.get(name)
  if (found !== undefined) return found
  const turns = offsets.map((offset) => (2 * Math.PI * offset * stepMs) / 1000)
  const made = {
    cos: Float64Array.from(turns, Math.cos),
    sin: Float64Array.from(turns, Math.sin),
    outCos: Float64Array.from(turns, (turn) => Math.cos(turn * window)),
    outSin: Float64Array.from(turns, (turn) => Math.sin(turn * window)),
  }
  known.set(name, made)
  return made
}
