import { kept, keptMs, type Sums } from './front-end.ts'

/** Which milliseconds belong to packets that were lost on the way and came as nothing: they say neither mark nor space. */
export type LostFrames = {
  readonly step: (ms: number) => void
  readonly isLost: (ms: number) => boolean
}

const frameMs = 20
const mostFrames = 3
const silent = 1e-9

/** A frame of the stream in which every sample is nothing is lost if there is sound right before and right after. */
export function createLostFrames(sums: Sums): LostFrames {
  const lost = new Uint8Array(keptMs)
  let silentFrames = 0
  const isSilent = (ms: number): boolean => (sums.energy[ms & kept] as number) < silent

  return {
    isLost: (ms) => lost[ms & kept] === 1,
    step: (ms) => {
      lost[ms & kept] = 0
      if (ms % frameMs !== frameMs - 1) return
      const first = ms - frameMs + 1
      let quiet = true
      for (let t = first; t <= ms && quiet; t += 1) quiet = isSilent(t)
      if (quiet) {
        silentFrames += 1
        return
      }
      const from = first - silentFrames * frameMs
      const isGap = silentFrames > 0 && silentFrames <= mostFrames && from > 0
      if (isGap && !isSilent(first) && !isSilent(from - 1)) {
        for (let t = from; t < first; t += 1) lost[t & kept] = 1
      }
      silentFrames = 0
    },
  }
}
