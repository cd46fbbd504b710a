import { kept, samplesPerMs, type Sums } from './front-end.ts'

const blockMs = 4
const blocks = 12
/** Of the power: noise has a tenth in blocks so short, and a tone that is 5 % off in as much noise a third. */
const leastShare = 0.2
/** Of a sample's square, on average: -55 dBm0. */
const leastPower = 7.6e-7

/** Whether mark or space is on the line, in the last 48 ms before a millisecond. */
export function isBusyAt(sums: Sums, ms: number): boolean {
  if (ms < blockMs * blocks) return false
  let [tones, energy] = [0, 0]
  for (let block = 0; block < blocks; block += 1) {
    let [markRe, markIm, spaceRe, spaceIm] = [0, 0, 0, 0]
    for (let t = ms - (block + 1) * blockMs + 1; t <= ms - block * blockMs; t += 1) {
      const at = t & kept
      markRe += sums.markRe[at] as number
      markIm += sums.markIm[at] as number
      spaceRe += sums.spaceRe[at] as number
      spaceIm += sums.spaceIm[at] as number
      energy += sums.energy[at] as number
    }
    tones += Math.max(markRe ** 2 + markIm ** 2, spaceRe ** 2 + spaceIm ** 2)
  }
  const [inBlock, inAll] = [blockMs * samplesPerMs, blocks * blockMs * samplesPerMs]
  return energy > leastPower * inAll && (tones * 2) / inBlock > leastShare * energy
}
