/**
 * The memory a machine was fitted with, in MiB, told from what its system sees. A system sees a little
 * less than is fitted, and not the same at every start (firmware, graphics and kernel take their share),
 * so the figure is rounded up to the next of 1, 1.5, 2, 3, 4, 6, 8, 12 … GiB: fitted sizes lie on these
 * steps and what is seen lies well below the top of its step.
 */
export function memorySize(bytes: number): string | undefined {
  if (!Number.isFinite(bytes) || bytes < mebibyte) return undefined
  const seen = bytes / mebibyte
  const power = 2 ** Math.ceil(Math.log2(seen))
  return `${String(Math.ceil(seen <= power * 0.75 ? power * 0.75 : power))} MiB`
}

const mebibyte = 1024 * 1024
