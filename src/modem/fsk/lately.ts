/** How strong the frames of the last seconds were. In noise they are many, in every call: so nothing else is kept. */
export type Lately = {
  readonly push: (atMs: number, amplitude: number) => void
  /** How many were stronger. */
  readonly above: (amplitude: number) => number
  readonly forget: () => void
}

export function createLately(withinMs: number): Lately {
  const times: number[] = []
  const amplitudes: number[] = []
  return {
    above: (amplitude) => amplitudes.filter((one) => one > amplitude).length,
    forget: () => {
      ;[times.length, amplitudes.length] = [0, 0]
    },
    push: (atMs, amplitude) => {
      times.push(atMs)
      amplitudes.push(amplitude)
      while ((times[0] as number) <= atMs - withinMs) {
        times.shift()
        amplitudes.shift()
      }
    },
  }
}
