import type { Chance } from '../chance.ts'
import type { Segment } from './strokes.ts'

export type Slip =
  'wrong' | 'swapped' | 'lost' | 'extra' | 'begun-again' | 'twice' | 'left-out' | 'exchanged'

/** The mix of slips for all figures (identifiers.md), in per cent. */
export const mixOfSlips: Readonly<Record<Slip, number>> = {
  wrong: 58,
  swapped: 15,
  lost: 12,
  extra: 10,
  'begun-again': 2,
  twice: 1,
  'left-out': 1,
  exchanged: 1,
}

/** So many slips of the mix in these groups, each at a uniformly drawn place; slips of groups come first. */
export function withSlips(
  groups: readonly string[],
  count: number,
  chance: Chance,
): readonly Segment[] {
  const slips = Array.from({ length: count }, () => drawSlip(chance))
  const isOfKeys = (slip: Slip): boolean => ['wrong', 'swapped', 'lost', 'extra'].includes(slip)
  const ordered = slips.toSorted((a, b) => Number(isOfKeys(a)) - Number(isOfKeys(b)))
  const whole = groups.map((keys, place) => ({ group: place + 1, keys }))
  return ordered.reduce((segments, slip) => make(slip, segments, chance), whole)
}

/** Makes one slip. */
export function make(slip: Slip, segments: readonly Segment[], chance: Chance): Segment[] {
  switch (slip) {
    case 'wrong':
    case 'lost':
    case 'extra':
      return inOneKey(slip, segments, chance)
    case 'swapped':
      return swapped(segments, chance)
    case 'begun-again':
    case 'twice':
    case 'left-out': {
      const place = chance.below(segments.length)
      return segments.flatMap((segment, at) =>
        at === place ? regrouped(slip, segment, chance) : [segment],
      )
    }
    case 'exchanged':
      return exchanged(segments, chance)
  }
}

function drawSlip(chance: Chance): Slip {
  let left = chance.next() * 100
  for (const [slip, share] of Object.entries(mixOfSlips)) {
    left -= share
    if (left < 0 && isSlip(slip)) return slip
  }
  return 'wrong'
}

function isSlip(name: string): name is Slip {
  return name in mixOfSlips
}

function inOneKey(
  slip: 'wrong' | 'lost' | 'extra',
  segments: readonly Segment[],
  chance: Chance,
): Segment[] {
  const total = segments.reduce((sum, { keys }) => sum + keys.length, 0)
  let left = chance.below(total)
  return segments.map((segment) => {
    const place = left
    left -= segment.keys.length
    if (place < 0 || left >= 0) return segment
    const key = segment.keys.charAt(place)
    const pressed = { wrong: otherThan(key, chance), lost: '', extra: extraAt(key, chance) }[slip]
    return {
      ...segment,
      keys: segment.keys.slice(0, place) + pressed + segment.keys.slice(place + 1),
    }
  })
}

function otherThan(key: string, chance: Chance): string {
  return String((Number(key) + 1 + chance.below(9)) % 10)
}

/** Doubled as often as some other digit comes in. */
function extraAt(key: string, chance: Chance): string {
  return key + (chance.happens(0.5) ? key : String(chance.below(10)))
}

/** Two neighbours that differ, also across a group's border. */
function swapped(segments: readonly Segment[], chance: Chance): Segment[] {
  const keys = segments.map((segment) => segment.keys).join('')
  const places = Array.from(keys.slice(1)).flatMap((key, place) =>
    key === keys[place] ? [] : [place],
  )
  const place = places[chance.below(places.length)] ?? 0
  const changed =
    keys.slice(0, place) + keys.charAt(place + 1) + keys.charAt(place) + keys.slice(place + 2)
  let from = 0
  return segments.map((segment) => {
    const to = from + segment.keys.length
    const own = changed.slice(from, to)
    from = to
    return { ...segment, keys: own }
  })
}

function regrouped(
  slip: 'begun-again' | 'twice' | 'left-out',
  segment: Segment,
  chance: Chance,
): Segment[] {
  switch (slip) {
    case 'begun-again':
      return [{ ...segment, keys: segment.keys.slice(0, 1 + chance.below(6)) }, segment]
    case 'twice':
      return [segment, segment]
    case 'left-out':
      return []
  }
}

function exchanged(segments: readonly Segment[], chance: Chance): Segment[] {
  const one = chance.below(segments.length)
  const other = (one + 1 + chance.below(segments.length - 1)) % segments.length
  return segments.map((segment, place) => {
    if (place === one) return segments[other] ?? segment
    return place === other ? (segments[one] ?? segment) : segment
  })
}
