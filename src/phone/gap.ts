import type { Chance } from './chance.ts'

const usualMedian = 700
const [least, most] = [300, 1500]

/**
 * How long a line is deaf between two documents, in ms: log-normal about 0.7 s, never below 0.3 nor
 * above 1.5 s; another median scales all three, and 0 means no gap. A judgement, not measured on a live account.
 */
export function drawGap(chance: Chance, medianInMs: number): number {
  const drawn = chance.about(usualMedian, 0.4)
  return (Math.min(most, Math.max(least, drawn)) * medianInMs) / usualMedian
}
