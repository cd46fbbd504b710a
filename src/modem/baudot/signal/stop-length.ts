/** How long the sender holds mark beyond the first stop bit when it sends without a pause; 0 as long as nobody knows. */
export type StopLength = {
  readonly heard: (gapMs: number) => void
  readonly ms: () => number
}

const kept = 16
const enough = 8
const alike = 0.5
const longestMs = 30

export function createStopLength(): StopLength {
  const gaps: number[] = []
  let usual = 0
  return {
    ms: () => usual,
    heard: (gapMs) => {
      gaps.push(gapMs)
      if (gaps.length > kept) gaps.shift()
      if (gaps.length < enough) return
      const median = gaps.toSorted((a, b) => a - b)[gaps.length >> 1] ?? 0
      const near = gaps.filter((gap) => Math.abs(gap - median) <= 2).length
      usual = median < longestMs && near >= alike * gaps.length ? median : 0
    },
  }
}
