import type { Chance } from '../chance.ts'
import type { Manner } from './manner.ts'
import { strokesOf, type Segment, type Stroke } from './strokes.ts'

/**
 * What somebody still means to key of one ID, and where he is in it. `segments` from `next` on are not
 * begun; `strokes` from `at` on are not pressed.
 */
export type Plan = {
  readonly groups: readonly string[]
  readonly segments: readonly Segment[]
  readonly next: number
  readonly strokes: readonly Stroke[]
  readonly at: number
}

/** Nothing to key. */
export function noPlan(groups: readonly string[]): Plan {
  return { groups, segments: [], next: 0, strokes: [], at: 0 }
}

/** To key these segments, from the first on. */
export function planOf(
  groups: readonly string[],
  segments: readonly Segment[],
  { manner, chance }: { readonly manner: Manner; readonly chance: Chance },
): Plan {
  return { groups, segments, next: 0, strokes: strokesOf(segments, manner, chance), at: 0 }
}

/** The plan after one more key. */
export function pressed(plan: Plan): Plan {
  const stroke = plan.strokes[plan.at]
  const next = stroke === undefined || stroke.segment < 0 ? plan.next : stroke.segment + 1
  return { ...plan, at: plan.at + 1, next }
}

/** The group in which he is or was last; 0 before the first key. */
export function groupOf(plan: Plan): number {
  return plan.strokes[plan.at - 1]?.group ?? 0
}

/** Is he in the midst of a group? */
export function isInside(plan: Plan): boolean {
  const last = plan.strokes[plan.at - 1]
  const coming = plan.strokes[plan.at]
  return last !== undefined && last.segment === coming?.segment
}

/**
 * Told to key this group and go on: what he has not begun he keys as he means to, with its slips; what he
 * has begun he keys afresh and rightly.
 */
export function fromGroup(
  plan: Plan,
  group: number,
  { manner, chance }: { readonly manner: Manner; readonly chance: Chance },
): Plan {
  const coming = plan.segments.slice(plan.next)
  const meant = coming.filter((segment) => segment.group === group)
  const own = meant.length > 0 ? meant : [rightly(plan, group)]
  const rest = coming.length > 0 ? afterwards(plan, group) : allAfter(plan, group)
  return planOf(plan.groups, [...own, ...rest], { manner, chance })
}

/** Told to key this group alone; the rest of what he meant to key stays as it is. */
export function onlyGroup(
  plan: Plan,
  group: number,
  { manner, chance }: { readonly manner: Manner; readonly chance: Chance },
): Plan {
  const strokes = strokesOf([rightly(plan, group)], manner, chance)
  return { ...plan, strokes: strokes.map((stroke) => ({ ...stroke, segment: -1 })), at: 0 }
}

/** To begin this group alone, with another first digit, and to stop. */
export function slipIn(
  { groups }: Plan,
  group: number,
  ways: { readonly manner: Manner; readonly chance: Chance },
): Plan {
  const [first = '', second = '', third = ''] = groups[group - 1] ?? ''
  const keys = `${(Number(first) + 1) % 10}${second}${third}`
  return planOf(groups, [{ group, keys }], ways)
}

function rightly(plan: Plan, group: number): Segment {
  return { group, keys: plan.groups[group - 1] ?? '' }
}

/** The groups after this one: those he has begun again and rightly, the others as he means to. */
function afterwards(plan: Plan, group: number): readonly Segment[] {
  const coming = plan.segments.slice(plan.next).filter((segment) => segment.group > group)
  const groups = plan.segments.slice(0, plan.next).map((segment) => segment.group)
  const again = [...new Set(groups)].filter(
    (begun) => begun > group && coming.every((segment) => segment.group !== begun),
  )
  return [...again.map((begun) => rightly(plan, begun)), ...coming]
}

function allAfter(plan: Plan, group: number): readonly Segment[] {
  return plan.groups.slice(group).map((keys, place) => ({ group: group + 1 + place, keys }))
}
