/** So soon the console is to be right again. */
export const soonMs = 3_000

/** How long it would have taken on a machine that does nothing else: by how much of a processor a busy loop gets now. */
export function aloneMs(tookMs: number): number {
  const begun = performance.now()
  const before = process.cpuUsage()
  let workedMs = 0
  while (workedMs < 100) {
    const { user, system } = process.cpuUsage(before)
    workedMs = (user + system) / 1_000
  }
  return (tookMs * workedMs) / Math.max(workedMs, performance.now() - begun)
}
