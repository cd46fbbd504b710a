/** Steady tones by which a calling text telephone says what it is, and for how long each must stand (V.18 5.2). */
export const carriers = {
  390: 3000,
  980: 1500,
  1270: 700,
  1300: 1700,
  1650: 400,
  2225: 1000,
} as const satisfies Record<number, number>

export type Hertz = keyof typeof carriers

export type Tone =
  /** It has stood for so long. */
  | { readonly kind: 'carrier'; readonly hertz: Hertz }
  /** A calling tone of V.25: half a second or more, and then a second without. */
  | { readonly kind: 'calling'; readonly hertz: Hertz }

export type ToneWatch = {
  /** `ownHertz`: what we are sending, which may come back as an echo. */
  readonly push: (samples: Float32Array, ownHertz: readonly number[]) => readonly Tone[]
  /** Whether a tone stands that may become one of these, or an answer tone. */
  readonly isStanding: () => boolean
}

const sampleRate = 8000
const blockMs = 20
const blockSamples = (blockMs * sampleRate) / 1000
/** Of all power, in the tone; and how far the tone may be off (V.18 has 12 to 16 Hz). */
const leastShare = 0.5
const mostHertzOff = 14
/** Of a sample's square, on average: -48 dBm0. */
const leastPower = 3.8e-6
/** V.25: 500 to 700 ms, but neither 400 nor 800. */
const [shortestCall, longestCall, silenceAfter] = [450, 750, 1000]
const callingTones: readonly Hertz[] = [980, 1300]
/** After an answer tone V.21 is known by less of its own (V.18 5.2.3.2). */
const [answerHertz, leastAnswerMs, mostBetweenMs, v21AfterAnswerMs] = [2100, 1000, 200, 400]
/** Voices and music do not hold one for so long. */
const leastStandingMs = 100

type Wave<Of extends number> = {
  readonly hertz: Of
  readonly cos: Float64Array
  readonly sin: Float64Array
}

/** A tone within a block; shared by all who watch for it. */
const waveOf = <Of extends number>(hertz: Of): Wave<Of> => {
  const wave = (of: (angle: number) => number): Float64Array =>
    Float64Array.from({ length: blockSamples }, (_, n) =>
      of((2 * Math.PI * hertz * n) / sampleRate),
    )
  return { hertz, cos: wave(Math.cos), sin: wave(Math.sin) }
}
const waves = (Object.keys(carriers).map(Number) as Hertz[]).map(waveOf)
const answerWave = waveOf(answerHertz)

type Watched<Of extends number = Hertz> = Wave<Of> & {
  phase: number
  ms: number
  calledMs: number
  sinceMs: number
  dueMs: number
}

export function createToneWatch(): ToneWatch {
  const watch = <Of extends number>(wave: Wave<Of>, dueMs: number): Watched<Of> => ({
    ...wave,
    phase: 0,
    ms: 0,
    calledMs: 0,
    sinceMs: 0,
    dueMs,
  })
  const watched = waves.map((wave) => watch(wave, carriers[wave.hertz]))
  const answer = watch(answerWave, Infinity)
  const waiting = new Float32Array(blockSamples)
  let count = 0

  /** Whether a tone stands through this block, and went on from the last one. */
  const stands = (tone: Watched<number>, power: number): boolean => {
    let [re, im] = [0, 0]
    for (let n = 0; n < blockSamples; n += 1) {
      re += (waiting[n] as number) * (tone.cos[n] as number)
      im -= (waiting[n] as number) * (tone.sin[n] as number)
    }
    const share = (2 * (re * re + im * im)) / (blockSamples * blockSamples * power)
    const phase = Math.atan2(im, re)
    const turned = phase - tone.phase - (2 * Math.PI * tone.hertz * blockMs) / 1000
    tone.phase = phase
    const off = (turned / (2 * Math.PI) - Math.round(turned / (2 * Math.PI))) * (1000 / blockMs)
    return share >= leastShare && (tone.ms === 0 || Math.abs(off) <= mostHertzOff)
  }

  const isAfterAnswer = (): boolean =>
    answer.calledMs >= leastAnswerMs && answer.sinceMs <= mostBetweenMs

  const time = (tone: Watched<number>, isStanding: boolean): void => {
    if (isStanding) {
      tone.ms += blockMs
      ;[tone.calledMs, tone.sinceMs] = [0, 0]
      return
    }
    if (tone.ms > 0) tone.calledMs = tone.ms
    tone.ms = 0
    tone.sinceMs += blockMs
  }

  const hear = (tone: Watched, isStanding: boolean): readonly Tone[] => {
    const { hertz } = tone
    if (isStanding && tone.ms === 0 && hertz === 980)
      tone.dueMs = isAfterAnswer() ? v21AfterAnswerMs : carriers[hertz]
    time(tone, isStanding)
    if (isStanding) return tone.ms === tone.dueMs ? [{ kind: 'carrier', hertz }] : []
    const isCall = tone.calledMs >= shortestCall && tone.calledMs <= longestCall
    if (tone.sinceMs < silenceAfter || !isCall || !callingTones.includes(hertz)) return []
    tone.calledMs = 0
    return [{ kind: 'calling', hertz }]
  }

  return {
    push: (samples, ownHertz) => {
      const found: Tone[] = []
      for (const given of samples) {
        waiting[count] = Number.isFinite(given) ? given : 0
        count += 1
        if (count < blockSamples) continue
        count = 0
        const power = waiting.reduce((sum, x) => sum + x * x, 0) / blockSamples
        time(answer, power > leastPower && stands(answer, power))
        for (const tone of watched) {
          const isOurs = ownHertz.includes(tone.hertz)
          found.push(...hear(tone, !isOurs && power > leastPower && stands(tone, power)))
        }
      }
      return found
    },
    isStanding: () => [answer, ...watched].some(({ ms }) => ms >= leastStandingMs),
  }
}
