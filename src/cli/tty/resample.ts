import type { Sound } from './read-wav.ts'

const wanted = 8000
/** Zero crossings of the sinc on either side. */
const crossings = 16
const passes = 0.92

/** The sound at 8 kHz, by a windowed sinc; what is above 3.7 kHz, or near half the rate it has, goes. */
export function resample({ rate, samples }: Sound): Float32Array {
  if (rate === wanted) return samples
  const cut = (passes * Math.min(rate, wanted)) / rate
  const half = Math.ceil(crossings / cut)
  const kernels = new Map<number, Float64Array>()
  const length = Math.floor((samples.length * wanted) / rate)

  return Float32Array.from({ length }, (_, n) => {
    const first = Math.floor((n * rate) / wanted)
    const part = (n * rate) % wanted
    let kernel = kernels.get(part)
    if (kernel === undefined) {
      kernel = kernelAt(part / wanted, cut, half)
      kernels.set(part, kernel)
    }
    let sum = 0
    for (let k = 0; k < kernel.length; k += 1) {
      sum += (samples[first + k - half + 1] ?? 0) * (kernel[k] as number)
    }
    return sum
  })
}

function kernelAt(fraction: number, cut: number, half: number): Float64Array {
  return Float64Array.from({ length: 2 * half }, (_, k) => {
    const x = k - half + 1 - fraction
    const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / (half + 1))
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * cut * x) / (Math.PI * cut * x)
    return cut * sinc * window
  })
}
