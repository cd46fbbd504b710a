import { waves } from './front-end.ts'

/** A first look, for next to nothing: whether there have just been tones of a text telephone, or what might be taken for them. */
export type Screen = {
  /** Takes a frame of 20 ms, and says it of the last 160 ms. */
  readonly push: (frame: Float32Array) => boolean
}

/** 5 ms: one turn of both tones together at 8 kHz. */
const block = 40
/** A frame of seven bits at 45.45 baud. */
const blocks = 32
/** So many of them have mark or space, and so many each: every frame has a bit of either. */
const [leastInAll, leastOfEach] = [14, 3]
/** Of the power in a block: noise has a twentieth on average, a tone that is 5 % off in as much noise a quarter. */
const leastShare = 0.2
/** Of a sample's square, on average: -55 dBm0. */
const leastPower = 7.6e-7

type Kind = 'nothing' | 'mark' | 'space'

export function createScreen(): Screen {
  const last = Array.from({ length: blocks }, (): Kind => 'nothing')
  const count = { nothing: blocks, mark: 0, space: 0 }
  let next = 0

  const look = (kind: Kind): void => {
    count[last[next] ?? 'nothing'] -= 1
    count[kind] += 1
    last[next] = kind
    next = (next + 1) % blocks
  }

  return {
    push: (frame) => {
      for (let at = 0; at < frame.length; at += block) look(kindOf(frame, at))
      const { mark, space } = count
      return Math.min(mark, space) >= leastOfEach && mark + space >= leastInAll
    },
  }
}

function kindOf(samples: Float32Array, at: number): Kind {
  let [markRe, markIm, spaceRe, spaceIm, energy] = [0, 0, 0, 0, 0]
  for (let n = 0; n < block; n += 1) {
    const x = samples[at + n] as number
    markRe += x * (waves.markCos[n] as number)
    markIm += x * (waves.markSin[n] as number)
    spaceRe += x * (waves.spaceCos[n] as number)
    spaceIm += x * (waves.spaceSin[n] as number)
    energy += x * x
  }
  if (!(energy > leastPower * block)) return 'nothing'
  const [forMark, forSpace] = [markRe ** 2 + markIm ** 2, spaceRe ** 2 + spaceIm ** 2]
  if (2 * Math.max(forMark, forSpace) < leastShare * block * energy) return 'nothing'
  return forMark > forSpace ? 'mark' : 'space'
}
