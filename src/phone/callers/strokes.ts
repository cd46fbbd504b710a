import { unreachable } from '../../base/unreachable.ts'
import type { Chance } from '../chance.ts'
import type { Key } from '../events.ts'
import type { Manner, Pause } from './manner.ts'

/** Keys pressed in one go for one group of the ID: all seven as a rule. */
export type Segment = { readonly group: number; readonly keys: string }

/** One key, the group it is meant for, and how long before it he waits. */
export type Stroke = {
  readonly key: Key
  readonly group: number
  /** Which of the segments it belongs to, from 0; below 0: none of them. */
  readonly segment: number
  readonly beforeInMs: number
  /** He waits to be answered before this one. */
  readonly waits: boolean
}

/** The keys of these segments in this manner, the first without a wait. */
export function strokesOf(
  segments: readonly Segment[],
  manner: Manner,
  chance: Chance,
): readonly Stroke[] {
  const draw = ({ long, ...usual }: Pause): number => {
    const isLong = long !== undefined && chance.happens(long.share)
    const { medianInMs, sigma } = isLong ? long.about : usual
    return chance.about(medianInMs, sigma)
  }
  return segments.flatMap(({ group, keys }, segment) => {
    const pauses = pausesIn(keys.length, manner, chance)
    const strokes = Array.from(keys).flatMap((key, place): readonly Stroke[] => {
      if (!isKey(key)) return []
      const isStart = place === 0
      const pause = isStart ? manner.betweenGroups : (pauses.get(place) ?? manner.key)
      const beforeInMs = isStart && segment === 0 ? 0 : draw(pause)
      const waits = isStart && segment > 0 && manner.waitsInMs !== undefined
      return [{ key, group, segment, beforeInMs, waits }]
    })
    if (!manner.hash || keys === '') return strokes
    return [...strokes, { key: '#', group, segment, beforeInMs: draw(manner.key), waits: false }]
  })
}

/** The places in a group before which he looks away, and for how long. */
function pausesIn(length: number, { looking }: Manner, chance: Chance): ReadonlyMap<number, Pause> {
  const pauses = new Map<number, Pause>()
  switch (looking.kind) {
    case 'never':
      return pauses
    case 'bursts': {
      const burst = (): number => looking.least + chance.below(looking.most - looking.least + 1)
      for (let place = burst(); place < length; place += burst()) pauses.set(place, looking.pause)
      return pauses
    }
    case 'sometimes':
      if (chance.happens(looking.share)) pauses.set(3 + chance.below(2), looking.pause)
      return pauses
    default:
      return unreachable(looking)
  }
}

function isKey(key: string): key is Key {
  return /^[0-9A-D*#]$/.test(key)
}
